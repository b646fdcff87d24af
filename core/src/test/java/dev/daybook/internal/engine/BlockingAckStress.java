package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that waits for an acknowledgement, and what comes meanwhile. */
public final class BlockingAckStress {

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int SEQ = 7;
  private static final int FAILED = -2;
  private static final int UNKNOWN = -3;
  private static final DaybookException WHY = DaybookException.of(Kind.SESSION_FAILED, "planned");

  private BlockingAckStress() {}

  private static int await(BlockingAck ack, long nanos) {
    try {
      return (int) ack.await(nanos, Thread.currentThread(), "s");
    } catch (DaybookException e) {
      return e.kind() == Kind.OUTCOME_UNKNOWN ? UNKNOWN : FAILED;
    }
  }

  /** An ack, made by the thread that will wait, for the one that settles it. */
  private static class Handed {
    volatile BlockingAck ack;

    final int waits(long nanos) {
      BlockingAck mine = new BlockingAck(Durability.FORCED);
      ack = mine;
      return await(mine, nanos);
    }

    final BlockingAck handed() {
      while (ack == null) {
        Thread.onSpinWait();
      }
      return ack;
    }
  }

  /** The answer comes while the thread goes to sleep. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "Answered.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "No answer, or another one.")
  @State
  public static class Answer extends Handed {
    @Actor
    public void waiter(I_Result result) {
      result.r1 = waits(LONG_NANOS);
    }

    @Actor
    public void journalThread() {
      handed().succeeded(SEQ);
    }
  }

  /** The answer comes when the time is up. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "Answered.")
  @Outcome(id = "-3", expect = Expect.ACCEPTABLE, desc = "Outcome unknown.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Another answer.")
  @State
  public static class LateAnswer extends Handed {
    @Actor
    public void waiter(I_Result result) {
      result.r1 = waits(1_000);
    }

    @Actor
    public void journalThread() {
      handed().succeeded(SEQ);
    }
  }

  /** The waiting thread is interrupted before it is answered. */
  @JCStressTest
  @Outcome(id = "7, true", expect = Expect.ACCEPTABLE, desc = "Answered, the flag still set.")
  @Outcome(id = "-3, true", expect = Expect.ACCEPTABLE, desc = "Outcome unknown, the flag set.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "The interrupt is lost, or the answer.")
  @State
  public static class Interrupt extends Handed {
    private volatile Thread waiting;
    private volatile boolean interrupted;

    @Actor
    public void waiter(IZ_Result result) {
      waiting = Thread.currentThread();
      result.r1 = waits(LONG_NANOS);
      while (!interrupted) {
        Thread.onSpinWait();
      }
      result.r2 = Thread.interrupted();
    }

    @Actor
    public void journalThread() {
      BlockingAck ack = handed();
      waiting.interrupt();
      ack.succeeded(SEQ);
      interrupted = true;
    }
  }

  /** Two threads settle it: the first one wins, for every caller. */
  @JCStressTest
  @Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "It succeeded.")
  @Outcome(id = "-2, -2", expect = Expect.ACCEPTABLE, desc = "It failed.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Neither, or both.")
  @State
  public static class TwoAnswers {
    private final BlockingAck ack = new BlockingAck(Durability.FORCED);

    @Actor
    public void success() {
      ack.succeeded(SEQ);
    }

    @Actor
    public void failure() {
      ack.failed(WHY);
    }

    @Arbiter
    public void waiter(II_Result result) {
      result.r1 = await(ack, LONG_NANOS);
      result.r2 = await(ack, LONG_NANOS);
    }
  }
}
