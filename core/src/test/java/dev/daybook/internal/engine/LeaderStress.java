package dev.daybook.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A caller that takes the journal thread's place: one thread at a time has it, and no work waits.
 */
public final class LeaderStress {

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.privateLookupIn(Doorbell.class, MethodHandles.lookup())
          .findVarHandle(Doorbell.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private LeaderStress() {}

  /**
   * The journal thread, which its clock wakes, and a caller: each counts while it has the place.
   */
  @JCStressTest
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "No count is lost.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Two had the place at a time, or saw old values.")
  @State
  public static class Turns {
    private static final int SLEEPS = 3;

    private final Doorbell doorbell = new Doorbell();
    private volatile boolean done;
    private int counted;
    private int ofJournalThread;
    private int ofCaller;

    @Actor
    public void journalThread() {
      doorbell.belongsToCaller();
      for (int i = 0; i < SLEEPS; i++) {
        doorbell.await(() -> false, 1_000);
        counted++;
        ofJournalThread++;
      }
      done = true;
    }

    @Actor
    public void caller() {
      while (!done) {
        if (doorbell.tryTake()) {
          counted++;
          ofCaller++;
          doorbell.giveBack(false, () -> false);
        }
        Thread.onSpinWait();
      }
    }

    @Arbiter
    public void lost(I_Result result) {
      result.r1 = ofJournalThread + ofCaller - counted;
    }
  }

  /** An event is published while a caller gives the place back to the thread that sleeps. */
  @JCStressTest
  @Outcome(id = "" + Doorbell.AWAKE, expect = Expect.ACCEPTABLE, desc = "One of both has woken it.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "It sleeps, with an event in the ring.")
  @State
  public static class PublicationMeanwhile {
    private final Ring ring = new Ring(2, 64);

    public PublicationMeanwhile() {
      STATE.setVolatile(ring.doorbell(), Doorbell.PARKED);
      if (!ring.doorbell().tryTake()) {
        throw new AssertionError("it sleeps");
      }
    }

    @Actor
    public void leader() {
      ring.doorbell().giveBack(false, () -> ring.isReady(0));
    }

    @Actor
    public void recordingThread() {
      ring.publish(ring.claimNow(0), false);
    }

    @Arbiter
    public void sleeper(I_Result result) {
      result.r1 = (int) STATE.getVolatile(ring.doorbell());
    }
  }

  /** A caller comes while another one gives the place back and wakes the journal thread. */
  @JCStressTest
  @Outcome(
      id = "" + Doorbell.AWAKE,
      expect = Expect.ACCEPTABLE,
      desc = "The journal thread has the place.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "The second caller came before it.")
  @State
  public static class CallerMeanwhile {
    private final Doorbell doorbell = new Doorbell();

    public CallerMeanwhile() {
      STATE.setVolatile(doorbell, Doorbell.PARKED);
      if (!doorbell.tryTake()) {
        throw new AssertionError("it sleeps");
      }
    }

    @Actor
    public void leader() {
      doorbell.giveBack(true, () -> false);
    }

    @Actor
    public void caller() {
      boolean unused = doorbell.tryTake();
    }

    @Arbiter
    public void sleeper(I_Result result) {
      result.r1 = (int) STATE.getVolatile(doorbell);
    }
  }
}
