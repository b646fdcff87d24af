package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/** The names in the mix's lines, encoded beforehand, and fields that have them. */
final class JsonNames {

  static final SerializedString V = new SerializedString("v");
  static final SerializedString SEQ = new SerializedString("seq");
  static final SerializedString TYPE = new SerializedString("type");
  static final SerializedString TS = new SerializedString("ts");
  static final SerializedString SESSION_ID = new SerializedString("session_id");
  static final SerializedString DATA = new SerializedString("data");
  static final SerializedString MODEL = new SerializedString("model");
  static final SerializedString MESSAGE_COUNT = new SerializedString("message_count");
  static final SerializedString TEXT = new SerializedString("text");
  static final SerializedString TOOL_CALLS = new SerializedString("tool_calls");
  static final SerializedString CALL_ID = new SerializedString("call_id");
  static final SerializedString NAME = new SerializedString("name");
  static final SerializedString ARGUMENTS = new SerializedString("arguments");
  static final SerializedString OK = new SerializedString("ok");
  static final SerializedString OUTPUT = new SerializedString("output");
  static final SerializedString AGENT_NAME = new SerializedString("agent_name");
  static final SerializedString TITLE = new SerializedString("title");
  static final SerializedString REASON = new SerializedString("reason");

  private JsonNames() {}

  static void string(JsonGenerator json, SerializedString name, String value) throws IOException {
    json.writeFieldName(name);
    json.writeString(value);
  }

  static void number(JsonGenerator json, SerializedString name, long value) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(value);
  }

  static void bool(JsonGenerator json, SerializedString name, boolean value) throws IOException {
    json.writeFieldName(name);
    json.writeBoolean(value);
  }
}
