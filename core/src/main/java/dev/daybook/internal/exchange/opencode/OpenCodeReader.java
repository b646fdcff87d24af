package dev.daybook.internal.exchange.opencode;

import dev.daybook.event.AnswerMetadata;
import dev.daybook.event.CompactionTrigger;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Json;
import dev.daybook.event.Resource;
import dev.daybook.event.Role;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.KindName;
import dev.daybook.internal.exchange.reading.LeftEntries;
import dev.daybook.internal.exchange.reading.OtherFields;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reader of OpenCode's exports. A message's own tokens count, or those of its steps where it
 * has several: see {@link OpenCodeUsage}. What the session is reverted to is a switch at the end.
 */
final class OpenCodeReader extends ValueReader {

  static final String AGENT = "opencode";

  private static final Set<String> UNTITLED = Set.of("New session - ", "Child session - ");

  /** The fields of a session that change while it grows, or that other entries hold. */
  private static final Set<String> MOVING =
      Set.of("title", "time", "summary", "revert", "share", "cost", "tokens");

  private static final Set<String> KNOWN = Set.of("info", OpenCodeFormat.MESSAGES);

  /** The first seq of each message. */
  private final Map<String, Long> messages = new HashMap<>();

  /** The part that the session is reverted to, or the message; null if to none. */
  private @Nullable String reverted;

  private @Nullable String revertedMessage;
  private @Nullable Instant revertedAt;
  private long revertedSeq = -1;

  /** The seq before a request for a summary; -1 without one. */
  private long summedUpTo = -1;

  private @Nullable CompactionTrigger trigger;

  OpenCodeReader(FileHead head) {
    super(head);
    takeRevert(head.first().get("info"));
  }

  private void takeRevert(JsonValue info) {
    JsonValue revert = info.get("revert");
    if (revert.isObject()) {
      revertedMessage = revert.get("messageID").text();
      reverted = FirstText.of(revert.get("partID"), revert.get("messageID"));
      revertedAt = ForeignTime.ofMillis(info.at("time", "updated"));
    }
  }

  private JsonValue info() {
    return head.first().get("info");
  }

  private JsonValue firstWith(String role) {
    return head.first().get(OpenCodeFormat.MESSAGES).elements().stream()
        .map(message -> message.get("info"))
        .filter(info -> info.get("role").is(role))
        .findFirst()
        .orElse(JsonValue.absent());
  }

  @Override
  public Optional<String> sessionName() {
    return Optional.ofNullable(FirstText.of(info().get("id"), firstWith("user").get("sessionID")));
  }

  @Override
  public List<String> earlierNames() {
    return Optional.ofNullable(firstWith("user").get("sessionID").text()).stream()
        .toList();
  }

  @Override
  public SessionStarted started() {
    JsonValue user = firstWith("user");
    JsonValue assistant = firstWith("assistant");
    return SessionStarted.builder()
        .agentName("OpenCode")
        .agentId(FirstText.of(user.get("agent"), assistant.get("agent"), assistant.get("mode")))
        .title(title(user))
        .model(FirstText.of(user.at("model", "modelID"), assistant.get("modelID")))
        .providerName(FirstText.of(user.at("model", "providerID"), assistant.get("providerID")))
        .cwd(FirstText.of(info().get("directory"), assistant.at("path", "cwd")))
        .backfilled(true)
        .parentSessionId(ForeignChild.sessionId(info().get("parentID").text()))
        .build();
  }

  private @Nullable String title(JsonValue user) {
    String title = info().get("title").text("");
    boolean isMadeUp = title.isEmpty() || UNTITLED.stream().anyMatch(title::startsWith);
    return isMadeUp ? user.at("summary", "title").text() : title;
  }

  @Override
  @Nullable
  protected Instant time(JsonValue item) {
    return ForeignTime.ofMillis(item.at("info", "time", "created"));
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    JsonValue value = item.value();
    Instant ts = time(value);
    if (item.part().isEmpty()) {
      readSession(value, target, ts);
      return;
    }
    JsonValue info = value.get("info");
    String id = info.get("id").text();
    if (id != null) {
      messages.putIfAbsent(id, target.nextSeq());
    }
    if (id != null && id.equals(reverted)) {
      revertedSeq = target.nextSeq();
    }
    List<JsonValue> parts = value.get("parts").elements();
    if (info.get("role").is("user")) {
      readUser(info, parts, target, ts, id);
    } else if (info.get("role").is("assistant")) {
      readAssistant(info, parts, target, ts, id);
    } else {
      addVerbatim(target, KindName.of(AGENT, info.get("role").text("message")), value, ts, id);
    }
  }

