package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.journal.JournalListener;
import dev.daybook.journal.LastKnown;
import dev.daybook.journal.SessionFile;
import dev.daybook.replay.SessionSource;
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
 * The files of a root folder: sessions in {@code <root>/sessions/<id>.ndjson}, the lock text of
 * each in {@code <root>/locks/<id>.lock}, their locks in {@code <root>/locks/.0.lock} to
 * {@code .f.lock}, and deleted sessions below {@code <root>/trash}. Files are for their owner alone
 * (0600) in folders of the same kind (0700). Any thread; a call's changes are durable when it
 * returns. An interrupt of the calling thread does not disturb a call, and stays set.
 *
 * <p>Every method throws {@code UNSAFE_PATH} if anything but a folder or a file of Daybook's stands
 * in the way: a session is never read or written outside the root. It also does so if the root is
 * another user's and not trusted.
 */
public final class SessionFolder {

  static final String SUFFIX = ".ndjson";

  private final RootFolder root;
  private final JournalListener listener;
  private final DurableNames names;

  /**
   * Makes the folder of a root, which need not exist.
   *
   * @param listener notified of torn tails
   */
  public SessionFolder(Path root, JournalListener listener) {
    this(root, listener, false);
  }

  /**
   * Makes the folder of a root, which need not exist.
   *
   * @param listener notified of torn tails
   * @param isTrusted true if the root may be another user's
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
    return root.file(Part.SESSIONS, id.value() + SUFFIX);
  }

  /** Returns true if the session has a file. */
  public boolean exists(SessionId id) {
    return Files.isRegularFile(file(id), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the ids of all sessions, in no order; files of other names are not sessions. */
  public List<SessionId> ids() throws IOException {
    return SessionNames.in(root.folder(Part.SESSIONS)).ids();
  }

  /**
   * Returns a reason for each file that {@link #ids} leaves out: its suffix is a session's, but its
   * name is no id.
   */
  public List<DaybookException> refusedNames() throws IOException {
    return SessionNames.in(root.folder(Part.SESSIONS)).refused();
  }

  /**
   * Refuses an id that is reserved, unless an earlier version made a session of it.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID}
   */
  public void refuseReserved(SessionId id) {
    if (id.isReserved() && !exists(id)) {
      throw id.refusal();
    }
  }

  /**
   * Returns the process that has the session open for recording, or empty if none has.
   *
   * @throws IOException if that cannot be known from here: the folder of the locks may not be read,
   *     or the holder was in another container and may have crashed
   */
  public Optional<LockHolder> holder(SessionId id) throws IOException {
    // most locks are not held, which takes no thread to see
    return new LockTextFile(root, id).namesNoHolder()
        ? Optional.empty()
        : Uninterrupted.call(new HolderLook(root, id)::holder);
  }

  /**
   * Returns the session's lock text, which must be read before its file.
   *
   * @throws IOException if this process may not look
   */
  public Known known(SessionId id) throws IOException {
    return Known.of(root, id);
  }

  /**
   * Returns the lock text of one of many sessions, for a caller that has asked {@link #mayKnow}
   * first.
   *
   * @throws IOException if this process may not read it
   */
  public Known knownOfOneOfMany(SessionId id) throws IOException {
    return Known.ofOneOfMany(root, id);
  }

  /** Returns true if this process may look at the sessions' lock texts. */
  public boolean mayKnow() {
    return root.maySee(Part.LOCKS);
  }

  /** Returns the session's lock text, or an empty one if this process may not look. */
  Known knownIfAny(SessionId id) {
    try {
      return known(id);
    } catch (IOException unread) {
      return Known.nothing(root, id);
    }
  }

  /**
   * Returns true if the last holder closed the session, as {@link Known#isClosed}; false if its
   * file cannot be opened.
   */
  public boolean isClosed(SessionId id) {
    Known known = knownIfAny(id);
    try (SessionSource source = SessionSource.openSeen(file(id))) {
      return known.isClosed(source, source.size());
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
   * Takes the session's lock and makes its file ready to be appended to. Creates the file, or
   * checks its last lines and all that a crash may have harmed, and moves a torn tail to a file
   * beside it. Then the file and its folder are forced, so that appended lines can be found again.
   * The lock is held until the file is closed.
   *
   * @param trustedBytes as in {@link SessionFile.Source#open}
   * @throws DaybookException {@code SESSION_LOCKED}; {@code FILE_SHORTENED} if the file is shorter
   *     than it was known to be, so that a seq would be given twice; the kind of a fault in one of
   *     the last lines, since then the next seq is unknown: the file is left as it is
   * @throws IOException if the file system refuses
   */
  public SessionFile open(SessionId id, long trustedBytes) throws IOException {
    return reported(
        id, Uninterrupted.call(() -> openWith(id, trustedBytes, lockUninterrupted(id))));
  }

  /**
   * Opens the session's file as {@link #open} does, but only if it exists.
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
   *     touched; {@code SESSION_LOCKED} if the file was removed while a process has it open; what
   *     the draft throws
   * @throws IOException if the file system refuses; there is no file then, unless it refuses at
   *     last to make the name durable
   */
  public void create(SessionId id, Draft draft) throws IOException {
    Uninterrupted.call(() -> createUninterrupted(id, draft));
  }

  /**
   * Returns the source of the session's file, which need not exist at first; it can be opened
   * repeatedly.
   */
  public SessionFile.Source openOrCreate(SessionId id) {
    return new SessionOpener(this, id, false);
  }

  /** Returns the source of the session's file, which must exist; it can be opened repeatedly. */
  public SessionFile.Source existing(SessionId id) {
    return new SessionOpener(this, id, true);
  }

  /** Opens the {@link Successor} of a session's lost file, as {@link #open} does. */
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
   * Returns the attributes of the session's file by one look, for a caller that looks at many:
   * unlike {@link #file}, it does not check the folder again.
   *
   * @throws NoSuchFileException if it has none
   * @throws DaybookException {@code UNSAFE_PATH}
   */
  public BasicFileAttributes attributes(SessionId id) throws NoSuchFileException {
    return root.checked(Part.SESSIONS, id.value() + SUFFIX);
  }

  /**
   * Returns the path of {@link #file}, unchecked: for a caller that has seen its
   * {@link #attributes}.
   */
  public Path seenFile(SessionId id) {
    return root.at(Part.SESSIONS, id.value() + SUFFIX);
  }

  /**
   * Returns the attributes of the file or link with the session's name; one look, without the
   * checks of {@link #file}.
   */
  BasicFileAttributes look(SessionId id) throws IOException {
    return root.look(Part.SESSIONS, id.value() + SUFFIX);
  }

  /**
   * Opens the session's file under a lock.
   *
   * @param lock held; belongs to the result, and is released if this throws
   */
  Opening openWith(SessionId id, long trustedBytes, SessionLock lock) throws IOException {
    try {
      Path file = file(id);
      FileChannel channel = channel(file, lock);
      try {
        // first, since behind it the file may be another one, which would stay open on a failure
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

  /** Records that a session created whole is closed, so that it does not look interrupted. */
  private void sayClosed(SessionId id, Creation.Made made) {
    if (made.bytes() == 0) {
      // an empty file without a text is one already
      return;
    }
    try (SessionLock lock = lockUninterrupted(id);
        FileChannel channel = OwnFiles.open(file(id), StandardOpenOption.READ)) {
      if (made.isStill(file(id), channel)) {
        lock.trust(made.bytes(), channel);
      }
    } catch (IOException | DaybookException unsaid) {
      // another process has it open already, or it is shown as interrupted until it is opened
    }
  }

  /** Forgets what is known of a removed file, so that it is not taken for the next one's. */
  private void forgetRemoved(SessionId id) throws IOException {
    if (exists(id) || !new LockTextFile(root, id).saysAnything()) {
      return;
    }
    try (SessionLock lock = lockUninterrupted(id)) {
      if (!exists(id)) {
        lock.forget();
      }
    } catch (DaybookException refused) {
      if (refused.kind() == Kind.SESSION_LOCKED && exists(id)) {
        // another process created it meanwhile: it says of its own file what it knows
        return;
      }
      if (refused.kind() != Kind.UNSAFE_PATH) {
        throw refused;
      }
      // a link is no text of ours, and opening the session refuses it
    }
  }

  /**
   * Moves a session's file and its side files into a new folder of the trash.
   *
   * @return the path of its file in the trash
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
   * Removes a session's file and its side files for good.
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

  /**
   * Logs the failure of a listener. The application's log is user code too and may fail; the file
   * is open already.
   */
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

  /** Returns the error for a session that the file system refuses to open. */
  public static DaybookException refused(SessionId id, IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return FolderOwner.refusal(denied);
    }
    return DaybookException.causedBy(
        e, Kind.IO_ERROR, "cannot open the session's file", "session", id, "cause", e);
  }
}
