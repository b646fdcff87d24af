package dev.daybook.session;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.journal.JournalFile;
import dev.daybook.journal.JournalListener;
import dev.daybook.journal.SessionFile;
import dev.daybook.replay.LastLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The files of a root folder: {@code <root>/sessions/<id>.ndjson}, files for their owner alone
 * (0600) in folders of the same kind (0700). Any thread; what it does to a file is done when the
 * call returns, and durable.
 */
public final class SessionFolder {

  private static final String SUFFIX = ".ndjson";
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final FileAttribute<?>[] FILE_MODE = mode("rw-------");
  private static final FileAttribute<?>[] FOLDER_MODE = mode("rwx------");

  private static final int COPY_BYTES = 1 << 16;

  /** So far below the largest seq that a line can carry that no session gets there. */
  private static final long MOST_RESUMABLE_SEQ = 100_000_000_000_000_000L;

  private final Path folder;
  private final JournalListener listener;
  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);
  private volatile boolean foldersAreDurable;

  /**
   * The sessions below that root, which need not exist.
   *
   * @param listener told of torn tails
   */
  public SessionFolder(Path root, JournalListener listener) {
    this.listener = listener;
    this.folder = root.toAbsolutePath().normalize().resolve("sessions");
  }

  /**
   * Where the session's file is or would be.
   *
   * @throws DaybookException {@code IO_ERROR} if the platform's encoding of file names lacks a
   *     letter of the id, or if a symbolic link stands in place of the sessions' folder: a session
   *     is never read or written outside the root
   */
  public Path file(SessionId id) {
    if (Files.isSymbolicLink(folder)) {
      throw DaybookException.of(
          Kind.IO_ERROR,
          "no folder stands there; to keep sessions elsewhere, give their own root",
          "folder",
          folder,
          "found",
          "symbolic_link");
    }
    try {
      return folder.resolve(id.value() + SUFFIX);
    } catch (InvalidPathException unmappable) {
      throw DaybookException.of(
          Kind.IO_ERROR,
          "the file system's encoding has no name for this id; run Java in a UTF-8 locale, as with"
              + " LC_ALL=C.UTF-8",
          "encoding",
          System.getProperty("sun.jnu.encoding", "unknown"));
    }
  }

  /**
   * Brings the session's file into the state in which it may be appended to: creates it, or cuts
   * off the torn tail that a crash left, after moving it aside to a file beside it. Then the file
   * and its folder are forced, so that what is appended can be found again.
   *
   * <p>An interrupt of the calling thread does not disturb this, and stays set. The work is done on
   * a thread that nobody else knows, since an interrupt would close the file in the middle of it.
   *
   * @param trustedBytes as in {@link SessionFile.Source#open}
   * @throws DaybookException if the last complete line is not an entry of this session, since then
   *     nobody knows which seq comes next; the file is left as it is
   * @throws IOException if the file system refuses
   */
  public SessionFile open(SessionId id, long trustedBytes) throws IOException {
    FutureTask<Opened> opening =
        new FutureTask<>(() -> openUninterrupted(id, file(id), trustedBytes));
    Thread thread = new Thread(opening, "daybook-opening");
    thread.setDaemon(true);
    thread.start();
    Opened opened = resultOf(opening);
    if (opened.tornTail() != null) {
      report(id, opened.tornTail());
    }
    return opened.file();
  }

  private static Opened resultOf(FutureTask<Opened> opening) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return opening.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      if (cause instanceof IOException refused) {
        throw refused;
      } else if (cause instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) cause;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A file that is ready, and the torn tail that it had. */
  private record Opened(SessionFile file, @Nullable TornTail tornTail) {}

  private record TornTail(long bytes, Path movedTo) {}

  private Opened openUninterrupted(SessionId id, Path file, long trustedBytes) throws IOException {
    FileChannel channel;
    try {
      channel = open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException missing) {
      createFolder(folder);
      channel = create(file);
    }
    try {
      Opened opened = ready(id, file, channel, trustedBytes);
      forceFolders();
      return opened;
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private Opened ready(SessionId id, Path file, FileChannel channel, long trustedBytes)
      throws IOException {
    LastLine last = LastLine.of(channel);
    byte @Nullable [] line = last.line();
    long nextSeq = line == null ? 0 : decodeLast(id, file, line).seq() + 1;
    long torn = channel.size() - last.end();
    TornTail tornTail = null;
    if (torn > 0) {
      tornTail = new TornTail(torn, copyAside(file, channel, last.end(), torn));
      channel.truncate(last.end());
    }
    writeAnew(channel, trustedBytes, last.end());
    channel.force(true);
    return new Opened(new SessionFile(JournalFile.of(channel), last.end(), nextSeq), tornTail);
  }

  private Entry decodeLast(SessionId id, Path file, byte[] line) {
    try {
      Entry last = decoder.decode(line, 0, line.length);
      if (!last.sessionId().equals(id.value())) {
        throw DaybookException.of(
            Kind.INVALID_VALUE,
            "the file is of another session; give it back its own name",
            "field",
            "session_id");
      }
      if (last.seq() > MOST_RESUMABLE_SEQ) {
        throw DaybookException.of(
            Kind.INVALID_VALUE, "seq is beyond every session", "field", "seq");
      }
      return last;
    } catch (DaybookException fault) {
      throw fault.at("file", file, "line", "last");
    }
  }

  /**
   * Writes bytes again that a failed force left in doubt: the kernel shows them, but may have
   * dropped what it should have put on the device and would answer the next force that nothing is
   * left to do. Written anew, they are its business again.
   */
  private static void writeAnew(FileChannel channel, long from, long end) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
    long at = from;
    while (at < end) {
      buffer.clear().limit((int) Math.min(COPY_BYTES, end - at));
      if (channel.read(buffer, at) < 0) {
        throw new IOException("the file became shorter while it was opened: offset=" + at);
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
    }
  }

  private void report(SessionId id, TornTail tornTail) {
    try {
      listener.tornTailMoved(id.value(), tornTail.bytes(), tornTail.movedTo());
    } catch (RuntimeException mistake) {
      System.getLogger(SessionFolder.class.getName())
          .log(System.Logger.Level.WARNING, "the listener failed; the session opens", mistake);
    }
  }

  /**
   * Copies the torn tail beside the file, durably: nothing that was on disk is thrown away unseen.
   */
  private Path copyAside(Path file, FileChannel channel, long from, long length)
      throws IOException {
    for (int n = 0; ; n++) {
      Path aside = file.resolveSibling(file.getFileName() + ".torn-" + n);
      try (FileChannel target = create(aside)) {
        copy(channel, from, length, target);
        forceFolder(folder);
        return aside;
      } catch (FileAlreadyExistsException taken) {
        // by an earlier crash
      } catch (IOException incomplete) {
        // what is half a copy must not look like one
        Files.deleteIfExists(aside);
        throw incomplete;
      }
    }
  }

  private static void copy(FileChannel source, long from, long length, FileChannel target)
      throws IOException {
    long at = from;
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, COPY_BYTES));
    while (at < from + length && source.read(buffer.clear(), at) > 0) {
      buffer.flip();
      at += buffer.remaining();
      while (buffer.hasRemaining()) {
        target.write(buffer);
      }
    }
    target.force(true);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW,
            LinkOption.NOFOLLOW_LINKS),
        FILE_MODE);
  }

  private static FileChannel open(Path file, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, all);
  }

  /**
   * Makes the file's name durable, and once for this object the names of the folders above it: they
   * may have been created by somebody who did not.
   */
  private void forceFolders() throws IOException {
    forceFolder(folder);
    if (!foldersAreDurable) {
      Path root = folder.getParent();
      Path above = root == null ? null : root.getParent();
      if (root != null) {
        forceFolder(root);
      }
      if (above != null && Files.isReadable(above)) {
        forceFolder(above);
      }
      foldersAreDurable = true;
    }
  }

  /** Creates what is missing, and makes each new folder durable in the one above it. */
  private static void createFolder(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = path.getParent();
    if (parent != null) {
      createFolder(parent);
    }
    try {
      Files.createDirectory(path, FOLDER_MODE);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path)) {
        throw e;
      }
    }
    if (parent != null) {
      forceFolder(parent);
    }
  }

  /**
   * Makes the names in a folder durable. Not every platform can open a folder: there it is its own
   * affair.
   */
  private static void forceFolder(Path path) throws IOException {
    if (POSIX) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** A session that cannot be opened because the file system refuses. */
  public static DaybookException refused(SessionId id, IOException e) {
    return DaybookException.causedBy(
        e, Kind.IO_ERROR, "cannot open the session's file", "session", id, "cause", e);
  }
}