  private void readSession(JsonValue fields, ImportTarget target, @Nullable Instant ts) {
    JsonValue info = fields.get("info");
    takeRevert(info);
    Json session = OtherFields.of(info, MOVING);
    if (session != null) {
      target.add(new Unknown(AGENT + ".session", session), ts, info.get("id").text());
    }
    Json rest = OtherFields.of(fields, KNOWN);
    if (rest != null) {
      target.add(new Unknown(AGENT + ".export", rest), ts, null);
    }
  }

  private void readUser(
      JsonValue info,
      List<JsonValue> parts,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    String system = info.get("system").text();
    if (system != null) {
      target.add(new SystemMessage(system), ts, id);
    }
    long first = target.nextSeq();
    StringBuilder words = new StringBuilder();
    List<Resource> files = new ArrayList<>();
    for (JsonValue part : parts) {
      String kind = part.get("type").text("part");
      if (kind.equals("text") && !part.get("synthetic").isTrue() && isGiven(part)) {
        words.append(words.isEmpty() ? "" : "\n").append(part.get("text").text(""));
      } else if (kind.equals("file")) {
        files.add(OpenCodeParts.file(part));
      }
    }
    if (!words.isEmpty() || !files.isEmpty()) {
      target.add(new UserMessage(words.toString(), files, id), ts, id);
    }
    for (JsonValue part : parts) {
      String kind = part.get("type").text("part");
      String partId = part.get("id").text();
      boolean isText = kind.equals("text");
      if (partId != null && partId.equals(reverted)) {
        revertedSeq = target.nextSeq();
      }
      if (isText && part.get("synthetic").isTrue() && isGiven(part)) {
        // the user's in the eyes of the model, and written by the agent
        target.add(new SystemMessage(part.get("text").text(""), Role.USER), ts, partId);
      } else if (kind.equals("compaction")) {
        summedUpTo = first - 1;
        trigger = part.get("overflow").isTrue()
            ? CompactionTrigger.OVERFLOW_RECOVERY
            : part.get("auto").isTrue() ? new CompactionTrigger("auto") : CompactionTrigger.MANUAL;
        addVerbatim(target, AGENT + ".compaction", part, ts, partId);
      } else if (!kind.equals("file") && !(isText && isGiven(part))) {
        target.add(new Unknown(KindName.of(AGENT, kind), OtherFields.whole(part)), ts, partId);
      }
    }
  }

  private static boolean isGiven(JsonValue text) {
    return !text.get("ignored").isTrue();
  }

  private void readAssistant(
      JsonValue info,
      List<JsonValue> parts,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    JsonValue error = info.get("error");
    boolean isAborted = error.get("name").is("MessageAbortedError");
    boolean isSummary = info.get("summary").isTrue() && info.has("finish") && !error.isPresent();
    AnswerMetadata cut =
        (error.isPresent() && !isAborted) ? new AnswerMetadata(true, "failed", null, null) : null;
    OpenCodeParts mapped = new OpenCodeParts(info, cut, target, ts);
    if (isSummary) {
      addSummary(parts, target, ts, id);
    }
    for (JsonValue part : parts) {
      if (reverted != null && part.get("id").is(reverted)) {
        mapped.addAnswers();
        revertedSeq = target.nextSeq();
      }
      if (!isSummary || !part.get("type").is("text")) {
        mapped.add(part);
      }
    }
    mapped.addAnswers();
    OpenCodeUsage.add(info, parts, target, ts, id);
    if (error.isPresent()) {
      target.add(
          TurnFailed.builder()
              .terminalStatus(isAborted ? "interrupted" : "failed")
              .errorKind(error.get("name").text("error"))
              .errorMessage(
                  error.at("data", "message").text(error.get("message").text("")))
              .details(error.json())
              .build(),
          ts,
          id);
    }
  }

  private void addSummary(
      List<JsonValue> parts, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    StringBuilder summary = new StringBuilder();
    for (JsonValue part : parts) {
      if (part.get("type").is("text")) {
        summary.append(summary.isEmpty() ? "" : "\n").append(part.get("text").text(""));
      }
    }
    long to = summedUpTo >= 0 ? summedUpTo : target.nextSeq() - 1;
    target.add(
        HistoryCompaction.builder()
            .range(new SeqRange(0, Math.max(0, to)))
            .summary(summary.toString())
            .trigger(trigger)
            .build(),
        ts,
        id);
    summedUpTo = -1;
    trigger = null;
  }

  @Override
  public void end(ImportTarget target) {
    Long message = revertedMessage == null ? null : messages.get(revertedMessage);
    long from = revertedSeq >= 0 ? revertedSeq : message == null ? -1 : message;
    if (from >= 0) {
      LeftEntries left = new LeftEntries();
      left.leave(from, target.nextSeq());
      left.addSwitch(target, "revert", revertedAt, null);
    }
  }
}
