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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The files of a root folder: {@code <root>/sessions/<id>.ndjson}, files for their owner alone
 * (0600) in folders of the same kind (0700). Any thread; what it does to a file is done when the
 * call returns, and durable.
 */
public final class SessionFolder {

  private static final String SUFFIX = ".ndjson";
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
   * <p>An interrupt of the calling thread does not disturb this, and stays set.
   *
   * @param trustedBytes as in {@link SessionFile.Source#open}
   * @throws DaybookException if the last complete line is not an entry of this session, since then
   *     nobody knows which seq comes next; the file is left as it is
   * @throws IOException if the file system refuses
   */
  public SessionFile open(SessionId id, long trustedBytes) throws IOException {
    Path file = file(id);
    Opened opened = Uninterrupted.call(() -> openUninterrupted(id, file, trustedBytes));
    if (opened.tornTail() != null) {
      report(id, opened.tornTail());
    }
    return opened.file();
  }

  /**
   * Creates a session's file with these bytes: whole, or not at all, whatever happens meanwhile.
   * The file and its name are durable when this returns. An interrupt does not disturb it, and
   * stays set.
   *
   * @param lines complete lines, seq from 0
   * @throws DaybookException {@code SESSION_EXISTS} if there is a file already, which is not
   *     touched
   * @throws IOException if the file system refuses; there is no file then
   */
  public void create(SessionId id, ByteBuffer lines) throws IOException {
    Path file = file(id);
    try {
      Uninterrupted.call(() -> createUninterrupted(file, lines));
    } catch (FileAlreadyExistsException exists) {
      throw DaybookException.of(
          Kind.SESSION_EXISTS, "there is such a session already; give another id", "session", id);
    }
  }

  /**
   * Written under another name first. That name becomes the file's by a link, which unlike a rename
   * never takes the place of a file that another process has created since.
   */
  private @Nullable Void createUninterrupted(Path file, ByteBuffer lines) throws IOException {
    OwnFiles.createFolder(folder);
    Path draft = file.resolveSibling(file.getFileName()
        + ".tmp-"
        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    try {
      try (FileChannel channel = OwnFiles.create(draft)) {
        while (lines.hasRemaining()) {
          channel.write(lines);
        }
        channel.force(true);
      }
      Files.createLink(file, draft);
    } finally {
      Files.deleteIfExists(draft);
    }
    forceFolders();
    return null;
  }

  /** A file that is ready, and the torn tail that it had. */
  private record Opened(SessionFile file, @Nullable TornTail tornTail) {}

  private record TornTail(long bytes, Path movedTo) {}

  private Opened openUninterrupted(SessionId id, Path file, long trustedBytes) throws IOException {
    FileChannel channel;
    try {
      channel = OwnFiles.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException missing) {
      OwnFiles.createFolder(folder);
      channel = OwnFiles.create(file);
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
      try (FileChannel target = OwnFiles.create(aside)) {
        copy(channel, from, length, target);
        OwnFiles.forceFolder(folder);
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

  /**
   * Makes the file's name durable, and once for this object the names of the folders above it: they
   * may have been created by somebody who did not.
   */
  private void forceFolders() throws IOException {
    OwnFiles.forceFolder(folder);
    if (!foldersAreDurable) {
      Path root = folder.getParent();
      Path above = root == null ? null : root.getParent();
      if (root != null) {
        OwnFiles.forceFolder(root);
      }
      if (above != null && Files.isReadable(above)) {
        OwnFiles.forceFolder(above);
      }
      foldersAreDurable = true;
    }
  }

  /** A session that cannot be opened because the file system refuses. */
  public static DaybookException refused(SessionId id, IOException e) {
    return DaybookException.causedBy(
        e, Kind.IO_ERROR, "cannot open the session's file", "session", id, "cause", e);
  }
}
