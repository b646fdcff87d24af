package dev.daybook.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.EndKind;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WireNames;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A line as databind maps it, with the event as its own record. It is set up for speed: the time is
 * parsed by hand, since the parser of the JDK would cost more than all the rest; and the event's
 * type is looked up in the entry that is being read, where it is already, since databind's own way
 * with a type that stands beside its object copies all tokens of each event.
 */
final class MappedEntry {

  @JsonProperty
  long seq;

  @JsonProperty
  Instant ts;

  @JsonProperty
  String sessionId;

  @JsonProperty
  String id;

  @JsonProperty
  String type;

  @JsonProperty
  @JsonDeserialize(using = OfType.class)
  SessionEvent data;

  private static final List<Class<? extends SessionEvent>> TYPES = List.of(
      SessionStarted.class,
      SystemMessage.class,
      UserMessage.class,
      InferenceStarted.class,
      AssistantMessage.class,
      ToolCall.class,
      ToolResult.class,
      SessionEnded.class);

  /** A reader of these, set up for speed. */
  static ObjectReader reader() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addModule(new SimpleModule()
            .addDeserializer(Instant.class, new OfText<>(Instant.class, LineTime::parse))
            .addDeserializer(EndKind.class, new OfText<>(EndKind.class, EndKind::new)))
        .withConfigOverride(
            List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
        .build()
        .readerFor(MappedEntry.class);
  }

  /** The event of an entry whose type stands before its data, as Daybook writes it. */
  private static final class OfType extends StdDeserializer<SessionEvent>
      implements ResolvableDeserializer {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, JsonDeserializer<Object>> events = new HashMap<>();

    OfType() {
      super(SessionEvent.class);
    }

    @Override
    public void resolve(DeserializationContext context) throws JsonMappingException {
      for (Class<?> type : TYPES) {
        events.put(
            WireNames.of(type), context.findRootValueDeserializer(context.constructType(type)));
      }
    }

    @Override
    public SessionEvent deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      MappedEntry entry = (MappedEntry) parser.getParsingContext().getParent().getCurrentValue();
      return (SessionEvent) events.get(entry.type).deserialize(parser, context);
    }
  }

  /** A value that is made of its text. */
  private static final class OfText<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> make;

    OfText(Class<T> type, Function<String, T> make) {
      super(type);
      this.make = make;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return make.apply(parser.getText());
    }
  }
}
