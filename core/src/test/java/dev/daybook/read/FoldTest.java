package dev.daybook.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldTest {

  private static final List<Entry> ENTRIES = List.of(entry(0), entry(1), entry(2));

  private static Entry entry(long seq) {
    return new Entry(seq, Instant.EPOCH, "s", null, "user_message", new UserMessage("m"));
  }

  private static <R> R fold(Fold<R> fold) {
    ENTRIES.forEach(fold::accept);
    return fold.result();
  }

  @Test
  void makesEachStateFromTheOneBefore() {
    assertThat(fold(Fold.of(10L, (sum, entry) -> sum + entry.seq()))).isEqualTo(13);
  }

  @Test
  void collectsAsAStreamWould() {
    assertThat(fold(Fold.collecting(Collectors.toList()))).isEqualTo(ENTRIES);
    assertThat(fold(Fold.collecting(Collectors.counting()))).isEqualTo(3);
  }
}
