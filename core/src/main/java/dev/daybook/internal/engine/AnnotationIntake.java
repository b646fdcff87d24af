package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Durability;
import dev.daybook.SessionId;
import dev.daybook.event.Stamped;
import dev.daybook.internal.file.AnnotationBox;
import dev.daybook.internal.file.AnnotationBox.Laid;
import dev.daybook.internal.file.AppendableFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The intake of annotations that others laid for this journal's open sessions: each is recorded
 * once. A file is removed when a force has covered its entry; until then, a look at the end of the
 * session's file says if it was recorded before, as by a process that a crash ended in between. Any
 * thread but the journal's.
 */
public final class AnnotationIntake {

  private final @Nullable AnnotationBox box;
  private final Journal journal;
  /** Held while something is taken in: two threads would both find that it was not recorded. */
  private final ReentrantLock lock = new ReentrantLock();

  // guarded by the lock
  private final Set<Path> reported = new HashSet<>();

  /** The files whose recording has an unknown outcome, until their session is opened anew. */
  private final Map<Path, OpenSession> unsettled = new HashMap<>();

  /** @param box null if nothing is taken in */
  AnnotationIntake(@Nullable AnnotationBox box, Journal journal) {
    this.box = box;
    this.journal = journal;
  }

  /**
   * Takes in what is laid for a session, in the time of one closing. Whatever cannot be recorded
   * stays where it is, and a file that is at fault is reported, once. Throws nothing.
   */
  void takeIn(SessionHandle session) {
    takeIn(session, journal.closeLimit());
  }

  /**
   * Takes in what is laid for a session, as {@link #takeIn(SessionHandle)} does.
   *
   * @param limit the time for all waits together
   */
  void takeIn(SessionHandle session, TimeLimit limit) {
    if (box == null || journal.thread().isCurrent()) {
      return;
    }
    try {
      SessionId id = new SessionId(session.id());
      if (!box.isAny(id) || !isUsable(session.session(), limit) || !locked(limit)) {
        return;
      }
      try {
        record(box, session, id, laid(box, session, id), limit);
      } finally {
        lock.unlock();
      }
    } catch (IOException | RuntimeException untaken) {
      // it stays for the next force or opening
    } catch (OutOfMemoryError noMemory) {
      // so here
    }
  }

  /** Returns true if the session's file is held, and stays so for a while. */
  private boolean isUsable(OpenSession session, TimeLimit limit) {
    return session.failure() == null && !session.isIdle() && isHeld(session, limit);
  }

  private boolean isHeld(OpenSession session, TimeLimit limit) {
    if (journal.options().closeIdle() == null) {
      return true;
    }
    try {
      long unused = journal.hold(session).await(rest(limit), journal.thread(), session.id);
      return true;
    } catch (DaybookException refused) {
      return false;
    }
  }

  /** Returns what is left of the time, to be waited for at once; 0 if it is over. */
  private static long rest(TimeLimit limit) {
    return limit.left() <= 0 ? 0 : limit.step(limit.nanos());
  }

  private boolean locked(TimeLimit limit) {
    try {
      return lock.tryLock() || lock.tryLock(rest(limit), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<Laid> laid(AnnotationBox from, SessionHandle session, SessionId id)
      throws IOException {
    List<Laid> found = new ArrayList<>();
    for (Path file : files(from, session, id)) {
      try {
        found.add(from.read(id, file));
      } catch (NoSuchFileException taken) {
        // by another thread
      } catch (DaybookException fault) {
        report(session.id(), file, fault);
      } catch (IOException unread) {
        report(
            session.id(),
            file,
            DaybookException.causedBy(
                unread, Kind.IO_ERROR, "cannot read the annotation", "cause", unread));
      }
    }
    found.sort(Comparator.comparing(Laid::ts).thenComparing(Laid::file));
    return found;
  }

  private List<Path> files(AnnotationBox from, SessionHandle session, SessionId id)
      throws IOException {
    try {
      return from.files(id);
    } catch (DaybookException unsafe) {
      report(session.id(), from.place(id), unsafe);
      return List.of();
    }
  }

  private void record(
      AnnotationBox from, SessionHandle session, SessionId id, List<Laid> laid, TimeLimit limit)
      throws IOException {
    List<Path> recorded = new ArrayList<>();
    for (Laid each : laid) {
      if (unsettled.get(each.file()) == session.session()) {
        continue;
      }
      unsettled.remove(each.file());
      try {
        if (from.seqOf(id, each.id(), each.from()).isEmpty()) {
          long nanos = rest(limit);
          if (nanos == 0) {
            break;
          }
          unsettled.put(each.file(), session.session());
          long unused = session.recordAndAwait(each.event(), Durability.WRITTEN, nanos);
          unsettled.remove(each.file());
        }
        recorded.add(each.file());
      } catch (DaybookException refused) {
        if (refused.kind() == Kind.OUTCOME_UNKNOWN) {
          break;
        }
        unsettled.remove(each.file());
        if (isOfSession(refused.kind())) {
          break;
        }
        report(session.id(), each.file(), refused);
      }
    }
    if (!recorded.isEmpty()) {
      session.sync(Durability.FORCED, rest(limit));
      for (Path file : recorded) {
        AnnotationBox.remove(file);
      }
    }
  }

  /** Returns true if a refusal says nothing of the event: it is recorded another time. */
  private static boolean isOfSession(Kind kind) {
    return switch (kind) {
      case SESSION_CLOSED, SESSION_FAILED, OVERFLOW, IO_ERROR -> true;
      default -> false;
    };
  }

  private void report(String session, Path file, DaybookException why) {
    if (reported.add(file)) {
      journal.callbacks().runElsewhere(new Call() {
        @Override
        void run() {
          journal.options().listener().annotationRefused(session, file, why);
        }
      });
    }
  }

  /**
   * Takes in what is laid for the sessions that are open here, in the time of one closing. Throws
   * nothing.
   */
  void takeInAll() {
    takeInAll(journal.closeLimit());
  }

  /**
   * Takes in what is laid for the sessions that are open here. Throws nothing.
   *
   * @param limit the time for all waits together
   */
  void takeInAll(TimeLimit limit) {
    if (box == null || journal.isClosing()) {
      return;
    }
    try {
      for (SessionId id : box.sessions()) {
        SessionHandle session = journal.uncounted(id.value());
        if (session != null && rest(limit) > 0) {
          takeIn(session, limit);
        }
      }
    } catch (IOException | RuntimeException unlisted) {
      // each session looks again when it is closed or opened
    } catch (OutOfMemoryError noMemory) {
      // so here
    }
  }

  /**
   * Records an annotation in a session, which is open here or is opened for it, unless the session
   * has one of that id.
   *
   * @param source opens the session's file
   * @param isNew true if no other annotation can have its id
   * @return its seq; it is forced
   */
  public long annotate(String id, AppendableFile.Source source, Stamped event, boolean isNew)
      throws IOException {
    try (SessionHandle session = journal.open(id, source)) {
      lock.lock();
      try {
        OptionalLong found = isNew ? OptionalLong.empty() : recorded(session, event);
        return found.isPresent() ? found.getAsLong() : session.recordSync(event, Durability.FORCED);
      } finally {
        lock.unlock();
      }
    }
  }

  private OptionalLong recorded(SessionHandle session, Stamped event) throws IOException {
    if (box == null) {
      return OptionalLong.empty();
    }
    // also what is in the file alone by a crash of another process is forced now
    session.sync();
    return box.seqOf(new SessionId(session.id()), String.valueOf(event.id()), 0);
  }
}
