package dev.daybook.internal.exchange.reference;

import static dev.daybook.internal.exchange.reference.Rule.always;
import static dev.daybook.internal.exchange.reference.Rule.field;
import static dev.daybook.internal.exchange.reference.Rule.same;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Completeness;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.PermissionDecision;
import dev.daybook.event.ProviderStatus;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SessionCleared;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionResult;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.SourceKind;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UsageLimitHit;
import dev.daybook.event.UsageLimitResumeFailed;
import dev.daybook.event.UsageLimitResumed;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.text.WrittenTime;
import dev.daybook.internal.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format of zag's session log: the envelope and the event's fields at one level, null for most
 * that is not set. What each line repeats about its source is a {@code source_changed} here, behind
 * which every entry is of that source; its seq begins at 1 and is written without gaps.
 */
public final class ZagFormat extends LineFormat {

  private static final Set<String> ENVELOPE = Set.of(
      "seq",
      "ts",
      "provider",
      "wrapper_session_id",
      "provider_session_id",
      "source_kind",
      "completeness",
      "type");

  private static final Conversion ENDED = new Conversion() {
    @Override
    public @Nullable Object ours(JsonValue success, Leftover left) {
      return success.bool() == null ? null : success.isTrue() ? "normal_end" : "error";
    }

    @Override
    public @Nullable Object theirs(JsonValue type, Lost lost) {
      if (!type.is("normal_end") && !type.is("error")) {
        lost.add("");
      }
      return type.is("normal_end");
    }
  };

  private static final List<EventKind> KINDS = List.of(
      EventKind.same(
          SessionStarted.class,
          same("command").emptyThere(),
          same("model").orNull(),
          same("cwd").orNull(),
          same("resumed").or("false"),
          same("backfilled").or("false")),
      EventKind.same(
          UserMessage.class, same("role").or("\"user\""), field("content", "text"), messageId()),
      EventKind.same(AssistantMessage.class, field("content", "text"), messageId()),
      EventKind.same(Reasoning.class, field("content", "text").needed(), messageId()),
      EventKind.same(
          ToolCall.class,
          field("tool_name", "name"),
          same("tool_kind"),
          callId(),
          field("input", "arguments").as(Conversion.ARGUMENTS).emptyHere().orNull()),
      EventKind.same(
          ToolResult.class,
          field("tool_name", "name").orNull(),
          same("tool_kind"),
          callId(),
          field("success", "ok").orNull(),
          same("output").as(Conversion.TEXT).orNull(),
          field("error", "error.message").as(Conversion.TEXT).orNull(),
          same("data").orNull()),
      EventKind.of(
          "permission",
          PermissionDecision.class,
          same("tool_name").emptyThere(),
          same("description").emptyThere(),
          field("granted", "decision").as(Conversion.ALLOWED).needed()),
      EventKind.same(ProviderStatus.class, same("message"), same("data").orNull()),
      EventKind.of("stderr", Note.class, same("message"), always("kind", "\"stderr\""), warning())
          .of(event -> isNote(event, "stderr")),
      EventKind.of(
              "parse_warning",
              Note.class,
              same("message"),
              field("raw", "data.raw").orNull(),
              always("kind", "\"parse_warning\""),
              warning())
          .of(event -> isNote(event, "parse_warning")),
      EventKind.of("user_event", Note.class, same("level"), same("message"), same("data")),
      EventKind.same(
          SessionCleared.class,
          same("old_session_id").orNull(),
          same("new_session_id").orNull()),
      EventKind.same(
          SessionEnded.class,
          field("success", "reason.type").as(ENDED).or("true"),
          field("error", "reason.error.message").orNull()),
      EventKind.same(SessionResult.class, same("result")),
      EventKind.same(Heartbeat.class, same("interval_secs").orNull()),
      EventKind.of(
          "usage",
          ProviderUsage.class,
          tokens("input_tokens").or("0"),
          tokens("output_tokens").or("0"),
          field("cache_read_tokens", "usage_summary.cached_tokens"),
          tokens("cache_creation_tokens"),
          tokens("total_cost_usd")),
      EventKind.same(
          UsageLimitHit.class,
          same("provider"),
          same("scope"),
          same("reset_at").as(Conversion.TIME),
          same("scheduled_resume_at").as(Conversion.TIME),
          same("raw"),
          same("fallback_used"),
          same("incident_id")),
      EventKind.same(
          UsageLimitResumed.class, same("incident_id"), same("resume_message"), same("attempt")),
      EventKind.same(
          UsageLimitResumeFailed.class, same("incident_id"), same("error"), same("attempt")));

