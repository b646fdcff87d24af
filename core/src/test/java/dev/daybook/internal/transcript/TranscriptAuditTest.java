package dev.daybook.internal.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WireNames;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit of a conversation that is longer than it holds. */
class TranscriptAuditTest {

  private static Entry entry(long seq, SessionEvent event) {
    return new Entry(seq, Instant.EPOCH, "s", null, WireNames.of(event.getClass()), event);
  }

  /** A summary may say that it stands for itself, or for more than there is yet. */
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 90})
  void whatACompactionCoversIsForgottenAndTheSummaryIsNot(long covered) {
    TranscriptAudit audit = new TranscriptAudit(5, UnaryOperator.identity());
    for (long seq = 0; seq < 4; seq++) {
      audit.accept(entry(seq, new UserMessage("said " + seq)));
    }
    audit.accept(entry(4, new HistoryCompaction(0, covered, "summary")));
    audit.accept(entry(5, new UserMessage("goes on")));
    audit.accept(entry(6, new UserMessage("and on")));
    assertThat(audit.holds(3)).isFalse();
    assertThat(audit.holds(5)).isTrue();
    assertThat(audit.result()).isPresent();
  }
}
