package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.internal.line.LostLineFeeds;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The bytes missing from a session's file that were good and on the device.
 *
 * @param bytes the number of bytes that it has
 * @param knownBytes the number of bytes that it had; 0 if none is missing
 * @param lineFeeds the number of line feeds that it has lost between or behind proved entries
 */
public record Shortage(long bytes, long knownBytes, long lineFeeds) {

  private static final Shortage NONE = new Shortage(0, 0, 0);

  /**
   * Returns the shortage of a session's file. Reads all of the file if it is shorter than it was
   * known to be; otherwise nothing of it.
   *
   * @param source the file's bytes
   * @param maxLineBytes the longest line to hold in memory
   */
  public static Shortage of(
      SessionFolder folder, SessionId id, SessionSource source, int maxLineBytes)
      throws IOException {
    long known = folder.record(id).longerThan(folder.file(id), source, source.size());
    return known == 0 ? NONE : of(source, known, maxLineBytes);
  }

  /**
   * Returns the shortage of a session's file that is not open; none if it cannot be read. An
   * interrupt does not disturb it, and stays set.
   */
  public static Shortage of(SessionFolder folder, SessionId id, int maxLineBytes) {
    try {
      return Uninterrupted.here(() -> {
        try (SessionSource source = SessionSource.openSeen(folder.file(id))) {
          return of(folder, id, source, maxLineBytes);
        }
      });
    } catch (IOException unread) {
      return NONE;
    }
  }

  /**
   * Returns the shortage of a file that has become shorter.
   *
   * @param knownBytes more than the file has
   */
  static Shortage of(SessionSource source, long knownBytes, int maxLineBytes) throws IOException {
    return new Shortage(source.size(), knownBytes, LostLineFeeds.in(source, maxLineBytes));
  }

  /** Returns true if anything is missing. */
  public boolean isAny() {
    return knownBytes > 0;
  }

  /** Returns true if more than line feeds, which a repair puts back, is missing. */
  public boolean isOfEntries() {
    return bytes + lineFeeds < knownBytes;
  }

  /** Returns the error for opening the session all the same. */
  DaybookException refusal(SessionId id, Path file) {
    return DaybookException.of(
        Kind.FILE_SHORTENED,
        isOfEntries()
            ? "entries that were forced are missing at the end of the file; put the whole file back,"
                + " or fork this one up to its last entry and record there"
            : "the file has lost line feeds and nothing else; repair puts them back",
        "session",
        id,
        "file",
        file,
        "bytes",
        bytes,
        "knownBytes",
        knownBytes);
  }
}
