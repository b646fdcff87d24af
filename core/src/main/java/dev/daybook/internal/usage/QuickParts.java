package dev.daybook.internal.usage;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.WireNames;
import dev.daybook.internal.line.Needle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader of those types that are most of a session, in the form in which Daybook writes them,
 * which does not look at each byte of their texts. Their checksum has proved the lines. What it
 * needs stands before a long text, as the {@code ok} of a result before its output; or behind it,
 * under a name in quotes, which cannot stand in a text because quotes have a backslash there. A
 * line that has anything unusual is left to a decoder. Belongs to one thread.
 */
final class QuickParts {

  /** The readers by the wire names of their types. */
  static final Map<String, Reader> READERS = Map.of(
      WireNames.of(ToolResult.class), QuickParts::result,
      WireNames.of(ToolCall.class), QuickParts::call,
      WireNames.of(AssistantMessage.class), QuickParts::answer,
      WireNames.of(ProviderUsage.class), QuickParts::cost);

  private static final byte[] CALL_ID = ascii("{\"call_id\":");
  private static final byte[] NAME = ascii(",\"name\":");
  private static final byte[] OK_TRUE = ascii(",\"ok\":true");
  private static final byte[] OK_FALSE = ascii(",\"ok\":false");
  private static final byte[] TEXT = ascii("{\"text\":\"");
  private static final byte[] ARGUMENTS = ascii(",\"arguments\":\"");
  private static final byte[] KIND = ascii(",\"tool_kind\":\"");

  private static final byte[] SUMMARY = ascii("{\"usage_summary\":{");

  /** The fields of a summary but for its cost, which is no integer. */
  private static final List<byte[]> TOKENS = List.of(
      ascii("\"input_tokens\":"),
      ascii("\"output_tokens\":"),
      ascii("\"cached_tokens\":"),
      ascii("\"cache_creation_tokens\":"),
      ascii("\"reasoning_tokens\":"),
      ascii("\"total_tokens\":"));

  private static final byte[] USAGE = ascii(",\"usage\":{");
  private static final byte[] IS_AVAILABLE = ascii(",\"usage_available\":true");
  private static final byte[] MODEL = ascii(",\"model\":");

  /** The most digits of a number that surely fits. */
  private static final int MAX_DIGITS = 18;

  /** A text's end, and the first call behind it; the longer, the faster it is found. */
  private static final Needle CALLS = new Needle("\",\"tool_calls\":[{\"call_id\":");

  private static final int BEFORE_CALLS = "\",\"tool_calls\":[".length();
  private static final Needle TOOL_CALLS = new Needle("\"tool_calls\"");

  /** The bytes behind the last field of the data: its brace, and the checksum. */
  private static final int BYTES_BEHIND = 19;

  private final byte[] line;
  private final int to;
  private int at;

  /** The reader of one type. */
  interface Reader {

    /** The reader of types that need a decoder. */
    Reader NONE = (line, data, to) -> null;

    /**
     * Returns the event without its texts; null if a decoder must read it.
     *
     * @param data the offset of the event's JSON
     * @param to the end of the line
     */
    @Nullable
    SessionEvent read(byte[] line, int data, int to);
  }

