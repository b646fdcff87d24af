package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A file that was opened again has one owner, whoever gives it up meanwhile. */
public final class ReopeningStress {

  private static final DaybookException WHY = DaybookException.of(Kind.SESSION_CLOSED, "planned");

  private ReopeningStress() {}

  /** The journal thread takes it while another thread gives it up. */
  @JCStressTest
  @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "Taken, and open.")
  @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "Given up, and closed.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Taken and closed, or open and nobody's.")
  @State
  public static class OneOwner {
    private final MemoryFile file = new MemoryFile();
    private final Reopening tried;

    public OneOwner() {
      Appender appender = new Appender(
          "s", new MemoryFile().asSessionFile(), new Tally(null), file::asSessionFile, true);
      Supervisor supervisor = new Supervisor(Supervision.STANDARD, nobody -> false);
      tried = new Reopening(appender.outage, supervisor, 1);
      tried.open(1);
    }

    @Actor
    public void journalThread(ZZ_Result result) {
      result.r1 = tried.take() != null;
    }

    @Actor
    public void givesUp() {
      tried.fail(WHY);
    }

    @Arbiter
    public void isClosed(ZZ_Result result) {
      result.r2 = file.isClosed();
    }
  }
}
