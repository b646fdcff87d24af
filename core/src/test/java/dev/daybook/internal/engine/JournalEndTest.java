package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The journal thread meets an error that nothing catches. No thread may hang, and nothing may be
 * acknowledged.
 */
@Timeout(60)
class JournalEndTest {

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final JournalOptions options = new Journals().options();
  private final Ring ring = new Ring(options.ringSlots(), options.maxInFlightBytes());
  private final Tally total = new Tally(null);
  private final MemoryFile file = new MemoryFile();
  private final OpenSession session =
      new OpenSession("s", file.asSessionFile(), total, file::asSessionFile, null);
  private final BatchEncoder encoder =
      new BatchEncoder(EventTypes.standard(), options.batchBytes(), options.maxLineBytes());
  private final Callbacks callbacks = new Callbacks(null, ring.doorbell());
  private final Notices notices = new Notices(options.listener(), callbacks);
  private final OpenSessions sessions = new OpenSessions();
  private final Requests requests = new Requests(ring);
  private final JournalEnd end = new JournalEnd(ring, requests, total, notices, sessions);
  private final Supervisor supervisor = new Supervisor(Supervision.STANDARD, tried -> false);
  private final EngineLoop loop = new EngineLoop(
      options,
      ring,
      requests,
      end,
      callbacks,
      notices,
      sessions,
      new SessionFiles(
          options,
          new FileBarrier(1, ring.doorbell()),
          new OpenFiles(1),
          sessions,
          supervisor,
          notices),
      encoder,
      supervisor,
      new OldestUnforced(),
      new AnnotationWatch(null, () -> {}));
  private final JournalThread thread = new JournalThread(loop);

  @Test
  void everyWaiterAndEveryLaterCallerGetsTheCause() {
    BlockingAck taken = put(new UserMessage("a"), new BlockingAck(Durability.FORCED));
    // no caller can make such a slot: it stands for any defect of ours
    put(null, null);
    BlockingAck behind = put(new UserMessage("b"), new BlockingAck(Durability.FORCED));
    thread.start();
    for (BlockingAck waiting : List.of(taken, behind)) {
      assertThatThrownBy(() -> waiting.await(WAIT_NANOS, thread, "s"))
          .isInstanceOfSatisfying(DaybookException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED);
            assertThat(e).hasCauseInstanceOf(AssertionError.class);
          });
    }
    Journals.await(() -> !thread.isAlive());
    assertThat(session.failure()).hasCauseInstanceOf(AssertionError.class);
    assertThat(file.isClosed()).isTrue();
    assertThat(file.forcedContent()).as("nothing was acknowledged").isEmpty();
    assertThat(ring.hasEnded()).isTrue();

    BlockingAck late = put(new UserMessage("c"), new BlockingAck(Durability.FORCED));
    assertThatThrownBy(() -> late.await(WAIT_NANOS, thread, "s"))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED));
    assertThat(total.counters().rejected()).as("the defective one, b and c").isEqualTo(3);
    assertThat(total.counters().recorded()).as("a was taken").isEqualTo(1);
    assertThat(total.counters().failed()).as("and not written").isEqualTo(1);
  }

  @Test
  void aLackOfMemoryWhileItEndsLeavesNoWaiter() {
    AtomicInteger tries = new AtomicInteger();
    BlockingAck without = new BlockingAck(Durability.FORCED);
    Ack starving = new Ack(Durability.FORCED) {
      @Override
      void succeeded(long atSeq) {
        throw new AssertionError("nothing is acknowledged");
      }

      @Override
      void failed(DaybookException why) {
        if (tries.incrementAndGet() < 4) {
          throw new OutOfMemoryError("for the outcome");
        }
        without.fail(why);
      }
    };
    put(null, null);
    put(new UserMessage("a"), starving);
    BlockingAck behind = new BlockingAck(Durability.FORCED);
    put(new UserMessage("b"), behind);
    thread.start();
    for (BlockingAck waiting : List.of(without, behind)) {
      assertThatThrownBy(() -> waiting.await(WAIT_NANOS, thread, "s"))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED));
    }
    Journals.await(() -> !thread.isAlive());
    assertThat(tries.get()).isEqualTo(4);
    assertThat(file.isClosed()).isTrue();
    assertThat(total.counters().rejected()).as("each once").isEqualTo(3);
  }

  @Test
  void aRepeatedLackOfMemoryLeavesNoWaiterForTheFile() {
    List<BlockingAck> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      BlockingAck owner = new BlockingAck(Durability.FORCED);
      waiting.add(owner);
      put(new UserMessage("a"), new StarvingOnce(owner));
    }
    put(null, null);
    List<String> ends = new CopyOnWriteArrayList<>();
    session.watchers.add(new SessionWatcher() {
      @Override
      public void written(long position) {}

      @Override
      public void published(EphemeralEvent event, Instant ts, long position, long heapBytes) {}

      @Override
      public void missed(long count) {}

      @Override
      public void ended(@Nullable DaybookException failure) {
        ends.add("ended");
      }
    });
    thread.start();
    for (BlockingAck each : waiting) {
      assertThatThrownBy(() -> each.await(WAIT_NANOS, thread, "s"))
          .isInstanceOfSatisfying(
              DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED));
    }
    Journals.await(() -> !thread.isAlive());
    assertThat(ends).as("reported once").hasSize(1);
  }

  /** Its owner is answered, but not at once: there is no memory for it the first time. */
  private static final class StarvingOnce extends Ack {
    private final BlockingAck owner;
    private boolean hasStarved;

    StarvingOnce(BlockingAck owner) {
      super(owner.durability);
      this.owner = owner;
    }

    @Override
    void succeeded(long atSeq) {
      throw new AssertionError("nothing is acknowledged");
    }

    @Override
    void failed(DaybookException why) {
      if (!hasStarved) {
        hasStarved = true;
        throw new OutOfMemoryError("for the outcome");
      }
      owner.fail(why);
    }
  }

  private <A extends @Nullable Ack> A put(@Nullable SessionEvent event, A ack) {
    long sequence = ring.claimNow(0);
    ring.claimed(sequence)
        .set(Slot.Kind.RECORD, session, event, Instant.now().getEpochSecond(), 0, null, ack, 0, 0);
    ring.publish(sequence, true);
    DaybookException ended = ring.whyEnded();
    if (ended != null) {
      end.refuse(sequence, ended);
    }
    return ack;
  }
}
