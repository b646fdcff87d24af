package dev.daybook.internal.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two threads that record when there is room for one: the ring's slots and bytes are exact. */
public final class RingStress {

  private RingStress() {}

  private static boolean claims(Ring ring, long bytes) {
    return ring.claimNow(bytes) >= 0;
  }

  /** There are slots for both, and bytes for one. */
  @JCStressTest
  @Outcome(id = "true, false, true", expect = Expect.ACCEPTABLE, desc = "The first one.")
  @Outcome(id = "false, true, true", expect = Expect.ACCEPTABLE, desc = "The second one.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Both, none, or bytes went lost.")
  @State
  public static class LastBytes {
    private final Ring ring = new Ring(4, 2 * 48);

    @Actor
    public void first(ZZZ_Result result) {
      result.r1 = claims(ring, 32);
    }

    @Actor
    public void second(ZZZ_Result result) {
      result.r2 = claims(ring, 32);
    }

    @Arbiter
    public void allAreThereAgain(ZZZ_Result result) {
      ring.releaseBytes(32);
      result.r3 = claims(ring, 48);
    }
  }

  /** There are bytes for both, and a slot for one: the other gives its bytes back. */
  @JCStressTest
  @Outcome(id = "true, false, true", expect = Expect.ACCEPTABLE, desc = "The first one.")
  @Outcome(id = "false, true, true", expect = Expect.ACCEPTABLE, desc = "The second one.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Both, none, or bytes went lost.")
  @State
  public static class LastSlot {
    private final Ring ring = new Ring(1, 2 * 64);

    @Actor
    public void first(ZZZ_Result result) {
      result.r1 = claims(ring, 32);
    }

    @Actor
    public void second(ZZZ_Result result) {
      result.r2 = claims(ring, 32);
    }

    @Arbiter
    public void theOthersBytesAreThere(ZZZ_Result result) {
      ring.release(ring.cursor());
      result.r3 = claims(ring, 32) && !claims(ring, 1);
    }
  }

  /** A slot's content, which is all there once the slot is published or stranded. */
  @JCStressTest
  @Outcome(id = "-1, 0", expect = Expect.ACCEPTABLE, desc = "Nothing to see yet.")
  @Outcome(id = "5, 9", expect = Expect.ACCEPTABLE, desc = "All of it.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A part of it.")
  @State
  public static class Publication {
    private final Ring ring = new Ring(2, 64);

    @Actor
    public void recordingThread() {
      long sequence = ring.claimNow(0);
      ring.claimed(sequence).set(Slot.Kind.RECORD, null, null, 5, 9, null, null, 0, 0);
      ring.publish(sequence, false);
    }

    @Actor
    public void journalThread(JI_Result result) {
      result.r1 = -1;
      if (ring.isReady(0)) {
        result.r1 = ring.slot(0).epochSecond;
        result.r2 = ring.slot(0).nano;
      }
    }
  }
}
