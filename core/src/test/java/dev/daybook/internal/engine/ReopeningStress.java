package dev.daybook.internal.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A file that was opened again has one owner, whichever thread gives it up meanwhile. */
public final class ReopeningStress {

  private ReopeningStress() {}

  /** The journal thread takes it while another thread gives it up. */
  @JCStressTest
  @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "Taken, and open.")
  @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "Given up, and closed.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Taken and closed, or open without an owner.")
  @State
  public static class OneOwner {
    private final MemoryFile file = new MemoryFile();
    private final Recovery recovery;

    public OneOwner() {
      Supervisor supervisor = new Supervisor(Supervision.STANDARD, anyOne -> true);
      OpenSession session = new OpenSession(
          "s", new MemoryFile().asSessionFile(), new Tally(null), file::asSessionFile, supervisor);
      recovery = session.recovery;
      supervisor.attempt(recovery);
    }

    @Actor
    public void journalThread(ZZ_Result result) {
      result.r1 = recovery.take() != null;
    }

    @Actor
    public void givesUp() {
      recovery.giveUp();
    }

    @Arbiter
    public void isClosed(ZZ_Result result) {
      result.r2 = file.isClosed();
    }
  }
}
