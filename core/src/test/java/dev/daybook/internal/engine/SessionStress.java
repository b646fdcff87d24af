package dev.daybook.internal.engine;

import dev.daybook.Counters;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.ZJJ_Result;

/**
 * Two threads at one session of a whole journal, with a session for each race: an event is written
 * or refused, never accepted and dropped, and what is answered is true.
 */
public final class SessionStress {

  private static final Journal JOURNAL =
      new Journal(new Journals().options(), EventTypes.standard());
  private static final UserMessage EVENT = new UserMessage("race");
  private static final int CLOSED = -1;
  private static final int FAILED = -2;

  private SessionStress() {}

  private static class Opened {
    final MemoryFile file;
    final Session session;

    Opened(MemoryFile.Fault fault) {
      file = new MemoryFile(fault);
      try {
        session = JOURNAL.open(
            "s-" + System.identityHashCode(file) + "-" + System.nanoTime(), file::asSessionFile);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    final long recordsSync() {
      try {
        return session.recordSync(EVENT);
      } catch (DaybookException e) {
        return kind(e);
      }
    }

    static long kind(DaybookException e) {
      return e.kind() == Kind.SESSION_CLOSED
          ? CLOSED
          : e.kind() == Kind.SESSION_FAILED ? FAILED : -9;
    }

    /** How many lines are forced. */
    final long forced() {
      return MemoryFile.lines(file.forcedContent()).size();
    }

    /** How many events were refused, once it is known of so many what became of them. */
    final long refused(int events) {
      Journals.await(() -> settled() >= events);
      return session.counters().rejected();
    }

    private long settled() {
      Counters counters = session.counters();
      return counters.forced() + counters.rejected();
    }
  }

  /** A caller that waits for the device, while the session is closed. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Acknowledged, and there.")
  @Outcome(id = "-1, 0", expect = Expect.ACCEPTABLE, desc = "Refused, and not there.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "The answer is not true.")
  @State
  public static class RecordSyncAgainstClose extends Opened {
    public RecordSyncAgainstClose() {
      super(MemoryFile.Fault.NONE);
    }

    @Actor
    public void records(JJ_Result result) {
      result.r1 = recordsSync();
    }

    @Actor
    public void closes() {
      session.close();
    }

    @Arbiter
    public void isThere(JJ_Result result) {
      result.r2 = forced();
    }
  }

  /** A caller that does not wait, while the session is closed. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "Forced by the closing.")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Counted as rejected.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Accepted and dropped.")
  @State
  public static class RecordAgainstClose extends Opened {
    public RecordAgainstClose() {
      super(MemoryFile.Fault.NONE);
    }

    @Actor
    public void records() {
      session.record(EVENT);
    }

    @Actor
    public void closes() {
      session.close();
    }

    @Arbiter
    public void isThere(JJ_Result result) {
      result.r2 = refused(1);
      result.r1 = forced();
    }
  }

  /** A caller that only tries, while the session is closed. */
  @JCStressTest
  @Outcome(id = "true, 1, 0", expect = Expect.ACCEPTABLE, desc = "Forced by the closing.")
  @Outcome(id = "true, 0, 1", expect = Expect.ACCEPTABLE, desc = "Too late, counted as rejected.")
  @Outcome(id = "false, 0, 0", expect = Expect.ACCEPTABLE, desc = "Not taken, and not counted.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Accepted and dropped, or counted for nothing.")
  @State
  public static class TryRecordAgainstClose extends Opened {
    public TryRecordAgainstClose() {
      super(MemoryFile.Fault.NONE);
    }

    @Actor
    public void records(ZJJ_Result result) {
      result.r1 = session.tryRecord(EVENT);
    }

    @Actor
    public void closes() {
      session.close();
    }

    @Arbiter
    public void isThere(ZJJ_Result result) {
      result.r3 = refused(result.r1 ? 1 : 0);
      result.r2 = forced();
    }
  }

  /** Two that wait for a device that refuses. */
  @JCStressTest
  @Outcome(id = "-2, -2", expect = Expect.ACCEPTABLE, desc = "Both get the failure.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A false acknowledgement.")
  @State
  public static class RecordSyncAgainstFailure extends Opened {
    public RecordSyncAgainstFailure() {
      super((call, operation) -> {
        if (operation.equals("force")) {
          throw new IOException("planned");
        }
      });
    }

    @Actor
    public void first(JJ_Result result) {
      result.r1 = recordsSync();
    }

    @Actor
    public void second(JJ_Result result) {
      result.r2 = recordsSync();
    }

    @Arbiter
    public void ends() {
      try {
        session.close();
      } catch (DaybookException failed) {
        // as planned
      }
    }
  }

  /** Two that close a session which cannot be forced. */
  @JCStressTest
  @Outcome(id = "-2, 0", expect = Expect.ACCEPTABLE, desc = "The first gets it.")
  @Outcome(id = "0, -2", expect = Expect.ACCEPTABLE, desc = "The second gets it.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Neither gets it, or both.")
  @State
  public static class CloseAgainstClose extends Opened {
    public CloseAgainstClose() {
      super((call, operation) -> {
        if (operation.equals("force")) {
          throw new IOException("planned");
        }
      });
      session.record(EVENT);
    }

    @Actor
    public void first(JJ_Result result) {
      result.r1 = closes();
    }

    @Actor
    public void second(JJ_Result result) {
      result.r2 = closes();
    }

    private long closes() {
      try {
        session.close();
        return 0;
      } catch (DaybookException e) {
        return kind(e);
      }
    }
  }
}
