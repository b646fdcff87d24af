package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.LockHolder;
import dev.daybook.LogRecovery;
import dev.daybook.SessionId;
import dev.daybook.SessionLockedException;
import dev.daybook.SessionNotFoundException;
import dev.daybook.internal.file.RootFolder.Part;
import dev.daybook.internal.json.Restated;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The files of a root folder: sessions in {@code <root>/sessions/<id>.ndjson}, the lock text of
 * each in {@code <root>/locks/<id>.lock}, their locks in {@code <root>/locks/.0.lock} to
 * {@code .f.lock}, the signs of the processes that write in {@code .present.lock} there, and
 * deleted sessions below {@code <root>/trash}; {@link AnnotationBox} has what waits for them. Files
 * are for their owner alone (0600) in folders of the same kind (0700). Any thread; a call's changes
 * are durable when it returns. An interrupt of the calling thread does not disturb a call, and
 * stays set.
 *
 * <p>Every method throws {@code UNSAFE_PATH} if anything but a folder or a file of Daybook's stands
 * in the way: a session is never read or written outside the root. It also does so if the root is
 * another user's and not trusted.
 */
public final class SessionFolder {

  static final String SUFFIX = ".ndjson";

  private final RootFolder root;
  private final TornTailListener listener;
  private final DurableNames names;

  private final CommitLogs logs;

  /**
   * Makes the folder of a root, which need not exist.
   *
   * @param listener notified of torn tails
   */
  public SessionFolder(Path root, TornTailListener listener) {
    this(root, listener, false);
  }

  /**
   * Makes the folder of a root, which need not exist.
   *
   * @param listener notified of torn tails
   * @param isTrusted true if the root may be another user's
   */
  public SessionFolder(Path root, TornTailListener listener, boolean isTrusted) {
    this.root = new RootFolder(root, new RootOwner(root, isTrusted));
    this.names = new DurableNames(this.root.path());
    this.logs = new CommitLogs(this);
    this.listener = listener;
  }

  /**
   * Refuses a root that is another user's, or in which others may write; it need not exist.
   *
   * @throws DaybookException {@code UNSAFE_PATH}, with its owner in the details
   */
  public void checkRoot() {
    root.owner().check();
  }

  /** Returns the root folder, absolute. */
  public Path root() {
    return root.path();
  }

  /**
   * Returns the path of the session's file, which need not exist.
   *
   * @throws DaybookException {@code IO_ERROR} if the platform's encoding of file names lacks a
   *     letter of the id
   */
  public Path file(SessionId id) {
    return place(id).path();
  }

  /**
   * Makes a commit log for the sessions that are opened here from now on.
   *
   * @param segmentBytes the size of each of its files, a multiple of 64 KiB
   */
  public CommitLog makeCommitLog(int segmentBytes) throws IOException {
    return Uninterrupted.call(() -> {
      root.create(Part.COMMITS);
      names.force(root.folder(Part.COMMITS));
      return logs.make(segmentBytes);
    });
  }

  /**
   * Recovers the sessions of commit logs that processes have left, as after a power cut. An
   * interrupt does not disturb it, and stays set. Quick where no log was ever made.
   *
   * @return the results; empty if there was no log
   */
  public List<LogRecovery> recoverCommits() {
    return logs.recover();
  }

  /**
   * Returns the commit log that the last {@link #recoverCommits} could not recover the session
   * from, as long as the session's file lacks what it has; empty if there is none.
   */
  public Optional<Path> unrecoveredIn(SessionId id) {
    return logs.unrecoveredIn(id);
  }

  /** Returns a file beside the session's with bytes of a commit log that have no place in it. */
  public Optional<Path> setAsideOf(SessionId id) {
    return SideFile.COMMITTED.firstOf(file(id));
  }

  String commitLog() {
    return logs.name();
  }

  RootFolder rootFolder() {
    return root;
  }

  Place place(SessionId id) {
    return Place.ofSession(root, id);
  }

  LockRecordFile recordFile(SessionId id) {
    return new LockRecordFile(root, id);
  }

