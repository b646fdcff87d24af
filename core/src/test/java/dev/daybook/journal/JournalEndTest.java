package dev.daybook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The journal thread meets an error that nothing catches. Nobody may hang, and nothing may be
 * acknowledged.
 */
@Timeout(60)
class JournalEndTest {

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final JournalOptions options = new Journals().options();
  private final Ring ring = new Ring(options.ringSlots(), options.maxInFlightBytes());
  private final Tally total = new Tally(null);
  private final MemoryFile file = new MemoryFile();
  private final Appender appender = new Appender("s", file.asSessionFile(), total);
  private final AtomicBoolean broken = new AtomicBoolean();
  private final JournalWriter writer =
      new JournalWriter(options, EventTypes.standard(), ring, total, new Callbacks(null), () -> {
        if (broken.compareAndSet(false, true)) {
          throw new AssertionError("a defect");
        }
        return List.of(appender);
      });
  private final JournalThread thread = new JournalThread(writer);

  @Test
  void everybodyWhoWaitsOrComesLaterIsTold() {
    put(Slot.Kind.EVENT, appender, new UserMessage("a"), null);
    BlockingAck sync = put(Slot.Kind.SYNC_ALL, null, null, new BlockingAck(Durability.FORCED));
    BlockingAck behind =
        put(Slot.Kind.EVENT, appender, new UserMessage("b"), new BlockingAck(Durability.FORCED));
    thread.start();
    for (BlockingAck waiting : List.of(sync, behind)) {
      assertThatThrownBy(() -> waiting.await(WAIT_NANOS, thread))
          .isInstanceOfSatisfying(DaybookException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED);
            assertThat(e).hasCauseInstanceOf(AssertionError.class);
          });
    }
    Journals.await(() -> !thread.isAlive());
    assertThat(appender.failure()).hasCauseInstanceOf(AssertionError.class);
    assertThat(file.isClosed()).isTrue();
    assertThat(file.forcedContent()).as("nothing was acknowledged").isEmpty();
    assertThat(ring.hasEnded()).isTrue();

    BlockingAck late =
        put(Slot.Kind.EVENT, appender, new UserMessage("c"), new BlockingAck(Durability.FORCED));
    assertThatThrownBy(() -> late.await(WAIT_NANOS, thread))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED));
    assertThat(total.counters().rejected()).as("b and c").isEqualTo(2);
  }

  private <A extends @Nullable BlockingAck> A put(
      Slot.Kind kind, @Nullable Appender to, @Nullable SessionEvent event, A ack) {
    long sequence = ring.claim(0, Overflow.FAIL, 0, false);
    Slot slot = ring.slot(sequence);
    slot.appender = to;
    slot.event = event;
    slot.epochSecond = Instant.now().getEpochSecond();
    slot.ack = ack;
    slot.sequence = sequence;
    slot.ask(kind);
    ring.publish(sequence, true);
    DaybookException ended = writer.endedBecause();
    if (ring.hasEnded() && ended != null) {
      writer.refuseAfterEnd(sequence, ended);
    }
    return ack;
  }
}
