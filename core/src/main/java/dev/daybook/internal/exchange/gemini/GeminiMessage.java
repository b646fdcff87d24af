package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Json;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Reasoning;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolCall;
import dev.daybook.event.TurnFailed;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.ForeignChild;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.KindName;
import dev.daybook.internal.exchange.reading.LeftEntries;
import dev.daybook.internal.exchange.reading.OtherFields;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of Gemini CLI with what was added of it so far. A later record of it adds what is new:
 * thoughts, calls, and the answers of calls that had none. It keeps hashes, no texts.
 */
final class GeminiMessage {

  static final String AGENT = "gemini_cli";

  /** The state of a call: the hash of what was asked, and of the answer, and where that is. */
  private static final class Asked {
    final long call;
    long answer;
    long answerSeq = -1;

    Asked(long call) {
      this.call = call;
    }
  }

  private final @Nullable String messageId;
  private final Map<String, Asked> calls = new HashMap<>();

  /** The ranges of its entries: each first seq with the one behind the last. */
  private final List<long[]> entries = new ArrayList<>();

  private boolean isAdded;
  private long words;
  private int thoughtCount;
  private long thoughts = hash(List.of());
  private GoogleTokens tokens = GoogleTokens.NONE;

  GeminiMessage(@Nullable String messageId) {
    this.messageId = messageId;
  }

  /** Returns true if the record says what the earlier ones did, and perhaps more. */
  boolean goesOnIn(GeminiTurn turn) {
    if (words != turn.wordsHash()
        || turn.thoughts().size() < thoughtCount
        || thoughts != hash(turn.thoughts().subList(0, thoughtCount))
        || turn.calls().size() < calls.size()) {
      return false;
    }
    int known = 0;
    for (Map.Entry<String, GeminiTurn.Call> each : turn.calls().entrySet()) {
      Asked asked = calls.get(each.getKey());
      if (asked != null) {
        known++;
        if (asked.call != hash(each.getValue())) {
          return false;
        }
      }
    }
    return known == calls.size();
  }

  /** Leaves its entries out of the conversation. */
  void leave(LeftEntries left) {
    entries.forEach(range -> left.leave(range[0], range[1]));
  }

  /** Leaves its entries, for which a summary stands. */
  void leaveCovered(LeftEntries left) {
    entries.forEach(range -> left.leaveCovered(range[0], range[1]));
  }

  /** Counts an entry that another item gave as one of this message. */
  void own(long seq) {
    entries.add(new long[] {seq, seq + 1});
  }

  /** Returns the seq behind the last of its entries; 0 if it has none. */
  long endSeq() {
    return entries.stream().mapToLong(range -> range[1]).max().orElse(0);
  }

  /** Returns the seq of the first of its entries; the largest long if it has none. */
  long firstSeq() {
    return entries.stream().mapToLong(range -> range[0]).min().orElse(Long.MAX_VALUE);
  }

  /** Takes over what a record says without adding it, since another entry holds it. */
  void take(GeminiTurn turn) {
    isAdded = true;
    words = turn.wordsHash();
    thoughtCount = turn.thoughts().size();
    thoughts = hash(turn.thoughts());
    turn.calls().forEach((key, call) -> {
      Asked asked = new Asked(hash(call));
      asked.answer = answerHash(call);
      calls.put(key, asked);
    });
  }

  /** Adds what the record has beyond the earlier ones, which it goes on in. */
  void add(GeminiTurn turn, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    long from = target.nextSeq();
    if (turn.isSaid()) {
      addSaid(turn, target, ts, id);
    } else if (!isAdded) {
      addShown(turn, target, ts, id);
    }
    isAdded = true;
    words = turn.wordsHash();
    if (target.nextSeq() > from) {
      entries.add(new long[] {from, target.nextSeq()});
    }
  }

  private static void addShown(
      GeminiTurn turn, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    if ("error".equals(turn.kind())) {
      target.add(
          TurnFailed.builder()
              .terminalStatus("failed")
              .errorKind("error")
              .errorMessage(turn.content().text())
              .build(),
          ts,
          id);
    } else {
      String type = KindName.of(AGENT, turn.value().get("type").text("message"));
      ValueReader.addVerbatim(target, type, turn.value(), ts, id);
    }
  }

  private void addSaid(
      GeminiTurn turn, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    String model = turn.value().get("model").text();
    List<GeminiTurn.Thought> all = turn.thoughts();
    for (GeminiTurn.Thought each : all.subList(thoughtCount, all.size())) {
      Json proof = each.proof() == null ? null : each.proof().json();
      String dialect = proof == null ? null : "gemini";
      target.add(
          new Reasoning(each.words(), proof, model, dialect, messageId),
          each.ts() == null ? ts : each.ts(),
          id);
    }
    thoughtCount = all.size();
    thoughts = hash(all);
    if (!isAdded) {
      addWords(turn, target, ts, id);
    }
    addTokens(turn.value().get("tokens"), model, target, ts, id);
    addCalls(turn, target, ts, id);
  }

