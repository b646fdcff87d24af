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
  private final long timeoutNanos;

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
    this.timeoutNanos = JournalOptions.nanos(journal.options().closeTimeout());
  }

  /**
   * Takes in what is laid for a session. Whatever cannot be recorded stays where it is, and a file
   * that is at fault is reported, once. Throws nothing.
   */
  void takeIn(SessionHandle session) {
    if (box == null || journal.thread().isCurrent()) {
      return;
    }
    try {
      SessionId id = new SessionId(session.id());
      if (!box.isAny(id) || !isUsable(session.session()) || !locked()) {
        return;
      }
      try {
        record(box, session, id, laid(box, session, id));
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
  private boolean isUsable(OpenSession session) {
    return session.failure() == null && !session.isIdle() && isHeld(session);
  }

  private boolean isHeld(OpenSession session) {
    if (journal.options().closeIdle() == null) {
      return true;
    }
    try {
      long unused = journal.hold(session).await(timeoutNanos, journal.thread(), session.id);
      return true;
    } catch (DaybookException refused) {
      return false;
    }
  }

  private boolean locked() {
    try {
      return lock.tryLock() || lock.tryLock(timeoutNanos, TimeUnit.NANOSECONDS);
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

  private void record(AnnotationBox from, SessionHandle session, SessionId id, List<Laid> laid)
      throws IOException {
    List<Path> recorded = new ArrayList<>();
    for (Laid each : laid) {
      if (unsettled.get(each.file()) == session.session()) {
        continue;
      }
      unsettled.remove(each.file());
      try {
        if (from.seqOf(id, each.id(), each.from()).isEmpty()) {
          unsettled.put(each.file(), session.session());
          long unused = session.recordAndAwait(each.event(), Durability.WRITTEN, timeoutNanos);
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
      session.sync(Durability.FORCED, timeoutNanos);
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

  /** Takes in what is laid for the sessions that are open here. Throws nothing. */
  void takeInAll() {
    if (box == null || journal.isClosing()) {
      return;
    }
    try {
      for (SessionId id : box.sessions()) {
        SessionHandle session = journal.uncounted(id.value());
        if (session != null) {
          takeIn(session);
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
