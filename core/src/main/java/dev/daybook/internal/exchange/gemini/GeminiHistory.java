package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.SeqRange;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.LeftEntries;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of a Gemini CLI session that are in its conversation at the moment, in order. */
final class GeminiHistory {

  /** The most messages that begin a compacted history: a summary, and the model's thanks. */
  private static final int MAX_SUMMARY_MESSAGES = 2;

  private final LeftEntries left = new LeftEntries();
  private final Set<String> usedIds = new HashSet<>();
  private Map<String, GeminiMessage> live = new LinkedHashMap<>();

  /** The messages that asked for a tool, by the call. */
  private final Map<String, GeminiMessage> askers = new LinkedHashMap<>();

  /** Adds a message, or what is new in one that was there before. */
  void message(JsonValue record, long line, ImportTarget target) {
    String id = record.get("id").text();
    String key = id == null ? "\0" + line + ":" + target.nextSeq() : id;
    GeminiTurn turn = GeminiTurn.of(record);
    GeminiMessage known = live.get(key);
    if (known != null && known.goesOnIn(turn)) {
      goOn(known, turn, id, line, target);
      return;
    }
    if (known != null) {
      known.leave(left);
      left.addSwitch(target, "message_replaced", time(turn), entryId(id, line));
    }
    GeminiMessage message = new GeminiMessage(id);
    live.put(key, message);
    add(message, turn, id, line, target);
  }

  private void goOn(
      GeminiMessage known, GeminiTurn turn, @Nullable String id, long line, ImportTarget target) {
    String entryId = entryId(id, line);
    known.changeAnswers(turn, left, target, time(turn), entryId);
    known.add(turn, target, time(turn), entryId);
    turn.calls().keySet().forEach(call -> askers.put(call, known));
  }

  private void add(
      GeminiMessage message, GeminiTurn turn, @Nullable String id, long line, ImportTarget target) {
    String entryId = entryId(id, line);
    message.add(turn, target, time(turn), entryId);
    turn.calls().keySet().forEach(call -> askers.put(call, message));
    for (JsonValue response : turn.content().responses()) {
      GeminiMessage asker = askers.get(response.get("id").text(""));
      if (asker == null || !asker.answer(response, target, time(turn), entryId)) {
        message.addForeignAnswer(response, target, time(turn), entryId);
      }
    }
  }

  /** Returns the id of the entries that a record gives, which is not that of earlier ones. */
  private @Nullable String entryId(@Nullable String id, long line) {
    return (id == null || usedIds.add(id)) ? id : id + "@" + line;
  }

  private static @Nullable Instant time(GeminiTurn turn) {
    return ForeignTime.of(turn.value().get("timestamp"));
  }

