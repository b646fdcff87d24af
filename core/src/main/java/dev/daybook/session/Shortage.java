package dev.daybook.session;

import dev.daybook.replay.LostLineFeeds;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * What a session's file lacks of the bytes that were good and on the device.
 *
 * @param bytes how many it has
 * @param knownBytes how many there were; 0 if it lacks none
 * @param lineFeeds how many line feeds between or behind proved entries it has lost
 */
public record Shortage(long bytes, long knownBytes, long lineFeeds) {

  private static final Shortage NONE = new Shortage(0, 0, 0);

  /**
   * What the session's file lacks. Reads all of it if it is shorter than it was known to be, and
   * nothing of it else.
   *
   * @param channel the file's
   * @param maxLineBytes the longest line to hold in memory
   */
  public static Shortage of(
      SessionFolder folder, SessionId id, FileChannel channel, int maxLineBytes)
      throws IOException {
    long known = folder.knownIfAny(id).longerThan(channel, channel.size());
    return known == 0 ? NONE : of(channel, known, maxLineBytes);
  }

  /** The same of a file that is not open; what cannot be read lacks nothing that is known. */
  public static Shortage of(SessionFolder folder, SessionId id, int maxLineBytes) {
    try (FileChannel channel = OwnFiles.open(folder.file(id), StandardOpenOption.READ)) {
      return of(folder, id, channel, maxLineBytes);
    } catch (IOException unread) {
      return NONE;
    }
  }

  /** @param knownBytes more than the file has */
  static Shortage of(FileChannel channel, long knownBytes, int maxLineBytes) throws IOException {
    return new Shortage(channel.size(), knownBytes, LostLineFeeds.in(channel, maxLineBytes));
  }

  /** Whether it lacks anything. */
  public boolean isAny() {
    return knownBytes > 0;
  }

  /** Whether it lacks more than line feeds, which a repair puts back. */
  public boolean isOfEntries() {
    return bytes + lineFeeds < knownBytes;
  }
}
