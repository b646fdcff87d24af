package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.daybook.event.SessionEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Jackson's databind over the same records. It is set up for speed where that changes no byte: one
 * generator for all lines, a writer and a reader for each type made beforehand. And it is given a
 * line's type, which a program that reads a file has to find out first.
 */
final class DatabindCodec implements LineCodec {

  private static final JsonMapper MAPPER = RecordMapper.create();

  private final LineMemory memory = new LineMemory();
  private final JsonGenerator generator;
  private final Map<Class<?>, ObjectWriter> writers = new HashMap<>();
  private final Map<Class<?>, ObjectReader> readers = new HashMap<>();

  DatabindCodec() throws IOException {
    generator = MAPPER.createGenerator(memory).setRootValueSeparator(null);
  }

  private static JavaType lineOf(Class<?> type) {
    return MAPPER.getTypeFactory().constructParametricType(DeclaredLine.class, type);
  }

  @Override
  public int encode(long seq, String type, SessionEvent event) throws IOException {
    memory.beginLine();
    ObjectWriter writer = writers.computeIfAbsent(
        event.getClass(),
        each ->
            MAPPER.writerFor(lineOf(each)).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE));
    writer.writeValue(
        generator,
        new DeclaredLine<>(DeclaredLine.VERSION, seq, type, TS, EventMix.SESSION, event));
    generator.flush();
    return memory.endLine();
  }

  @Override
  public byte[] lastLine() {
    return memory.lastLine();
  }

  @Override
  public SessionEvent decode(byte[] line, Class<? extends SessionEvent> type) throws IOException {
    ObjectReader reader = readers.computeIfAbsent(type, each -> MAPPER.readerFor(lineOf(each)));
    DeclaredLine<?> read = reader.readValue(line);
    return read.data();
  }
}
