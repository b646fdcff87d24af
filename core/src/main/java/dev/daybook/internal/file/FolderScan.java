package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A look at many sessions, at the cost of few calls of the system each: their folder is not checked
 * again, and was by the caller, which listed it. One thread.
 */
public final class FolderScan {

  /**
   * The characters that would move a cursor, or turn the direction of writing, where a name is
   * shown.
   */
  private static final Pattern HARMFUL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /** The JDK's replacement for bytes that are no text in the locale. */
  private static final String UNKNOWN = "\ufffd";

  private final RootFolder root;
  private final Path sessions;
  private final Path locks;
  private final boolean mayRead;
  private final byte[] buffer = LockRecordFile.buffer();

  /** True if the session before had a record: most often the next one has, too. */
  private boolean hadRecord;

  FolderScan(RootFolder root) {
    this.root = root;
    this.sessions = root.unchecked(Part.SESSIONS);
    this.locks = root.unchecked(Part.LOCKS);
    this.mayRead = root.maySee(Part.LOCKS);
  }

  /**
   * The names in the sessions' folder that have the suffix of a session's file.
   *
   * @param ids the ids of the files whose names are those of sessions, in no order
   * @param refused the reason for each other such name
   */
  public record Names(List<SessionId> ids, List<DaybookException> refused) {}

  /**
   * Reads the names in a folder; no file is opened.
   *
   * @param folder need not exist
   */
  static Names names(Path folder) throws IOException {
    Names names = new Names(new ArrayList<>(), new ArrayList<>());
    try {
      forEachIn(folder, file -> {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(SessionFolder.SUFFIX)) {
          add(name, names);
        }
      });
    } catch (NoSuchFileException none) {
      // there is no session yet
    }
    return names;
  }

  /**
   * Shows each file of a folder, in no order.
   *
   * @throws IOException also if the listing breaks off, which the JDK throws unchecked
   */
  public static void forEachIn(Path folder, Consumer<Path> action) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(action);
    } catch (DirectoryIteratorException brokenOff) {
      throw brokenOff.getCause();
    }
  }

  private static void add(String name, Names names) {
    String id = name.substring(0, name.length() - SessionFolder.SUFFIX.length());
    SessionId.fault(id)
        .ifPresentOrElse(
            reason -> names.refused.add(refusal(name, reason)),
            () -> names.ids.add(new SessionId(id)));
  }

  private static DaybookException refusal(String name, String reason) {
    boolean isUnnameable = name.contains(UNKNOWN);
    return DaybookException.of(
        Kind.INVALID_SESSION_ID,
        isUnnameable
            ? "a file's name has letters that this locale lacks; use one of UTF-8, as with"
                + " LC_ALL=C.UTF-8"
            : "a file's name is no session's id; rename it to its session's, or move it away",
        "reason",
        isUnnameable ? "unnameable_path" : reason,
        "file",
        HARMFUL.matcher(name).replaceAll(UNKNOWN));
  }

  /** Returns the path of the session's file, for a caller that looks at its attributes first. */
  public Path file(SessionId id) {
    return sessions.resolve(id.value() + SessionFolder.SUFFIX);
  }

  /**
   * Returns the attributes of a session's file.
   *
   * @throws NoSuchFileException if there is none
   * @throws DaybookException {@code UNSAFE_PATH} if it is none of Daybook's
   */
  public BasicFileAttributes attributes(Path file) throws NoSuchFileException {
    return root.checked(file);
  }

  /**
   * Returns the record of the session's lock; null if this process may read the sessions and not
   * the locks.
   */
  public @Nullable LockRecord record(SessionId id) {
    if (!mayRead) {
      return null;
    }
    Path file = locks.resolve(id.value() + Place.RECORD_SUFFIX);
    // many sessions may have none, and an exception for each costs more than all else of a list
    if (!hadRecord && file.toFile().length() == 0) {
      return LockRecord.NOTHING;
    }
    try {
      LockRecord found = LockRecordFile.read(file, buffer);
      hadRecord = !found.namesNoHolder() || found.goodBytes() > 0;
      return found;
    } catch (IOException unread) {
      return null;
    }
  }
}
