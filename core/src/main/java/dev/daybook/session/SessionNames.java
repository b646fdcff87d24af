package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The names in the sessions' folder that have the suffix of a session's file. No file is opened.
 *
 * @param ids the ids of the files whose names are those of sessions, in no order
 * @param refused the reason for each other such name
 */
record SessionNames(List<SessionId> ids, List<DaybookException> refused) {

  /**
   * The characters that would move a cursor, or turn the direction of writing, where a name is
   * shown.
   */
  private static final Pattern HARMFUL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /** The JDK's replacement for bytes that are no text in the locale. */
  private static final String UNKNOWN = "\ufffd";

  /**
   * Reads the names in a folder.
   *
   * @param folder need not exist
   */
  static SessionNames in(Path folder) throws IOException {
    SessionNames names = new SessionNames(new ArrayList<>(), new ArrayList<>());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(SessionFolder.SUFFIX)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException none) {
      // there is no session yet
    }
    return names;
  }

  private void add(String name) {
    String id = name.substring(0, name.length() - SessionFolder.SUFFIX.length());
    String reason = SessionId.fault(id);
    if (reason == null) {
      ids.add(new SessionId(id));
    } else {
      refused.add(refusal(name, reason));
    }
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
}
