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
import java.nio.channels.ClosedByInterruptException;
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

  private final Path folder;
  private final JournalListener listener;
  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);

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
   *     letter of the id
   */
  public Path file(SessionId id) {
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
   * <p>An interrupt does not disturb this; it stays set.
   *
   * @throws DaybookException if the last complete line is not an entry, since then nobody knows
   *     which seq comes next; the file is left as it is
   * @throws IOException if the file system refuses
   */
  public SessionFile open(SessionId id) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return openOnce(id);
        } catch (ClosedByInterruptException e) {
          // nothing is lost: each step may be done again. The flag is put back below
          interrupted = true;
          Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private SessionFile openOnce(SessionId id) throws IOException {
    Path file = file(id);
    FileChannel channel;
    try {
      channel = open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException missing) {
      createFolders();
      channel = create(file);
    }
    try {
      SessionFile ready = ready(id, file, channel);
      forceFolder(folder);
      return ready;
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private SessionFile ready(SessionId id, Path file, FileChannel channel) throws IOException {
    LastLine last = LastLine.of(channel);
    byte @Nullable [] line = last.line();
    long nextSeq = line == null ? 0 : decodeLast(file, line).seq() + 1;
    long torn = channel.size() - last.end();
    if (torn > 0) {
      Path aside = copyAside(file, channel, last.end(), torn);
      channel.truncate(last.end());
      channel.force(true);
      report(id, torn, aside);
    } else {
      channel.force(true);
    }
    return new SessionFile(JournalFile.of(channel), last.end(), nextSeq);
  }

  private Entry decodeLast(Path file, byte[] line) {
    try {
      return decoder.decode(line, 0, line.length);
    } catch (DaybookException fault) {
      throw fault.at("file", file.getFileName(), "line", "last");
    }
  }

  private void report(SessionId id, long torn, Path aside) {
    try {
      listener.tornTailMoved(id.value(), torn, aside);
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
        long at = from;
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, 1 << 16));
        while (at < from + length && channel.read(buffer.clear(), at) > 0) {
          buffer.flip();
          at += buffer.remaining();
          while (buffer.hasRemaining()) {
            target.write(buffer);
          }
        }
        target.force(true);
        forceFolder(folder);
        return aside;
      } catch (FileAlreadyExistsException taken) {
        // by an earlier crash
      }
    }
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

  /** Creates what is missing, and makes each new folder durable in the one above it. */
  private void createFolders() throws IOException {
    createFolder(folder);
  }

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
