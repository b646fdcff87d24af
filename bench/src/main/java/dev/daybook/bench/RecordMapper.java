package dev.daybook.bench;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.daybook.event.EndKind;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import java.util.List;

/**
 * Jackson's databind, set up so that an event's record becomes the same JSON, byte for byte, as
 * Daybook writes: names in snake_case, what is absent left out. What it writes of the mix it reads
 * back.
 */
final class RecordMapper {

  private RecordMapper() {}

  static JsonMapper create() {
    JsonInclude.Value notEmpty = JsonInclude.Value.construct(Include.NON_EMPTY, Include.ALWAYS);
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
        .withConfigOverride(
            List.class,
            lists -> lists
                .setInclude(notEmpty)
                .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
        // what a record says of itself is no component
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .addMixIn(OpenEnum.class, WireName.class)
        .addMixIn(Json.class, RawText.class)
        .addModule(new SimpleModule().addDeserializer(EndKind.class, new EndKindName()))
        .build();
  }

  /** The only open enum among the mix's events. */
  private static final class EndKindName extends FromStringDeserializer<EndKind> {
    private static final long serialVersionUID = 1L;

    EndKindName() {
      super(EndKind.class);
    }

    @Override
    protected EndKind _deserialize(String value, DeserializationContext context) {
      return new EndKind(value);
    }
  }

  /** An open enum is its name. */
  private interface WireName {
    @JsonValue
    String wireName();
  }

  /** JSON text is written as it is. */
  private interface RawText {
    @JsonValue
    @JsonRawValue
    String text();
  }
}