  private void addWords(
      GeminiTurn turn, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    String text = turn.content().text();
    if (GeminiTurn.USER.equals(turn.kind())) {
      if (!text.isEmpty()
          || !turn.content().resources().isEmpty()
          || turn.content().isEmpty()) {
        target.add(new UserMessage(text, turn.content().resources(), messageId), ts, id);
      }
      JsonValue shown = turn.value().get("displayContent");
      if (shown.isPresent()) {
        Json data = new Json("{\"displayContent\":" + shown.raw() + "}");
        target.add(new Unknown(AGENT + ".display_content", data), ts, id);
      }
    } else if (!text.isEmpty()) {
      target.add(AssistantMessage.builder().text(text).messageId(messageId).build(), ts, id);
    }
    for (JsonValue part : turn.content().others()) {
      String type = KindName.ofPart(AGENT, part, GoogleContent.MARKS);
      target.add(new Unknown(type, OtherFields.whole(part)), ts, id);
    }
  }

  private void addTokens(
      JsonValue value,
      @Nullable String model,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    if (!value.isObject()) {
      return;
    }
    GoogleTokens now = GoogleTokens.ofTokens(value);
    GoogleTokens more = now.beyond(tokens);
    if (tokens.equals(GoogleTokens.NONE) || !more.isNothing()) {
      target.add(
          ProviderUsage.builder()
              .usageSummary(more.summary())
              .usage(value.json())
              .model(model)
              .build(),
          ts,
          id);
      tokens = now;
    }
  }

  private void addCalls(
      GeminiTurn turn, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    turn.calls().forEach((key, call) -> {
      if (!calls.containsKey(key)) {
        calls.put(key, new Asked(hash(call)));
        target.add(new ToolCall(call.callId(), call.name(), call.argumentsText()), ts, id);
      }
    });
    turn.calls().forEach((key, call) -> {
      Asked asked = calls.get(key);
      if (asked != null && asked.answer == 0 && call.isAnswered()) {
        addAnswer(asked, call, target, ts, id);
      }
    });
  }

  private static void addAnswer(
      Asked asked,
      GeminiTurn.Call call,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    Instant ended = ForeignTime.of(call.ran().get("timestamp"));
    asked.answer = answerHash(call);
    asked.answerSeq = target.nextSeq();
    target.add(answer(call), ended == null ? ts : ended, id);
    String agentId = call.ran().get("agentId").text();
    if (agentId != null) {
      SubagentPhase phase =
          "success".equals(call.status()) ? SubagentPhase.FINISHED : SubagentPhase.FAILED;
      target.add(
          ForeignChild.event(phase, agentId).agent(call.name()).build(),
          ended == null ? ts : ended,
          id);
    }
  }

  private static SessionEvent answer(GeminiTurn.Call call) {
    return GoogleAnswer.of(
            GoogleContent.of(call.ran().get("result")),
            call.status(),
            call.ran().get("resultDisplay"))
        .event(call.callId(), call.name());
  }

  /**
   * Leaves the answers that the record has others for, and adds those: so an agent shortens old
   * outputs.
   */
  void changeAnswers(
      GeminiTurn turn,
      LeftEntries left,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    List<GeminiTurn.Call> changed = new ArrayList<>();
    turn.calls().forEach((key, call) -> {
      Asked asked = calls.get(key);
      if (asked != null
          && asked.answerSeq >= 0
          && call.isAnswered()
          && asked.answer != answerHash(call)) {
        left.leave(asked.answerSeq, asked.answerSeq + 1);
        changed.add(call);
      }
    });
    if (changed.isEmpty()) {
      return;
    }
    left.addSwitch(target, "the answer of a tool was replaced", ts, id);
    long from = target.nextSeq();
    turn.calls().forEach((key, call) -> {
      Asked asked = calls.get(key);
      if (asked != null && changed.contains(call)) {
        addAnswer(asked, call, target, ts, id);
      }
    });
    entries.add(new long[] {from, target.nextSeq()});
  }

  /** Adds the answer of an open call that stands in another message, if it is one. */
  boolean answer(
      JsonValue response, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    Asked asked = calls.get(response.get("id").text(""));
    if (asked == null || asked.answer != 0) {
      return asked != null;
    }
    asked.answer = new TextHash().add(response).value();
    addForeignAnswer(response, target, ts, id);
    return true;
  }

  /** Adds an answer in this message whose call is not known. */
  void addForeignAnswer(
      JsonValue response, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    long seq = target.nextSeq();
    target.add(
        new GoogleAnswer(response, "", null, JsonValue.absent())
            .event(response.get("id").text(""), response.get("name").text()),
        ts,
        id);
    own(seq);
  }

  private static long hash(List<GeminiTurn.Thought> thoughts) {
    TextHash hash = new TextHash();
    thoughts.forEach(each -> hash.add(each.words()));
    return hash.value();
  }

  private static long hash(GeminiTurn.Call call) {
    return new TextHash().add(call.name()).add(call.argumentsText()).value();
  }

  private static long answerHash(GeminiTurn.Call call) {
    return call.isAnswered()
        ? new TextHash().add(call.ran().get("result")).add(call.status()).value()
        : 0;
  }
}
