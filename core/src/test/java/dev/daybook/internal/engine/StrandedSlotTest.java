package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A slot that its claimer could not publish any more stops no thread. */
@Timeout(60)
class StrandedSlotTest {

  @Test
  void whatIsBehindAStrandedSlotIsWritten() throws Exception {
    MemoryFile file = new MemoryFile();
    Journals options = new Journals();
    options.closeTimeout = Duration.ofSeconds(5);
    try (Journal journal = options.start()) {
      Session session = journal.open("s", file::asSessionFile);
      Ring ring = journal.ring();
      long claimed = ring.claimNow(0);
      assertThat(ring.isReady(claimed)).isFalse();
      ring.slot(claimed).strandedSequence = claimed;
      assertThat(
              session.recordSync(new UserMessage("a"), Durability.FORCED, Duration.ofSeconds(20)))
          .isZero();
    }
    assertThat(Journals.texts(file.forcedContent())).containsExactly("a");
  }
}
