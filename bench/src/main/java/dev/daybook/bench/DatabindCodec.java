package dev.daybook.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import dev.daybook.event.EndKind;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.SessionEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Jackson's databind over the same records. It is set up for speed where that changes no byte: one
 * generator for all lines, a writer and a reader for each type made beforehand. And it is told a
 * line's type, which somebody who reads a file has to find out first.
 */
final class DatabindCodec implements LineCodec {

  static final JsonMapper MAPPER = mapper();

  private final LineMemory memory = new LineMemory();
  private final JsonGenerator generator;
  private final Map<Class<?>, ObjectWriter> writers = new HashMap<>();
  private final Map<Class<?>, ObjectReader> readers = new HashMap<>();

  DatabindCodec() throws IOException {
    generator = MAPPER.createGenerator(memory).setRootValueSeparator(null);
  }

  private static JsonMapper mapper() {
    SimpleModule openEnums = new SimpleModule()
        .addSerializer(OpenEnum.class, new ToStringSerializerBase(OpenEnum.class) {
          @Override
          public String valueToString(Object value) {
            return ((OpenEnum) value).wireName();
          }
        })
        .addDeserializer(EndKind.class, new FromStringDeserializer<>(EndKind.class) {
          @Override
          protected EndKind _deserialize(String value, DeserializationContext context) {
            return new EndKind(value);
          }
        });
    return JsonMapper.builder()
        .addModule(openEnums)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
        .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .withConfigOverride(
            List.class,
            lists -> lists
                .setInclude(JsonInclude.Value.construct(
                    JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
        .build();
  }

  private static JavaType lineOf(Class<?> type) {
    return MAPPER.getTypeFactory().constructParametricType(Line.class, type);
  }

  @Override
  public int encode(long seq, String type, SessionEvent event) throws IOException {
    memory.beginLine();
    ObjectWriter writer =
        writers.computeIfAbsent(event.getClass(), each -> MAPPER.writerFor(lineOf(each)));
    writer.writeValue(generator, new Line<>(Line.VERSION, seq, type, TS, EventMix.SESSION, event));
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
    Line<?> read = reader.readValue(line);
    return read.data();
  }
}
