package dev.daybook.internal.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Calls that are handed over while others are run: each runs, once and in its turn. */
public final class CallbacksStress {

  private CallbacksStress() {}

  /** Three hand-overs, and an executor that runs what it is given. */
  @JCStressTest
  @Outcome(id = "123", expect = Expect.ACCEPTABLE, desc = "All three, in order.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "One is missing, or too much, or in another's turn.")
  @State
  public static class HandOver {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Doorbell doorbell = new Doorbell();
    private final Callbacks callbacks = new Callbacks(tasks::add, doorbell);
    private volatile boolean handedOver;
    private volatile int ran;

    @Actor
    public void journalThread() {
      doorbell.belongsToCaller();
      for (int i = 1; i <= 3; i++) {
        callbacks.run(new Numbered(i));
        callbacks.handOver();
      }
      handedOver = true;
    }

    @Actor
    public void executor() {
      boolean last = false;
      while (!last) {
        last = handedOver;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      }
    }

    @Arbiter
    public void order(I_Result result) {
      result.r1 = ran;
    }

    private final class Numbered extends Call {
      private final int number;

      Numbered(int number) {
        this.number = number;
      }

      @Override
      void run() {
        ran = 10 * ran + number;
      }
    }
  }
}
