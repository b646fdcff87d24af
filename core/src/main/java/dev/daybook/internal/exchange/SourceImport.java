package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.internal.exchange.OtherFiles.OtherFile;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.LineFeeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The import of foreign files into a root, one after another. One thread. */
public final class SourceImport implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 18;
  private static final int BATCH_BYTES = 1 << 16;

  /** The longest first line that a file is recognised by. */
  private static final int MAX_FIRST_LINE_BYTES = 1 << 23;

  /**
   * The time of the entries of a stream that has no times: that of the import would make it the
   * newest of all sessions.
   */
  private static final Instant OF_STREAMS = Instant.EPOCH;

  /** The imports of one file while others write its session. */
  private static final int MAX_TRIES = 4;

  /** The longest wait for a session that another process has open; imports have it for less. */
  private static final long MAX_WAIT_NANOS = 500_000_000;

  private static final long WAIT_NANOS = 5_000_000;

  private final ImportRoot root;
  private final ImportOptions options;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Makes an import into that root. */
  public SourceImport(
      SessionFolder folder, EventTypes types, int maxLineBytes, ImportOptions options) {
    this.root = new ImportRoot(
        folder,
        new KeptSources(folder),
        new BatchEncoder(types, BATCH_BYTES, maxLineBytes),
        new Admission(types, maxLineBytes),
        maxLineBytes);
    this.options = options;
  }

  /**
   * Imports a file.
   *
   * @param shown the path to keep and to recognise the file by
   */
  public ImportReport importFile(Path file, Path shown) throws IOException {
    return importFile(file, shown, attributes(file).lastModifiedTime().toInstant());
  }

  private ImportReport importFile(Path file, Path shown, Instant modified) throws IOException {
    try (FileChannel channel = open(file)) {
      FileHead first = head(channel, file, shown, modified);
      Optional<AgentFormat> format = options.format().or(() -> recognised(first));
      FileHead head = format.isEmpty() ? withFirstLine(channel, first) : first;
      if (!head.equals(first)) {
        format = recognised(head);
      }
      if (format.isEmpty()) {
        throw unknown(head, shown);
      }
      AgentFormat byContent =
          options.format().isPresent() ? recognised(head).orElse(null) : format.get();
      SourceFile source = new SourceFile(channel, head, buffer, byContent);
      return imported(source, format.get());
    }
  }

  /**
   * Imports a file, and again if another process was before this one in its session, as one that
   * imports the same file: what it wrote is then known.
   */
  private ImportReport imported(SourceFile source, AgentFormat format) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return new FileImport(root, source, format, options.onProgress()).run();
      } catch (DaybookException rivalled) {
        if (tries == MAX_TRIES || !isOver(rivalled)) {
          throw rivalled;
        }
      }
    }
  }

  /** Returns true if another process was in the way, and is no more, after a moment at most. */
  private boolean isOver(DaybookException rivalled) {
    if (rivalled.kind() != Kind.SESSION_LOCKED) {
      return rivalled.kind() == Kind.SESSION_EXISTS
          || SessionTarget.RECORDED_MEANWHILE.equals(rivalled.details().get(Refused.DETAIL));
    }
    SessionId id = new SessionId(String.valueOf(rivalled.details().get("session")));
    long start = System.nanoTime();
    while (mayBeHeld(id)) {
      if (System.nanoTime() - start > MAX_WAIT_NANOS || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(WAIT_NANOS);
    }
    return true;
  }

  private boolean mayBeHeld(SessionId id) {
    try {
      return root.folder().holder(id).isPresent();
    } catch (IOException unanswered) {
      // of another container, or of another user
      return true;
    }
  }

  private static DaybookException unknown(FileHead head, Path shown) {
    OtherFile other = OtherFiles.of(head);
    return other == null
        ? refused(
            Kind.INVALID_VALUE,
            Refused.UNKNOWN_FORMAT,
            "no agent's session file that Daybook knows; name its format if it is one",
            shown)
        : refused(Kind.INVALID_VALUE, other.reason(), other.words(), shown);
  }

  private static DaybookException refused(Kind kind, Refused reason, String words, Path file) {
    return DaybookException.of(kind, words, "file", file, Refused.DETAIL, reason.wireName());
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (AccessDeniedException denied) {
      throw denied(file);
    }
  }

  private static DaybookException denied(Path file) {
    return refused(
        Kind.IO_ERROR,
        Refused.DENIED,
        "permission denied: this user may not read the file; have it given to this user (chmod,"
            + " chown), or run this as its owner",
        file);
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (found.isRegularFile()) {
        return found;
      }
      throw refused(
          Kind.IO_ERROR,
          Refused.NOT_A_FILE,
          found.isDirectory()
              ? "a folder stands there, not a file"
              : "a pipe, a socket or a device stands there, not a file; give what it holds as standard"
                  + " input, with -",
          file);
    } catch (NoSuchFileException missing) {
      throw refused(Kind.IO_ERROR, Refused.ABSENT, "no such file", file);
    } catch (AccessDeniedException denied) {
      throw denied(file);
    }
  }

  private static FileHead head(FileChannel channel, Path file, Path shown, Instant modified)
      throws IOException {
    byte[] bytes = new byte[FileHead.MAX_BYTES];
    int length = SourceFile.read(channel, bytes, 0, bytes.length, 0);
    return new FileHead(shown, Arrays.copyOf(bytes, length), modified, FileBeside.of(file));
  }

  /**
   * Returns a head with the whole first line, of which the rest may say what the file is; the same
   * head if it has that already, or its file is none of JSON.
   */
  private static FileHead withFirstLine(FileChannel channel, FileHead head) throws IOException {
    byte[] bytes = head.bytes();
    if (bytes.length < FileHead.MAX_BYTES || !head.isCutInObject()) {
      return head;
    }
    int length = bytes.length;
    boolean isEnded = false;
    while (!isEnded && length == bytes.length && length < MAX_FIRST_LINE_BYTES) {
      bytes = Arrays.copyOf(bytes, 2 * length);
      int more = SourceFile.read(channel, bytes, length, bytes.length, length);
      isEnded = LineFeeds.first(bytes, length, length + more) >= 0;
      length += more;
    }
    return head.withBytes(Arrays.copyOf(bytes, length));
  }

  private Optional<AgentFormat> recognised(FileHead head) {
    return Stream.concat(options.formats().stream(), Formats.ALL.stream())
        .filter(format -> format.recognises(head))
        .findFirst();
  }

  /**
   * Keeps a stream's bytes in a file while it is imported.
   *
   * @param name the name to keep and to recognise the stream by
   */
  public ImportReport importStream(InputStream in, Path name) throws IOException {
    Path copy = root.kept().newTemporary(in);
    try {
      return importFile(copy, name, OF_STREAMS);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  @Override
  public void close() {
    root.encoder().close();
  }
}
