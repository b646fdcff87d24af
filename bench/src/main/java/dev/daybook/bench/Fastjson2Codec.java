package dev.daybook.bench;

import com.alibaba.fastjson2.JSONFactory;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.JSONWriter;
import com.alibaba.fastjson2.annotation.JSONField;
import com.alibaba.fastjson2.reader.ObjectReader;
import com.alibaba.fastjson2.reader.ObjectReaderProvider;
import com.alibaba.fastjson2.util.ParameterizedTypeImpl;
import com.alibaba.fastjson2.writer.ObjectWriter;
import com.alibaba.fastjson2.writer.ObjectWriterProvider;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.EndKind;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fastjson2 over the same records, with the code that it generates for each class. It is given a
 * line's type, which a program that reads a file has to find out first. An empty list it writes,
 * where the others write nothing, because it can read a record only so.
 */
final class Fastjson2Codec implements LineCodec {

  private static final List<Class<?>> TYPES = List.of(
      DeclaredLine.class,
      SessionStarted.class,
      InferenceStarted.class,
      AssistantMessage.class,
      ToolCall.class,
      ToolResult.class);

  private final LineMemory memory = new LineMemory();
  private final JSONWriter.Context writing = JSONFactory.createWriteContext(writers());
  private final JSONReader.Context reading =
      JSONFactory.createReadContext(readers(), JSONReader.Feature.SupportSmartMatch);
  private final Map<Class<?>, ObjectReader<?>> readers = new HashMap<>();

  /** The names of components on a line: its naming strategies pass records by. */
  private interface PropertyNames {
    @JSONField(name = "session_id")
    String sessionId();

    @JSONField(name = "agent_name")
    String agentName();

    @JSONField(name = "message_count")
    long messageCount();

    @JSONField(name = "call_id")
    String callId();

    @JSONField(name = "tool_calls")
    List<ToolCall> toolCalls();
  }

  private static ObjectWriterProvider writers() {
    ObjectWriterProvider writers = new ObjectWriterProvider();
    for (Class<?> type : TYPES) {
      writers.mixIn(type, PropertyNames.class);
    }
    ObjectWriter<EndKind> kinds =
        (json, value, name, type, features) -> json.writeString(((EndKind) value).wireName());
    writers.register(EndKind.class, kinds);
    return writers;
  }

  private static ObjectReaderProvider readers() {
    ObjectReaderProvider readers = new ObjectReaderProvider();
    ObjectReader<EndKind> kinds = (json, type, name, features) -> new EndKind(json.readString());
    readers.register(EndKind.class, kinds);
    return readers;
  }

  @Override
  public int encode(long seq, String type, SessionEvent event) throws IOException {
    memory.beginLine();
    try (JSONWriter json = JSONWriter.ofUTF8(writing)) {
      json.writeAny(
          new DeclaredLine<>(DeclaredLine.VERSION, seq, type, TS, EventMix.SESSION, event));
      json.flushTo(memory);
    }
    return memory.endLine();
  }

  @Override
  public byte[] lastLine() {
    return memory.lastLine();
  }

  @Override
  public SessionEvent decode(byte[] line, Class<? extends SessionEvent> type) {
    ObjectReader<?> reader = readers.computeIfAbsent(
        type, each -> reading.getObjectReader(new ParameterizedTypeImpl(DeclaredLine.class, each)));
    try (JSONReader json = JSONReader.of(line, reading)) {
      DeclaredLine<?> read = (DeclaredLine<?>) reader.readObject(json, null, null, 0);
      return read.data();
    }
  }
}