  /** Returns true if the session has a file. */
  public boolean exists(SessionId id) {
    return Files.isRegularFile(file(id), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the names of all sessions' files, by one look at their folder. */
  public FolderScan.Names names() throws IOException {
    return FolderScan.names(root.folder(Part.SESSIONS));
  }

  /**
   * Refuses an id that is reserved, unless an earlier version made a session of it.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID}
   */
  public void refuseReserved(SessionId id) {
    if (id.isReserved() && !exists(id)) {
      id.refuseReserved();
    }
  }

  /**
   * Returns the process that has the session open for recording, or empty if none has.
   *
   * @throws IOException if that cannot be known from here: the folder of the locks may not be read,
   *     or the holder was in another container and may have crashed
   */
  public Optional<LockHolder> holder(SessionId id) throws IOException {
    return recordFile(id).writer().map(holder -> holder);
  }

  /** Returns a look at many sessions, one after another. */
  public FolderScan scan() {
    return new FolderScan(root);
  }

  /** Returns the record of the session's lock; one of nothing if this process may not look. */
  LockRecord record(SessionId id) {
    try {
      return recordFile(id).read();
    } catch (IOException unread) {
      return LockRecord.NOTHING;
    }
  }

  /**
   * Returns true if the last holder closed the session, as {@link LockRecord#isClosed}; false if
   * its file cannot be opened. An interrupt does not disturb it, and stays set.
   */
  public boolean isClosed(SessionId id) {
    LockRecord record = record(id);
    Path file = file(id);
    try {
      return Uninterrupted.here(() -> {
        try (SessionSource source = SessionSource.openSeen(file)) {
          return record.isClosed(file, source, source.size());
        }
      });
    } catch (IOException unread) {
      return false;
    }
  }

  /**
   * Locks a session's existing file, to change it as a whole.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code SESSION_LOCKED}, with the holder in
   *     the details
   */
  public HeldFile hold(SessionId id) throws IOException {
    return Uninterrupted.call(() -> HeldFile.of(this, id, lockExisting(id)));
  }

  /**
   * Takes the session's lock. Its file has all that a commit log covers, of a process that left it
   * without forcing it.
   */
  SessionLock lockUninterrupted(SessionId id) throws IOException {
    SessionLock lock = lockUnrecovered(id, SessionHolder.UNNAMED);
    try {
      logs.bringUp(id, lock);
      return lock;
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** @param ended a holder that is known to have ended, although its process cannot be seen */
  SessionLock lockUnrecovered(SessionId id, SessionHolder ended) throws IOException {
    refuseReserved(id);
    root.refuseTwin(Part.SESSIONS, id.value() + SUFFIX);
    root.create(Part.LOCKS);
    return SessionLock.acquire(recordFile(id), ended);
  }

  SessionLock lockExisting(SessionId id) throws IOException {
    if (!exists(id)) {
      throw notFound(id);
    }
    SessionLock lock = lockUninterrupted(id);
    try {
      if (!exists(id)) {
        throw notFound(id);
      }
      return lock;
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Creates a session's file: whole, or not at all, whatever happens meanwhile. The file and its
   * name are durable when this returns.
   *
   * @throws DaybookException {@code SESSION_EXISTS} if there is a file already, which is not
   *     touched; {@code SESSION_LOCKED} if the file was removed while a process has it open; what
   *     the content throws
   * @throws IOException if the file system refuses; there is no file then, unless it refuses at
   *     last to make the name durable
   */
  public void create(SessionId id, DraftFile.Content content) throws IOException {
    Uninterrupted.call(() -> {
      try (Creation creation = begin(id)) {
        content.writeTo(creation.lines());
        creation.make();
      }
      return id;
    });
  }

  /** A step that belongs to a creation. */
  @FunctionalInterface
  public interface Step {
    void run() throws IOException;
  }

  /**
   * Creates a session's file as {@link #create} does, under its lock.
   *
   * @param first what to do before the file has its name, when no other process can give it that
   */
  public void createLocked(SessionId id, DraftFile.Content content, Step first) throws IOException {
    Uninterrupted.call(() -> {
      try (Creation creation = begin(id)) {
        content.writeTo(creation.lines());
        creation.makeLocked(first);
      }
      return id;
    });
  }

  /** Begins the creation of a session's file; otherwise as {@link #create}. */
  Creation begin(SessionId id) throws IOException {
    refuseReserved(id);
    createSessions();
    root.refuseTwin(Part.SESSIONS, id.value() + SUFFIX);
    return new Creation(this, id);
  }

  /**
   * Refuses the id of a session that has a file.
   *
   * @throws DaybookException {@code SESSION_EXISTS}
   */
  void refuseExisting(SessionId id) {
    if (exists(id)) {
      throw existsAlready(id);
    }
  }

  static DaybookException existsAlready(SessionId id) {
    return DaybookException.of(
        Kind.SESSION_EXISTS, "there is such a session already; give another id", "session", id);
  }

  /**
   * Returns the source of the session's file, which need not exist at first; it can be opened
   * repeatedly.
   */
  public AppendableFile.Source openOrCreate(SessionId id) {
    return new SessionOpener(this, id, false);
  }

  /** Returns the source of the session's file, which must exist; it can be opened repeatedly. */
  public AppendableFile.Source existing(SessionId id) {
    return new SessionOpener(this, id, true);
  }

  /**
   * Moves a session's file and its side files into a new folder of the trash.
   *
   * @return the path of its file in the trash
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code SESSION_LOCKED}
   */
  public Path delete(SessionId id) {
    try {
      return Uninterrupted.call(() -> {
        SessionLock lock = lockExisting(id);
        try (lock) {
          lock.forget();
          return toTrash(id, file(id));
        }
      });
    } catch (IOException e) {
      throw refused(id, e);
    }
  }

  private Path toTrash(SessionId id, Path file) throws IOException {
    Path trash = root.create(Part.TRASH);
    // one subfolder a deletion, named so that they sort by time
    Path folder = trash.resolve(SessionId.generate(Clock.systemUTC()).value());
    OwnFiles.createFolder(folder);
    // first: a file moved into a folder without a durable name can be lost
    names.force(trash);
    for (Path beside : SideFile.of(file)) {
      try {
        move(beside, folder);
      } catch (NoSuchFileException removed) {
        // a draft, by its own process
      }
    }
    AnnotationBox.moveTo(folder, root, id);
    // last: what a crash leaves half moved is still the session
    Path moved = move(file, folder);
    OwnFiles.forceFolder(folder);
    OwnFiles.forceFolder(root.folder(Part.SESSIONS));
    return moved;
  }

  private static Path move(Path file, Path folder) throws IOException {
    return Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Removes a session's file and its side files for good.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code SESSION_LOCKED}
   */
  public void purge(SessionId id) {
    try {
      Uninterrupted.call(() -> {
        SessionLock lock = lockExisting(id);
        try (lock) {
          lock.forget();
          Path file = file(id);
          for (Path beside : SideFile.of(file)) {
            // a draft's own process may remove it first
            Files.deleteIfExists(beside);
          }
          AnnotationBox.purge(root, id);
          Files.delete(file);
          OwnFiles.forceFolder(root.folder(Part.SESSIONS));
          return id;
        }
      });
    } catch (IOException e) {
      throw refused(id, e);
    }
  }

  /** A look at a session's file, under its lock. */
  @FunctionalInterface
  public interface Condition {
    boolean holds(Path file) throws IOException;
  }

  /**
   * Removes a session's file and its side files for good, if a condition holds; a session that some
   * process has open or has laid a note for stays.
   *
   * @return true if it was removed
   */
  public boolean purgeIf(SessionId id, Condition condition) throws IOException {
    return Uninterrupted.call(() -> {
      try (SessionLock lock = lockExisting(id)) {
        Path file = file(id);
        if (!condition.holds(file) || AnnotationBox.hasAny(root, id)) {
          return false;
        }
        lock.forget();
        if (isPurged(id, file)) {
          return true;
        }
        try (FileChannel stayed = OwnFiles.openToRead(file)) {
          lock.trust(stayed.size(), stayed);
        }
        return false;
      } catch (SessionLockedException | SessionNotFoundException notNow) {
        return false;
      }
    });
  }

  /**
   * Removes a session unless a note was laid for it meanwhile: who lays one looks for the session's
   * file again after that. So the file first loses its name, and then the inbox is looked at.
   */
  private boolean isPurged(SessionId id, Path file) throws IOException {
    Path trash =
        root.create(Part.TRASH).resolve(SessionId.generate(Clock.systemUTC()).value());
    OwnFiles.createFolder(trash);
    Path moved = move(file, trash);
    boolean isFree = !AnnotationBox.hasAny(root, id);
    if (isFree) {
      for (Path beside : SideFile.of(file)) {
        Files.deleteIfExists(beside);
      }
      Files.delete(moved);
    } else {
      Files.move(moved, file, StandardCopyOption.ATOMIC_MOVE);
    }
    OwnFiles.forceFolder(root.folder(Part.SESSIONS));
    Files.delete(trash);
    return isFree;
  }

  private static DaybookException notFound(SessionId id) {
    return DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "session", id);
  }

  /** Reports the bytes that an opening moved out of the session's file. */
  void reportTornTail(SessionId id, long bytes, Path movedTo) {
    try {
      listener.moved(id.value(), bytes, movedTo);
    } catch (Throwable mistake) {
      logged(mistake);
    }
  }

  /**
   * Logs the failure of a listener. The application's log is user code too and may fail; the file
   * is open already.
   */
  private static void logged(Throwable mistake) {
    try {
      System.getLogger(JournalListener.class.getName())
          .log(System.Logger.Level.WARNING, "the listener failed; the session opens", mistake);
    } catch (Throwable logFailed) {
      // the session opens all the same
    }
  }

  /** Creates the folder of the sessions, durably. */
  void createSessions() throws IOException {
    root.create(Part.SESSIONS);
  }

  /** Makes the names of the sessions' files durable, and those of the folders above them. */
  void forceFolders() throws IOException {
    names.force(root.folder(Part.SESSIONS));
  }

  /** Returns the error for a session that the file system refuses to open. */
  public static DaybookException refused(SessionId id, IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return Restated.at(OwnFiles.refusal(denied), "session", id);
    }
    return DaybookException.causedBy(
        e, Kind.IO_ERROR, "cannot open the session's file", "session", id, "cause", e);
  }
}
