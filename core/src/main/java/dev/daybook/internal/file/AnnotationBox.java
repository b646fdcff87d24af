package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.Stamped;
import dev.daybook.event.Unknown;
import dev.daybook.internal.file.RootFolder.Part;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.InputDecoder;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.BackwardCursor;
import dev.daybook.internal.line.SessionSource;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notes that others laid for sessions which a process records:
 * {@code <root>/inbox/<session>/<from>-<digest>.json}, each one line with a checksum, as a
 * session's. Any thread; an interrupt disturbs no call.
 *
 * <p>No entry of a seq below {@code from} is the note: so who takes it in does not look for it
 * there. A file is written in the inbox and then moved to its session's folder, which changes the
 * inbox's own time: one look at that shows if anything is new.
 */
public final class AnnotationBox {

  /** The most attempts to lay a file: a process that takes others in removes their folder. */
  private static final int MAX_ATTEMPTS = 100;

  private static final Pattern NAME = Pattern.compile("([0-9]{1,18})-[0-9a-f]{32}\\.json");
  private static final String TYPE = "note";

  /** The answer of a search that found nothing and need not go on. */
  private static final OptionalLong NONE = OptionalLong.of(-1);

  private static final int ROOM_BYTES = 4096;
  private static final int DIGEST_CHARS = 32;

  private final SessionFolder folder;
  private final RootFolder root;
  private final EventTypes types;
  private final int maxLineBytes;

  /** The inbox as the JDK looks at it without an exception; null on another file system. */
  private final @Nullable File inbox;

  /** @param maxLineBytes the longest line to lay, take in or look at */
  public AnnotationBox(SessionFolder folder, EventTypes types, int maxLineBytes) {
    this.folder = folder;
    this.root = folder.rootFolder();
    this.types = types;
    this.maxLineBytes = maxLineBytes;
    this.inbox = fileOf(root.unchecked(Part.INBOX));
  }

  private static @Nullable File fileOf(Path path) {
    try {
      return path.toFile();
    } catch (UnsupportedOperationException other) {
      return null;
    }
  }

  /**
   * A note that was laid.
   *
   * @param from the seq below which no entry is the note
   * @param event with its time and id
   */
  public record Laid(Path file, long from, Stamped event) {

    /** Returns the note's id, that of its entry. */
    public String id() {
      return String.valueOf(event.id());
    }

    /** Returns the time at which it was laid. */
    public Instant ts() {
      Instant ts = event.ts();
      return ts == null ? Instant.EPOCH : ts;
    }
  }

  /**
   * Returns the time of the inbox's last change, in milliseconds; 0 if there is no inbox. One quick
   * call of the system.
   */
  public long changedMillis() {
    return inbox == null ? 0 : inbox.lastModified();
  }

  /** Returns true if something may be laid for the session; quick. */
  public boolean isAny(SessionId id) {
    return (inbox == null || inbox.exists()) && Files.exists(place(id));
  }

  /** Returns the folder of what is laid for a session, unchecked. */
  public Path place(SessionId id) {
    return root.unchecked(Part.INBOX).resolve(id.value());
  }

  /** Returns the sessions for which something may be laid. */
  public List<SessionId> sessions() throws IOException {
    List<SessionId> found = new ArrayList<>();
    if (inbox != null && !inbox.exists()) {
      return found;
    }
    try {
      Path folders = root.folder(Part.INBOX);
      LeftDrafts.sweepOnce(folders);
      FolderScan.forEachIn(folders, each -> {
        String name = String.valueOf(each.getFileName());
        if (SessionId.fault(name).isEmpty()) {
          found.add(new SessionId(name));
        }
      });
    } catch (NoSuchFileException none) {
      // nothing was ever laid
    }
    return found;
  }

  /**
   * Returns the files that are laid for a session, by their names.
   *
   * @throws DaybookException {@code UNSAFE_PATH}
   */
  public List<Path> files(SessionId id) throws IOException {
    List<Path> found = new ArrayList<>();
    try {
      FolderScan.forEachIn(root.folder(Part.INBOX, id.value()), found::add);
    } catch (NoSuchFileException none) {
      // nothing is laid
    }
    found.sort(null);
    return found;
  }

  /**
   * Reads a file that is laid for a session.
   *
   * @throws DaybookException if it is no such file or has no note of the session
   */
  public Laid read(SessionId id, Path file) throws IOException {
    long from = fromOf(file);
    byte[] line = Uninterrupted.here(() -> {
      try (SessionSource source = SessionSource.open(file)) {
        long size = source.size();
        if (size > maxLineBytes) {
          throw refused("the file is over the limit of a line", file);
        }
        byte[] bytes = new byte[(int) size];
        int unused = source.read(bytes, 0, bytes.length, 0);
        return bytes;
      }
    });
    int end = line.length - 1;
    if (end < 0 || line[end] != '\n') {
      throw refused("the file is no whole line", file);
    }
    if (InputDecoder.decode(line, 0, end) instanceof Stamped stamped
        && stamped.id() != null
        && stamped.ts() != null
        && stamped.event() instanceof Unknown note
        && note.type().equals(TYPE)
        && isOf(id, line, end)) {
      return new Laid(file, from, stamped);
    }
    throw refused("the file has no note of this session with its time and id", file);
  }

