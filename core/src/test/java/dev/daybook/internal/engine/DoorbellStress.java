package dev.daybook.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thread that parks while another one publishes: it is awake with the event at hand before its
 * time is up, whether the publisher waits for an answer or not.
 */
public final class DoorbellStress {

  /** Longer than any pause of the machine, since what is late counts as lost. */
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int LOOKS_BEFORE_PARKING = 100;

  private static final VarHandle NAPS;

  static {
    try {
      NAPS = MethodHandles.privateLookupIn(Doorbell.class, MethodHandles.lookup())
          .findVarHandle(Doorbell.class, "naps", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private DoorbellStress() {}

  /** The smallest ring, and the thread that takes from it, which has dozed enough to park. */
  private static class Sleeper {
    private final Ring ring = new Ring(2, 64);
    private final AtomicInteger looks = new AtomicInteger();
    private final BooleanSupplier hasWork = this::looks;

    Sleeper() {
      // it looks out for more before it parks, which shows the other thread that it is about to
      ring.doorbell().worked(true);
      NAPS.set(ring.doorbell(), 1_000_000);
    }

    private boolean looks() {
      looks.setOpaque(looks.getPlain() + 1);
      return ring.isReady(0);
    }

    /** Whether the event came while there was time. */
    final boolean sleeps() {
      ring.doorbell().belongsToCaller();
      long start = System.nanoTime();
      while (!ring.isReady(0)) {
        ring.doorbell().await(hasWork, LONG_NANOS);
      }
      return System.nanoTime() - start < LONG_NANOS;
    }

    /** Comes when the other thread is about to park: before, nothing could go wrong. */
    final void publish(boolean awaited) {
      while (looks.getOpaque() < LOOKS_BEFORE_PARKING) {
        Thread.onSpinWait();
      }
      ring.publish(ring.claimNow(0), awaited);
    }
  }

  /** No caller waits for an answer. */
  @JCStressTest
  @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "Woken, or never slept.")
  @Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "The wake-up was lost.")
  @State
  public static class PlainPublication {
    private final Sleeper sleeper = new Sleeper();

    @Actor
    public void journalThread(Z_Result result) {
      result.r1 = sleeper.sleeps();
    }

    @Actor
    public void recordingThread() {
      sleeper.publish(false);
    }
  }

  /** A caller waits for an answer. */
  @JCStressTest
  @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "Woken, or never slept.")
  @Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "The wake-up was lost.")
  @State
  public static class AwaitedPublication {
    private final Sleeper sleeper = new Sleeper();

    @Actor
    public void journalThread(Z_Result result) {
      result.r1 = sleeper.sleeps();
    }

    @Actor
    public void recordingThread() {
      sleeper.publish(true);
    }
  }
}
