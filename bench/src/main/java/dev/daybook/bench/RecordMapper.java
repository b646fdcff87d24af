package dev.daybook.bench;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.daybook.event.Json;
import dev.daybook.event.OpenEnum;
import java.util.List;

/**
 * Jackson's databind, set up so that an event's record becomes the same JSON, byte for byte, as
 * Daybook writes: names in snake_case, what is absent left out.
 */
final class RecordMapper {

  private RecordMapper() {}

  static JsonMapper create() {
    JsonInclude.Value notEmpty = JsonInclude.Value.construct(Include.NON_EMPTY, Include.ALWAYS);
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.ALWAYS))
        .withConfigOverride(List.class, lists -> lists.setInclude(notEmpty))
        // what a record can tell of itself is no component
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .addMixIn(OpenEnum.class, WireName.class)
        .addMixIn(Json.class, RawText.class)
        .build();
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
