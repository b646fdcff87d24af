package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** The journal ends while a caller still comes: each is answered, and none twice. */
public final class JournalEndStress {

  private JournalEndStress() {}

  private static JournalEnd end(Ring ring, Requests requests, Tally total) {
    Notices notices =
        new Notices(new JournalListener() {}, new Callbacks(Runnable::run, ring.doorbell()));
    return new JournalEnd(ring, requests, total, notices, new OpenSessions());
  }

  private static final class CountedAck extends Ack {
    private final AtomicInteger answers = new AtomicInteger();

    CountedAck() {
      super(Durability.FORCED);
    }

    @Override
    void succeeded(long atSeq) {
      answers.addAndGet(100);
    }

    @Override
    void failed(DaybookException why) {
      answers.incrementAndGet();
    }
  }

  /** An event that is published when nothing is taken from the ring any more. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Refused, answered and counted once.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Forgotten, or refused twice.")
  @State
  public static class LateEvent {
    private final Ring ring = new Ring(2, 64);
    private final Tally total = new Tally(null);
    private final Requests requests = new Requests(ring);
    private final JournalEnd end = end(ring, requests, total);
    private final CountedAck ack = new CountedAck();

    @Actor
    public void recordingThread() {
      long sequence = ring.claimNow(0);
      ring.claimed(sequence)
          .set(Slot.Kind.RECORD, null, new UserMessage("late"), 0, 0, null, ack, 0, 0);
      ring.publish(sequence, true);
      if (ring.hasEnded()) {
        end.refuse(sequence, Failures.closed("s"));
      }
    }

    @Actor
    public void journalThread() {
      end.end(null, new Batch(ring, requests, 4));
    }

    @Arbiter
    public void answers(IJ_Result result) {
      result.r1 = ack.answers.get();
      result.r2 = total.counters().rejected();
    }
  }

  /** A request that is made when none is taken any more. */
  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "Refused once.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Forgotten, or refused twice.")
  @State
  public static class LateRequest {
    private final Ring ring = new Ring(2, 64);
    private final Requests requests = new Requests(ring);
    private final JournalEnd end = end(ring, requests, new Tally(null));
    private final CountedAck ack = new CountedAck();

    @Actor
    public void requestingThread() {
      if (!requests.add(Request.Kind.SYNC_ALL, null, ack)) {
        ack.fail(Failures.closed("s"));
      }
    }

    @Actor
    public void journalThread() {
      end.end(null, new Batch(ring, requests, 4));
    }

    @Arbiter
    public void answers(I_Result result) {
      result.r1 = ack.answers.get();
    }
  }

  /** A session that is opened while the journal is closed. */
  @JCStressTest
  @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "It is open, and will be closed.")
  @Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "It is refused.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "It is open, and no thread closes it.")
  @State
  public static class LateSession {
    private static final Journal JOURNAL =
        new Journal(new Journals().options(), EventTypes.standard());

    private final OpenSessions sessions = new OpenSessions();
    private final SessionHandles session = new SessionHandles(
        JOURNAL,
        new OpenSession(
            "s",
            new MemoryFile().asSessionFile(),
            new Tally(null),
            new MemoryFile()::asSessionFile,
            null));

    @Actor
    public void opens(ZI_Result result) {
      result.r1 = sessions.add(session);
    }

    @Actor
    public void closes(ZI_Result result) {
      sessions.refuseNew();
      result.r2 = sessions.all().size();
    }
  }
}
