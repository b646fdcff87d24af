package dev.daybook.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check that cannot fail proves nothing. */
class ScriptCheckTest {

  private static final int EVENTS = 100;

  private final List<Entry> entries = recorded();

  @Test
  void acceptsWhatWasRecorded() {
    assertThat(check(entries)).isTrue();
  }

  @Test
  void seesAMissingEnd() {
    assertThat(check(entries.subList(0, EVENTS - 1))).isFalse();
  }

  @Test
  void seesAMissingEvent() {
    entries.remove(50);
    assertThat(check(entries)).isFalse();
  }

  @Test
  void seesEventsInAnotherOrder() {
    entries.add(50, entries.remove(51));
    assertThat(check(entries)).isFalse();
  }

  @Test
  void seesAnotherEvent() {
    entries.set(50, entry(50));
    assertThat(check(entries)).isFalse();
  }

  @Test
  void seesAnEventTooMany() {
    entries.add(entry(EVENTS));
    assertThat(check(entries)).isFalse();
  }

  private static boolean check(List<Entry> folded) {
    ScriptCheck check = new ScriptCheck(3, EVENTS);
    folded.forEach(check::accept);
    return check.result().isGood();
  }

  private static List<Entry> recorded() {
    AgentScript script = new AgentScript(3, EVENTS);
    List<Entry> entries = new ArrayList<>();
    while (script.hasNext()) {
      entries.add(new Entry(entries.size(), Instant.EPOCH, "s", null, "t", script.next()));
    }
    return entries;
  }

  private static Entry entry(long seq) {
    return new Entry(seq, Instant.EPOCH, "s", null, "t", new UserMessage("not recorded"));
  }
}
