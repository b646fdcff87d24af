package dev.daybook.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ledger of what was offered to the sessions that stay, and what was answered; then held
 * against their files. The text of an event is its thread, a colon, and its number there.
 */
final class Ledger {

  private final Map<String, Map<String, Long>> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> offered = new ConcurrentHashMap<>();

  /** What was found wrong while it went on. */
  final Queue<String> wrongs = new ConcurrentLinkedQueue<>();

  /** An event is given to a call that counts it, whatever becomes of it. */
  void offered(String session) {
    offered.computeIfAbsent(session, id -> new AtomicLong()).incrementAndGet();
  }

  /** It was not taken, and is not counted anywhere. */
  void notTaken(String session) {
    offered.computeIfAbsent(session, id -> new AtomicLong()).decrementAndGet();
  }

  void acknowledged(String session, String text, long seq) {
    Long before =
        acknowledged.computeIfAbsent(session, id -> new ConcurrentHashMap<>()).put(text, seq);
    if (before != null) {
      wrongs.add("acknowledged twice: " + text);
    }
  }

  long acknowledged() {
    return acknowledged.values().stream().mapToLong(Map::size).sum();
  }

  long offered() {
    return offered.values().stream().mapToLong(AtomicLong::get).sum();
  }

  long offeredTo(String session) {
    AtomicLong count = offered.get(session);
    return count == null ? 0 : count.get();
  }

  /** Nothing acknowledged is missing, nothing is there twice, in another order or invented. */
  void check(String session, List<Entry> entries, String at) {
    Set<String> seen = new HashSet<>();
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).seq()).as(at + ": seq").isEqualTo(i);
      if (entries.get(i).event() instanceof UserMessage message) {
        String text = message.text();
        assertThat(seen.add(text)).as(at + ": twice: " + text).isTrue();
        int colon = text.indexOf(':');
        int number = Integer.parseInt(text.substring(colon + 1));
        Integer before = last.put(text.substring(0, colon), number);
        assertThat(before == null || before < number)
            .as(at + ": the order of its thread: " + text)
            .isTrue();
      }
    }
    acknowledged.getOrDefault(session, Map.of()).forEach((text, seq) -> {
      assertThat(seq).as(at + ": acknowledged: " + text).isBetween(0L, entries.size() - 1L);
      assertThat(entries.get((int) (long) seq).event())
          .as(at + ": acknowledged at " + seq)
          .isEqualTo(new UserMessage(text));
    });
  }

  /** How many events of threads there are. */
  static long events(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.event() instanceof UserMessage)
        .count();
  }

  /** How many events the gaps of that reason say are missing. */
  static long missing(List<Entry> entries, String reason) {
    return entries.stream()
        .filter(entry -> entry.event() instanceof Gap gap && gap.reason().equals(reason))
        .mapToLong(entry -> ((Gap) entry.event()).count())
        .sum();
  }
}
