package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.Json;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.KindName;
import dev.daybook.internal.exchange.reading.OtherFields;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reader of Gemini CLI's files, old and new. A message that is written again adds what is new
 * in it; other words in its place, a rewind and a replaced history are switches of the
 * conversation, which leave the old entries where they are.
 *
 * <p>Tokens count once a message, with its first record that has them, and then what a later one
 * has beyond it: see {@link GoogleTokens}.
 */
final class GeminiReader extends ValueReader {

  /** The fields of a document that change while it grows, or that other entries hold. */
  private static final Set<String> MOVING =
      Set.of(GeminiFormat.MESSAGES, "lastUpdated", "summary", "directories", "memoryScratchpad");

  /** The fields of a document that its first entries hold. */
  private static final Set<String> KNOWN = Set.of(
      GeminiFormat.MESSAGES,
      "lastUpdated",
      "summary",
      "directories",
      "memoryScratchpad",
      "sessionId",
      "projectHash",
      "startTime",
      "kind");

  /** The folder of the files of a project's sessions. */
  private static final String CHATS = "chats";

  private final boolean isDocument;
  private final GeminiHistory history = new GeminiHistory();
  private boolean hadElements;

  GeminiReader(FileHead head) {
    super(head);
    isDocument = GeminiFormat.isDocument(head);
  }

  /** Returns the values of the head that can say something of the whole session. */
  private Stream<JsonValue> headers() {
    return head.values().stream().flatMap(value -> Stream.of(value, value.get("$set")));
  }

  private Stream<JsonValue> messages() {
    return head.values().stream()
        .flatMap(value ->
            Stream.concat(Stream.of(value), value.get(GeminiFormat.MESSAGES).elements().stream()));
  }

  private static Stream<String> texts(Stream<JsonValue> values, String name) {
    return values.map(value -> value.get(name).text("")).filter(text -> !text.isEmpty());
  }

  @Override
  public Optional<String> sessionName() {
    return texts(headers(), "sessionId").findFirst();
  }

  @Override
  public SessionStarted started() {
    boolean isChild = texts(headers(), "kind").anyMatch("subagent"::equals);
    return SessionStarted.builder()
        .agentName("Gemini CLI")
        .agentId(isChild ? sessionName().orElse(null) : null)
        .providerName("google")
        .model(texts(messages(), "model").findFirst().orElse(null))
        .title(texts(headers(), "summary").reduce((first, last) -> last).orElse(null))
        .backfilled(true)
        .parentSessionId(isChild ? ForeignChild.sessionId(parentName()) : null)
        .build();
  }

  /**
   * Returns the name of the folder of a sub-agent's file, which is that of its parent's session.
   */
  private @Nullable String parentName() {
    Path folder = head.path().toAbsolutePath().normalize().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name == null || name.toString().equals(CHATS) ? null : name.toString();
  }

  @Override
  @Nullable
  protected Instant time(JsonValue item) {
    for (JsonValue each :
        List.of(item.get("timestamp"), item.get("startTime"), item.at("$set", "lastUpdated"))) {
      Instant time = ForeignTime.of(each);
      if (time != null) {
        return time;
      }
    }
    List<JsonValue> messages = item.get(GeminiFormat.MESSAGES).elements();
    return messages.isEmpty() ? null : ForeignTime.of(messages.get(0).get("timestamp"));
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    JsonValue value = item.value();
    Instant ts = time(value);
    if (GeminiFormat.MESSAGES.equals(item.part())) {
      hadElements = true;
      history.message(value, item.line(), target);
    } else if (isDocument) {
      readFields(value, target, ts);
    } else if (value.get("$rewindTo").isString()) {
      if (!history.rewindTo(value.get("$rewindTo").text(""), target, ts)) {
        addVerbatim(target, GeminiMessage.AGENT + ".rewind_to", value, ts, null);
      }
    } else if (value.get("id").isString()) {
      history.message(value, item.line(), target);
    } else if (value.get("$set").isObject()) {
      readSet(value.get("$set"), item.line(), target, ts);
    } else if (value.get("sessionId").isString()) {
      readMetadata(value, item.line(), target, ts);
    } else {
      String kind = value.get("type").text("unknown");
      addVerbatim(target, KindName.of(GeminiMessage.AGENT, kind), value, ts, null);
    }
  }

  /** Reads the fields of a document outside its messages, of which those that move give nothing. */
  private void readFields(JsonValue fields, ImportTarget target, @Nullable Instant ts) {
    Json rest = OtherFields.of(fields, hadElements ? KNOWN : MOVING);
    if (rest != null) {
      target.add(new Unknown(GeminiMessage.AGENT + ".metadata", rest), ts, null);
    }
  }

  private void readMetadata(JsonValue value, long line, ImportTarget target, @Nullable Instant ts) {
    Json rest = OtherFields.of(value, Set.of(GeminiFormat.MESSAGES));
    if (rest != null) {
      target.add(new Unknown(GeminiMessage.AGENT + ".metadata", rest), ts, null);
    }
    for (JsonValue message : value.get(GeminiFormat.MESSAGES).elements()) {
      if (message.isObject()) {
        history.message(message, line, target);
      }
    }
  }

  private void readSet(JsonValue set, long line, ImportTarget target, @Nullable Instant ts) {
    JsonValue messages = set.get(GeminiFormat.MESSAGES);
    if (messages.isArray()) {
      List<JsonValue> records = new ArrayList<>(messages.elements());
      records.removeIf(record -> !record.isObject());
      history.replace(records, line, target, ts);
    }
    Json rest = OtherFields.of(set, messages.isArray() ? Set.of(GeminiFormat.MESSAGES) : Set.of());
    if (rest != null) {
      Json whole = new Json("{\"$set\":" + rest.text() + "}");
      target.add(new Unknown(GeminiMessage.AGENT + ".set", whole), ts, null);
    }
  }
}