  /**
   * Leaves a message and all behind it, or all if there is none; false if nothing was left, or
   * there are too many branches.
   */
  boolean rewindTo(String id, ImportTarget target, @Nullable Instant ts) {
    if (!left.maySwitch(target, ts)) {
      return false;
    }
    left.spend(live.size());
    boolean isBehind = !live.containsKey(id);
    Iterator<Map.Entry<String, GeminiMessage>> all = live.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, GeminiMessage> each = all.next();
      isBehind |= each.getKey().equals(id);
      if (isBehind) {
        each.getValue().leave(left);
        all.remove();
      }
    }
    return left.addSwitch(target, "rewind", ts, null);
  }

  /** Puts these messages in the place of all before. */
  void replace(List<JsonValue> records, long line, ImportTarget target, @Nullable Instant ts) {
    Map<String, GeminiTurn> turns = new LinkedHashMap<>();
    for (JsonValue record : records) {
      turns.put(record.get("id").text("\0" + line + ":" + turns.size()), GeminiTurn.of(record));
    }
    int kept = keptInOrder(turns);
    int begun = kept >= 0 ? 0 : summaryLength(turns);
    if (begun > 0) {
      compact(turns, begun, target, ts, line);
    } else {
      switchTo(turns, kept >= 0 ? kept : commonLength(turns), target, ts);
    }
    Map<String, GeminiMessage> before = live;
    live = new LinkedHashMap<>();
    turns.forEach((key, turn) -> {
      GeminiMessage known = before.get(key);
      String id = turn.value().get("id").text();
      GeminiMessage message = known == null ? new GeminiMessage(id) : known;
      live.put(key, message);
      if (known == null) {
        add(message, turn, id, line, target);
      } else {
        goOn(known, turn, id, line, target);
      }
    });
  }

  /**
   * Returns the number of messages, from the first, that are there already in this order, if all
   * behind them are new; else -1.
   */
  private int keptInOrder(Map<String, GeminiTurn> turns) {
    Iterator<String> all = live.keySet().iterator();
    int kept = 0;
    boolean isKept = true;
    for (Map.Entry<String, GeminiTurn> each : turns.entrySet()) {
      boolean isKnown = isSame(each);
      if (isKnown && (!isKept || !isAhead(all, each.getKey()))) {
        return -1;
      }
      isKept &= isKnown;
      kept += isKnown ? 1 : 0;
    }
    return (kept > 0 || live.isEmpty() || turns.isEmpty()) ? kept : -1;
  }

  private boolean isSame(Map.Entry<String, GeminiTurn> turn) {
    GeminiMessage known = live.get(turn.getKey());
    return known != null && known.goesOnIn(turn.getValue());
  }

  private static boolean isAhead(Iterator<String> keys, String key) {
    while (keys.hasNext()) {
      if (keys.next().equals(key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the number of messages that sum up others, if those stand before the last messages of
   * the conversation, which all follow; else 0.
   */
  private int summaryLength(Map<String, GeminiTurn> turns) {
    List<Map.Entry<String, GeminiTurn>> all = new ArrayList<>(turns.entrySet());
    int begun = 0;
    while (begun < all.size() && !live.containsKey(all.get(begun).getKey())) {
      begun++;
    }
    int rest = all.size() - begun;
    boolean isSummary = begun > 0
        && begun <= MAX_SUMMARY_MESSAGES
        && rest < live.size()
        && GeminiTurn.USER.equals(all.get(0).getValue().kind())
        && !all.get(0).getValue().content().text().isEmpty();
    if (!isSummary) {
      return 0;
    }
    long covered = 0;
    int at = 0;
    for (Map.Entry<String, GeminiMessage> each : live.entrySet()) {
      int place = begun + at - (live.size() - rest);
      if (at++ < live.size() - rest) {
        covered = Math.max(covered, each.getValue().endSeq());
      } else if (!all.get(place).getKey().equals(each.getKey())
          || !isSame(all.get(place))
          || each.getValue().firstSeq() < covered) {
        return 0;
      }
    }
    return begun;
  }

  /** Adds a summary of all messages but those that follow it. */
  private void compact(
      Map<String, GeminiTurn> turns,
      int begun,
      ImportTarget target,
      @Nullable Instant ts,
      long line) {
    long covered = -1;
    for (Map.Entry<String, GeminiMessage> each : live.entrySet()) {
      if (!turns.containsKey(each.getKey())) {
        covered = Math.max(covered, each.getValue().endSeq() - 1);
        each.getValue().leaveCovered(left);
      }
    }
    StringBuilder summary = new StringBuilder();
    List<Map.Entry<String, GeminiTurn>> beginning =
        new ArrayList<>(turns.entrySet()).subList(0, begun);
    for (Map.Entry<String, GeminiTurn> each : beginning) {
      summary
          .append(summary.isEmpty() ? "" : "\n\n")
          .append(each.getValue().content().text());
    }
    String id = beginning.get(0).getValue().value().get("id").text();
    long seq = target.nextSeq();
    target.add(
        HistoryCompaction.builder()
            .range(new SeqRange(0, Math.max(0, covered)))
            .summary(summary.toString())
            .build(),
        ts,
        entryId(id, line));
    for (Map.Entry<String, GeminiTurn> each : beginning) {
      GeminiMessage message =
          new GeminiMessage(each.getValue().value().get("id").text());
      message.take(each.getValue());
      message.own(seq);
      live.put(each.getKey(), message);
    }
  }

  /** Leaves all messages but the first ones of the new history. */
  private void switchTo(
      Map<String, GeminiTurn> turns, int kept, ImportTarget target, @Nullable Instant ts) {
    Set<String> staying = new HashSet<>();
    turns.keySet().stream().limit(kept).forEach(staying::add);
    Iterator<Map.Entry<String, GeminiMessage>> all = live.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, GeminiMessage> each = all.next();
      if (!staying.contains(each.getKey())) {
        each.getValue().leave(left);
        all.remove();
      }
    }
    left.addSwitch(target, "history_replaced", ts, null);
  }

  /** Returns the number of first messages that both histories have. */
  private int commonLength(Map<String, GeminiTurn> turns) {
    Iterator<String> all = live.keySet().iterator();
    int common = 0;
    for (Map.Entry<String, GeminiTurn> each : turns.entrySet()) {
      if (!all.hasNext() || !all.next().equals(each.getKey()) || !isSame(each)) {
        break;
      }
      common++;
    }
    return common;
  }
}