  /** Makes a reader of one line. */
  private QuickParts(byte[] line, int data, int to) {
    this.line = line;
    this.at = data;
    this.to = to;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the result of a tool, without its output; null if a decoder must read it. */
  private static @Nullable SessionEvent result(byte[] line, int data, int to) {
    QuickParts parts = new QuickParts(line, data, to);
    String callId = parts.passes(CALL_ID) ? parts.string() : null;
    if (callId == null) {
      return null;
    }
    // the name of the tool, which stands behind the output, is that of the call
    boolean isOk = parts.passes(OK_TRUE);
    return isOk || parts.passes(OK_FALSE) ? new ToolResult(callId, isOk, null, null) : null;
  }

  /** Returns the call of a tool, without its arguments; null if a decoder must read it. */
  private static @Nullable SessionEvent call(byte[] line, int data, int to) {
    return new QuickParts(line, data, to).call();
  }

  private @Nullable ToolCall call() {
    String callId = passes(CALL_ID) ? string() : null;
    String name = callId != null && passes(NAME) ? string() : null;
    return callId == null || name == null ? null : new ToolCall(callId, name, "");
  }

  /** Returns the calls of an answer, without its texts; null if a decoder must read it. */
  private static @Nullable SessionEvent answer(byte[] line, int data, int to) {
    QuickParts parts = new QuickParts(line, data, to);
    if (!parts.passes(TEXT) || line[to - BYTES_BEHIND - 1] == '}') {
      // metadata, the last field, may say that the answer was cut off
      return null;
    }
    int calls = CALLS.in(line, parts.at, to);
    if (calls >= 0) {
      parts.at = calls + BEFORE_CALLS;
      return parts.calls();
    }
    return TOOL_CALLS.in(line, parts.at, to) < 0 ? new AssistantMessage("") : null;
  }

  /** Returns the tokens and the model of a response; null if a decoder must read it. */
  private static @Nullable SessionEvent cost(byte[] line, int data, int to) {
    return new QuickParts(line, data, to).cost();
  }

  private @Nullable SessionEvent cost() {
    @Nullable Long[] tokens = new @Nullable Long[TOKENS.size()];
    if (!passes(SUMMARY) || !passesTokens(tokens) || !passes('}')) {
      return null;
    }
    if (passes(USAGE) && !passesObject()) {
      return null;
    }
    passes(IS_AVAILABLE);
    String model = passes(MODEL) ? string() : null;
    if (model == null || !passes('}')) {
      return null;
    }
    UsageSummary summary =
        new UsageSummary(tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], tokens[5], null);
    return ProviderUsage.builder().usageSummary(summary).model(model).build();
  }

  /** Passes the fields of a summary; returns false if one is not as Daybook writes it. */
  private boolean passesTokens(@Nullable Long[] tokens) {
    boolean isFirst = true;
    for (int i = 0; i < tokens.length; i++) {
      int before = at;
      if ((isFirst || passes(',')) && passes(TOKENS.get(i))) {
        tokens[i] = number();
        if (tokens[i] == null) {
          return false;
        }
        isFirst = false;
      } else {
        at = before;
      }
    }
    return true;
  }

  /** Returns the number there; null if it is not one of digits alone, or may be too large. */
  private @Nullable Long number() {
    int start = at;
    long number = 0;
    while (at < to && line[at] >= '0' && line[at] <= '9') {
      number = 10 * number + line[at] - '0';
      at++;
    }
    int digits = at - start;
    boolean isPlain = digits == 1 || (digits > 1 && digits <= MAX_DIGITS && line[start] != '0');
    return isPlain ? number : null;
  }

  /** Passes the rest of an object, with the brace behind it. */
  private boolean passesObject() {
    int depth = 1;
    while (at < to && depth > 0) {
      byte b = line[at++];
      if (b == '"' && !passesText()) {
        return false;
      }
      depth += b == '{' ? 1 : b == '}' ? -1 : 0;
    }
    return depth == 0;
  }

  private @Nullable SessionEvent calls() {
    List<ToolCall> calls = new ArrayList<>();
    do {
      ToolCall call = call();
      if (call == null || !passes(ARGUMENTS) || !passesText()) {
        return null;
      }
      if (!passes('}') && !(passes(KIND) && passesText() && passes('}'))) {
        return null;
      }
      calls.add(call);
    } while (passes(','));
    return passes(']') ? new AssistantMessage("", calls) : null;
  }

  private boolean passes(byte[] expected) {
    int end = at + expected.length;
    if (end > to) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (line[at + i] != expected[i]) {
        return false;
      }
    }
    at = end;
    return true;
  }

  private boolean passes(char expected) {
    if (at >= to || line[at] != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** Returns the string there; null if it has an escape, or is none. */
  private @Nullable String string() {
    if (!passes('"')) {
      return null;
    }
    int start = at;
    int end = at;
    while (end < to && line[end] != '"') {
      if (line[end] == '\\') {
        return null;
      }
      end++;
    }
    at = end + 1;
    return at > to ? null : new String(line, start, end - start, StandardCharsets.UTF_8);
  }

  /** Passes the rest of a string, with the quote behind it. */
  private boolean passesText() {
    while (at < to) {
      byte b = line[at++];
      if (b == '"') {
        return true;
      }
      if (b == '\\') {
        at++;
      }
    }
    return false;
  }
}