  private static long fromOf(Path file) {
    var name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw refused("the file's name is none of the inbox", file);
    }
    return Long.parseLong(name.group(1));
  }

  private static boolean isOf(SessionId id, byte[] line, int end) {
    return LineHeader.of(line, 0, end, BatchEncoder.quoted(id.value())) != null;
  }

  private static DaybookException refused(String reason, Path file) {
    return DaybookException.of(
        Kind.INVALID_VALUE, reason + "; look at it, and move it away", "file", file);
  }

  /**
   * Lays a note for a session, durably; one of the same id and {@code from} is replaced.
   *
   * @param from the seq below which no entry is the note
   * @throws DaybookException {@code UNSAFE_PATH}; what is wrong with the event
   */
  public Path lay(SessionId id, Stamped event, Instant ts, long from) throws IOException {
    byte[] line = encoded(id, event, ts);
    String name = from + "-" + digest(String.valueOf(event.id())) + ".json";
    return Uninterrupted.call(() -> {
      Path created = root.create(Part.INBOX);
      LeftDrafts.sweepOnce(created);
      Path draft = LeftDrafts.next(created);
      try {
        try (FileChannel channel = OwnFiles.create(draft)) {
          ByteBuffer rest = ByteBuffer.wrap(line);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          channel.force(true);
        }
        return placed(id, draft, name);
      } finally {
        Files.deleteIfExists(draft);
      }
    });
  }

  private Path placed(SessionId id, Path draft, String name) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path own = root.folder(Part.INBOX, id.value());
      try {
        OwnFiles.createFolder(own);
        Path file = root.folder(Part.INBOX, id.value()).resolve(name);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        OwnFiles.forceFolder(own);
        return file;
      } catch (NoSuchFileException removed) {
        if (attempt == MAX_ATTEMPTS || !Files.exists(draft, LinkOption.NOFOLLOW_LINKS)) {
          throw removed;
        }
      }
    }
  }

  private byte[] encoded(SessionId id, Stamped event, Instant ts) {
    try (BatchEncoder encoder = new BatchEncoder(types, ROOM_BYTES, maxLineBytes)) {
      encoder.encode(
          BatchEncoder.quoted(id.value()),
          0,
          ts.getEpochSecond(),
          ts.getNano(),
          event.id(),
          event.event());
      ByteBuffer view = encoder.view(0, encoder.position());
      byte[] line = new byte[view.remaining()];
      view.get(line);
      return line;
    }
  }

  private static String digest(String id) {
    byte[] sum = Sha256.start().digest(id.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sum).substring(0, DIGEST_CHARS);
  }

  /**
   * Returns the seq of the note of that id in the session's file, looked for from the end of the
   * file; empty if there is none.
   *
   * @param from the seq at which the search ends; 0 for the whole file
   */
  public OptionalLong seqOf(SessionId id, String annotationId, long from) throws IOException {
    return backward(id, (seq, note) -> {
      if (note != null && annotationId.equals(note.id())) {
        return OptionalLong.of(note.seq());
      }
      return seq >= 0 && seq < from ? NONE : OptionalLong.empty();
    });
  }

  /** Returns the seq of the session's next entry, or an earlier one. */
  public long nextSeqOf(SessionId id) throws IOException {
    OptionalLong last =
        backward(id, (seq, note) -> seq < 0 ? OptionalLong.empty() : OptionalLong.of(seq));
    return last.orElse(-1) + 1;
  }

  private interface Look {
    /**
     * Looks at a line.
     *
     * @param seq -1 if it cannot be read
     * @param note null if it is none
     * @return what is searched, {@code NONE} to search no further, or empty to go on
     */
    OptionalLong at(long seq, @Nullable Entry note);
  }

  private OptionalLong backward(SessionId id, Look look) throws IOException {
    Path file = folder.file(id);
    EntryDecoder decoder = EntryDecoder.ofAnyData(EventTypes.standard());
    OptionalLong found = Uninterrupted.here(() -> {
      try (SessionSource source = SessionSource.open(file)) {
        BackwardCursor lines = new BackwardCursor(source, source.size(), maxLineBytes);
        OptionalLong at = OptionalLong.empty();
        while (at.isEmpty() && lines.next()) {
          LineHeader header = lines.header();
          if (header != null && !TYPE.equals(header.type())) {
            at = look.at(header.seq(), null);
          } else {
            Entry entry = lines.entryOrNull(decoder);
            boolean isNote = entry != null && TYPE.equals(entry.type());
            at = look.at(entry == null ? -1 : entry.seq(), isNote ? entry : null);
          }
        }
        return at;
      }
    });
    return found.equals(NONE) ? OptionalLong.empty() : found;
  }

  /** Removes a file that was taken in, and its folder if that is empty. */
  public static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    Path own = file.getParent();
    if (own != null) {
      try {
        Files.deleteIfExists(own);
      } catch (DirectoryNotEmptyException more) {
        // it is in use
      }
    }
  }

  /** Returns true if something is laid for a session. */
  static boolean hasAny(RootFolder root, SessionId id) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      FolderScan.forEachIn(root.unchecked(Part.INBOX).resolve(id.value()), files::add);
    } catch (NoSuchFileException none) {
      return false;
    } catch (NotDirectoryException other) {
      return true;
    }
    return !files.isEmpty();
  }

  /** Removes what is laid for a session that is removed; the caller holds its lock. */
  static void purge(RootFolder root, SessionId id) throws IOException {
    Path own = root.unchecked(Part.INBOX).resolve(id.value());
    if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    FolderScan.forEachIn(own, files::add);
    for (Path each : files) {
      remove(each);
    }
    Files.deleteIfExists(own);
  }

  /** Moves what is laid for a session to the trash with it; the caller holds its lock. */
  static void moveTo(Path trash, RootFolder root, SessionId id) throws IOException {
    Path own = root.unchecked(Part.INBOX).resolve(id.value());
    if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(own, trash.resolve(Part.INBOX.folder()), StandardCopyOption.ATOMIC_MOVE);
      OwnFiles.forceFolder(root.folder(Part.INBOX));
    }
  }
}