  /** Makes the format, which has no state: any thread may use it. */
  public ZagFormat() {
    super("zag", ENVELOPE, KINDS);
  }

  private static Rule messageId() {
    return same("message_id").orNull();
  }

  private static Rule callId() {
    return field("tool_id", "call_id").emptyHere().orNull();
  }

  private static Rule tokens(String name) {
    return field(name, "usage_summary." + name);
  }

  private static Rule warning() {
    return always("level", "\"warn\"");
  }

  private static boolean isNote(SessionEvent event, String kind) {
    return event instanceof Note note && kind.equals(note.kind());
  }

  @Override
  boolean recognises(FileHead head) {
    return head.values().stream()
        .limit(20)
        .anyMatch(line ->
            line.get("wrapper_session_id").isString() && line.get("type").isString());
  }

  @Override
  Optional<String> sessionName(FileHead head) {
    return head.firstText("wrapper_session_id");
  }

  @Override
  boolean isStart(JsonValue first) {
    return kind(first).is("session_started") && first.get("command").isString();
  }

  @Override
  SessionStarted started(FileHead head) {
    JsonValue first = head.first();
    JsonValue start = isStart(first) ? first : JsonValue.absent();
    return SessionStarted.builder()
        .agentName(name())
        .command(start.get("command").text())
        .model(start.get("model").text())
        .cwd(start.get("cwd").text())
        .resumed(start.get("resumed").bool())
        .backfilled(true)
        .build();
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new Reader(this, FileHead.of(head));
  }

  @Override
  ForeignLines lines(String sessionId, OutputStream out) throws IOException {
    return new Lines(this, sessionId, out);
  }

  private static @Nullable SourceChanged source(JsonValue line) {
    String kind = line.get("source_kind").text();
    String completeness = line.get("completeness").text();
    SourceChanged source = new SourceChanged(
        line.get("provider").text(),
        line.get("provider_session_id").text(),
        kind == null ? null : new SourceKind(kind),
        completeness == null ? null : new Completeness(completeness));
    return source.equals(NO_SOURCE) ? null : source;
  }

  private static final SourceChanged NO_SOURCE = new SourceChanged(null, null, null, null);

  /** A reader that adds an entry where the source changes. */
  private static final class Reader extends LineReader {

    private @Nullable SourceChanged source;

    Reader(ZagFormat format, FileHead head) {
      super(format, head);
    }

    @Override
    protected void read(Item item, ImportTarget target) {
      SourceChanged next = source(item.value());
      if (next != null && source != null && item.value().get("type").is("usage_limit_hit")) {
        // its own provider has the same name, and the last of two counts
        next = new SourceChanged(
            source.provider(), next.providerSessionId(), next.sourceKind(), next.completeness());
      }
      if (next != null && !next.equals(source)) {
        source = next;
        target.add(next, time(item.value()), null);
      }
      super.read(item, target);
    }
  }

  private static final class Lines extends ForeignLines {

    private final String sessionId;
    private SourceChanged source = NO_SOURCE;
    private String agent = "daybook";

    Lines(ZagFormat format, String sessionId, OutputStream out) throws IOException {
      super(format, out);
      this.sessionId = sessionId;
    }

    @Override
    boolean takes(SourceChanged changed) {
      source = changed;
      return true;
    }

    @Override
    boolean writesThoughts() {
      return true;
    }

    @Override
    boolean saysMore(SessionStarted started) {
      return started.command() != null;
    }

    @Override
    SessionEvent completed(SessionEvent event) {
      if (event instanceof SessionStarted started && started.agentName() != null) {
        agent = started.agentName();
      }
      return event;
    }

    @Override
    Map<String, Object> line(
        String kind,
        Map<String, Object> fields,
        Instant ts,
        @Nullable String id,
        long number,
        long seq) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("seq", number + 1);
      line.put("ts", WrittenTime.offset(ts));
      line.put("provider", source.provider() == null ? agent : source.provider());
      line.put("wrapper_session_id", sessionId);
      line.put(
          "provider_session_id",
          source.providerSessionId() == null ? new Json("null") : source.providerSessionId());
      line.put(
          "source_kind",
          source.sourceKind() == null ? "wrapper" : source.sourceKind().wireName());
      line.put(
          "completeness",
          source.completeness() == null ? "full" : source.completeness().wireName());
      line.put("type", kind);
      line.putAll(fields);
      return line;
    }
  }
}
