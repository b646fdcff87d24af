package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.journal.JournalListener;
import dev.daybook.journal.LastKnown;
import dev.daybook.journal.SessionFile;
import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * The files of a root folder: {@code <root>/sessions/<id>.ndjson}, what is known of each in
 * {@code <root>/locks/<id>.lock}, their locks in {@code <root>/locks/.0.lock} to {@code .f.lock},
 * and what was deleted below {@code <root>/trash}. Files are for their owner alone (0600) in
 * folders of the same kind (0700). Any thread; what a call does to a file is done when it returns,
 * and durable. An interrupt of the calling thread does not disturb it, and stays set.
 *
 * <p>Every method throws {@code UNSAFE_PATH} if something else than a folder or a file of its own
 * stands in the way: a session is never read or written outside the root. Those of a root that is
 * not trusted do so, too, if it is another user's.
 */
public final class SessionFolder {

  static final String SUFFIX = ".ndjson";

  private final RootFolder root;
  private final JournalListener listener;
  private final DurableNames names;

  /**
   * The sessions below that root, which need not exist.
   *
   * @param listener told of torn tails
   */
  public SessionFolder(Path root, JournalListener listener) {
    this(root, listener, false);
  }

  /**
   * The sessions below that root, which need not exist.
   *
   * @param listener told of torn tails
   * @param isTrusted whether the root may be another user's
   */
  public SessionFolder(Path root, JournalListener listener, boolean isTrusted) {
    this.root = new RootFolder(root, new RootOwner(root, isTrusted));
    this.names = new DurableNames(this.root.path());
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

  /** The root folder, absolute. */
  public Path root() {
    return root.path();
  }

  /**
   * Where the session's file is or would be.
   *
   * @throws DaybookException {@code IO_ERROR} if the platform's encoding of file names lacks a
   *     letter of the id
   */
  public Path file(SessionId id) {
    return root.file(Part.SESSIONS, id.value() + SUFFIX);
  }

  /** Whether the session has a file. */
  public boolean exists(SessionId id) {
    return Files.isRegularFile(file(id), LinkOption.NOFOLLOW_LINKS);
  }

  /** The ids of all sessions, in no order; files of other names are not sessions. */
  public List<SessionId> ids() throws IOException {
    return SessionNames.in(root.folder(Part.SESSIONS)).ids();
  }

  /** Why each file that is called like a session's, but for its id, is left out of {@link #ids}. */
  public List<DaybookException> refusedNames() throws IOException {
    return SessionNames.in(root.folder(Part.SESSIONS)).refused();
  }

  /**
   * Refuses an id that no new session may have, unless there is one that an earlier version made.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID}
   */
  public void refuseReserved(SessionId id) {
    if (id.isReserved() && !exists(id)) {
      throw id.refusal();
    }
  }

  /**
   * Who has the session open for recording, in any process; empty if nobody has.
   *
   * @throws IOException if that cannot be known from here: the folder of the locks may not be read,
   *     or the holder was in another container and may have crashed
   */
  public Optional<LockHolder> holder(SessionId id) throws IOException {
    // most locks are not held, which takes no thread to see
    return new LockTextFile(root, id).saysNobody()
        ? Optional.empty()
        : Uninterrupted.call(new HolderLook(root, id)::holder);
  }

  /**
   * What is known of the session, to be read before its file.
   *
   * @throws IOException if this process may not look
   */
  public Known known(SessionId id) throws IOException {
    return Known.of(root, id);
  }

  /**
   * The same for who looks at many sessions, and has asked {@link #mayKnow} first.
   *
   * @throws IOException if this process may not read it
   */
  public Known knownOfOneOfMany(SessionId id) throws IOException {
    return Known.ofOneOfMany(root, id);
  }

  /** Whether this process may look at what is known of the sessions. */
  public boolean mayKnow() {
    return root.maySee(Part.LOCKS);
  }

  /** The same, of which nothing is known if this process may not look. */
  Known knownIfAny(SessionId id) {
    try {
      return known(id);
    } catch (IOException unread) {
      return Known.nothing(root, id);
    }
  }

  /**
   * Whether whoever recorded last closed the session, as {@link Known#isClosed}; false if its file
   * cannot be opened.
   */
  public boolean isClosed(SessionId id) {
    Known known = knownIfAny(id);
    try (FileChannel channel = OwnFiles.open(file(id), StandardOpenOption.READ)) {
      return known.isClosed(channel, channel.size());
    } catch (IOException unread) {
      return false;
    }
  }

  /**
   * Takes the right to write a session's file that exists, to change it as a whole.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code SESSION_LOCKED}, with the holder in
   *     the details
   */
  public HeldFile hold(SessionId id) throws IOException {
    return Uninterrupted.call(() -> HeldFile.of(this, id, lockExisting(id)));
  }

  SessionLock lockUninterrupted(SessionId id) throws IOException {
    refuseReserved(id);
    root.refuseTwin(Part.SESSIONS, id.value() + SUFFIX);
    root.create(Part.LOCKS);
    return SessionLock.acquire(root, id);
  }

  private SessionLock lockExisting(SessionId id) throws IOException {
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
   * Takes the session's lock and brings its file into the state in which it may be appended to:
   * creates it, or checks its last lines, and all that a crash may have harmed, and cuts off the
   * torn tail that a crash left, after moving it aside to a file beside it. Then the file and its
   * folder are forced, so that what is appended can be found again. The lock is held until the file
   * is closed.
   *
   * @param trustedBytes as in {@link SessionFile.Source#open}
   * @throws DaybookException {@code SESSION_LOCKED}; {@code FILE_SHORTENED} if the file is shorter
   *     than it was known to be, so that a seq would be given twice; what is wrong with one of the
   *     last lines, since then nobody knows which seq comes next: the file is left as it is
   * @throws IOException if the file system refuses
   */
  public SessionFile open(SessionId id, long trustedBytes) throws IOException {
    return reported(
        id, Uninterrupted.call(() -> openWith(id, trustedBytes, lockUninterrupted(id))));
  }

  /**
   * As {@link #open}, but only if there is such a file.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} too
   */
  public SessionFile resume(SessionId id, long trustedBytes) throws IOException {
    return reported(id, Uninterrupted.call(() -> openWith(id, trustedBytes, lockExisting(id))));
  }

  /**
   * Creates a session's file: whole, or not at all, whatever happens meanwhile. The file and its
   * name are durable when this returns.
   *
   * @throws DaybookException {@code SESSION_EXISTS} if there is a file already, which is not
   *     touched; {@code SESSION_LOCKED} if the file was removed from under somebody who has it
   *     open; what the draft throws
   * @throws IOException if the file system refuses; there is no file then, unless it refuses at
   *     last to make the name durable
   */
  public void create(SessionId id, Draft draft) throws IOException {
    Uninterrupted.call(() -> createUninterrupted(id, draft));
  }

  /** The session's file, which need not exist at first, to be opened and opened again. */
  public SessionFile.Source openOrCreate(SessionId id) {
    return new SessionSource(this, id, false);
  }

  /** The session's file, which must exist, to be opened and opened again. */
  public SessionFile.Source existing(SessionId id) {
    return new SessionSource(this, id, true);
  }

  /** As {@link #open}, of a session whose file is lost: a {@link Successor} of it. */
  SessionFile succeed(SessionId id, LastKnown known) throws IOException {
    return reported(id, Uninterrupted.call(() -> {
      root.create(Part.SESSIONS);
      SessionLock lock = lockUninterrupted(id);
      try {
        return new Successor(this, id, known).open(lock);
      } catch (Throwable e) {
        lock.close();
        throw e;
      }
    }));
  }

  /**
   * The session's file as one look finds it, for who looks at many: the folder around them is not
   * checked again, as {@link #file} does.
   *
   * @throws NoSuchFileException if it has none
   * @throws DaybookException {@code UNSAFE_PATH}
   */
  public BasicFileAttributes attributes(SessionId id) throws NoSuchFileException {
    return root.checked(Part.SESSIONS, id.value() + SUFFIX);
  }

  /** Where {@link #file} is, unchecked: for who has seen its {@link #attributes}. */
  public Path seenFile(SessionId id) {
    return root.at(Part.SESSIONS, id.value() + SUFFIX);
  }

  /** One look at what has the session's name, without the checks of {@link #file}. */
  BasicFileAttributes look(SessionId id) throws IOException {
    return root.look(Part.SESSIONS, id.value() + SUFFIX);
  }

  /** @param lock held; belongs to the result, and is given back if this throws */
  Opening openWith(SessionId id, long trustedBytes, SessionLock lock) throws IOException {
    try {
      Path file = file(id);
      FileChannel channel = channel(file, lock);
      try {
        // first, since behind it the file may be another one, which nobody would close
        forceFolders();
        return Opening.of(this, id, channel, lock, trustedBytes);
      } catch (Throwable e) {
        channel.close();
        throw e;
      }
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  private FileChannel channel(Path file, SessionLock lock) throws IOException {
    try {
      return OwnFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException missing) {
      root.create(Part.SESSIONS);
      // what was said is of a file that is gone, also after a crash
      lock.forget();
      return OwnFiles.openOrCreate(file);
    }
  }

  private SessionId createUninterrupted(SessionId id, Draft content) throws IOException {
    refuseReserved(id);
    root.create(Part.SESSIONS);
    root.refuseTwin(Part.SESSIONS, id.value() + SUFFIX);
    forgetRemoved(id);
    Creation.Made made = new Creation(this, id, content).make();
    forceFolders();
    sayClosed(id, made);
    return id;
  }

  /** A session that came into being whole is as one that was closed, and not as a crash's. */
  private void sayClosed(SessionId id, Creation.Made made) {
    try (SessionLock lock = lockUninterrupted(id);
        FileChannel channel = OwnFiles.open(file(id), StandardOpenOption.READ)) {
      if (made.isStill(file(id), channel)) {
        lock.trust(made.bytes(), channel);
      }
    } catch (IOException | DaybookException unsaid) {
      // another process has it open already, or it is shown as interrupted until it is opened
    }
  }

  /** What is known of a file that somebody removed is not to be taken for the next one's. */
  private void forgetRemoved(SessionId id) throws IOException {
    if (exists(id) || !new LockTextFile(root, id).saysAnything()) {
      return;
    }
    try (SessionLock lock = lockUninterrupted(id)) {
      if (!exists(id)) {
        lock.forget();
      }
    } catch (DaybookException refused) {
      if (refused.kind() != Kind.UNSAFE_PATH) {
        throw refused;
      }
      // a link is no text of ours, and whoever opens the session is refused
    }
  }

  /**
   * Moves a session's file, and what was kept beside it, into a new folder of the trash.
   *
   * @return where its file is now
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code SESSION_LOCKED}
   */
  public Path delete(SessionId id) throws IOException {
    return Uninterrupted.call(() -> {
      SessionLock lock = lockExisting(id);
      try (lock) {
        lock.forget();
        return new Trash(root, names).take(file(id));
      }
    });
  }

  /**
   * Removes a session's file, and what was kept beside it, for good.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code SESSION_LOCKED}
   */
  public void purge(SessionId id) throws IOException {
    Uninterrupted.call(() -> {
      SessionLock lock = lockExisting(id);
      try (lock) {
        lock.forget();
        Path file = file(id);
        for (Path beside : SideFile.of(file)) {
          // a draft's own process may remove it first
          Files.deleteIfExists(beside);
        }
        Files.delete(file);
        OwnFiles.forceFolder(root.folder(Part.SESSIONS));
        return id;
      }
    });
  }

  private static DaybookException notFound(SessionId id) {
    return DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "session", id);
  }

  private SessionFile reported(SessionId id, Opening opened) {
    Opening.TornTail tornTail = opened.tornTail();
    if (tornTail == null) {
      return opened.file();
    }
    try {
      JournalListener.report(listener, id.value(), tornTail.bytes(), tornTail.movedTo());
    } catch (Throwable mistake) {
      logged(mistake);
    }
    return opened.file();
  }

  /** The application's log is its own code too, and the file is open already. */
  private static void logged(Throwable mistake) {
    try {
      System.getLogger(SessionFolder.class.getName())
          .log(System.Logger.Level.WARNING, "the listener failed; the session opens", mistake);
    } catch (Throwable logFailed) {
      // the session opens all the same
    }
  }

  /** Makes the names of the sessions' files durable, and those of the folders above them. */
  void forceFolders() throws IOException {
    names.force(root.folder(Part.SESSIONS));
  }

  /** A session that cannot be opened because the file system refuses. */
  public static DaybookException refused(SessionId id, IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return FolderOwner.refusal(denied);
    }
    return DaybookException.causedBy(
        e, Kind.IO_ERROR, "cannot open the session's file", "session", id, "cause", e);
  }
}
