package dev.daybook.internal.file;

import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/**
 * The identity of the file that a session's record describes, which distinguishes it from another
 * file under its name. A part that is not known is empty, and equals nothing.
 *
 * @param key the system's number of the file
 * @param changed the time of the file's last change; empty while a holder writes to it
 * @param head the checksum of its beginning, which distinguishes its session from one begun anew
 */
record FileMark(String key, String changed, String head) {

  static final FileMark NONE = new FileMark("", "", "");

  private static final String KEY = "file";
  private static final String CHANGED = "changed";
  private static final String HEAD = "head";

  static final int MAX_HEAD_BYTES = 4096;

  /** The largest size that {@link #addTo} adds, for the largest numbers that a system gives. */
  static final int MAX_BYTES = 128;

  /** Returns the mark of the file as it is now. */
  static FileMark of(Path file, FileChannel channel) throws IOException {
    return new FileMark(keyOf(file), changeOf(file), headOf(SessionSource.of(channel)));
  }

  private static String keyOf(Path file) throws IOException {
    return plain(Objects.toString(OwnFiles.key(file), ""));
  }

  /**
   * Returns the time of the last change, which no user can set, unlike the time of modification.
   */
  private static String changeOf(Path file) throws IOException {
    Object changed;
    try {
      changed = Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
      changed = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .lastModifiedTime();
    }
    return plain(Objects.toString(changed, ""));
  }

  private static String plain(String value) {
    return value.length() > 48 ? "" : value.replaceAll("[^!-~]|\\\\", "_");
  }

  private static String headOf(SessionSource source) throws IOException {
    byte[] head = new byte[MAX_HEAD_BYTES];
    return headOf(head, source.read(head, 0, MAX_HEAD_BYTES, 0));
  }

  /**
   * Returns the checksum of the first line, or of as much of it as counts; empty if it is not
   * complete.
   */
  private static String headOf(byte[] beginning, int length) {
    int most = Math.min(length, MAX_HEAD_BYTES);
    int end = 0;
    while (end < most && beginning[end] != '\n') {
      end++;
    }
    if (end == length && end < MAX_HEAD_BYTES) {
      return "";
    }
    CRC32C crc = new CRC32C();
    crc.update(beginning, 0, end);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** Returns {@link #head} of a file's first bytes as a number; 0 if the line is not complete. */
  static long markOf(byte[] beginning, int length) {
    String head = headOf(beginning, length);
    return head.isEmpty() ? 0 : Long.parseLong(head, 16);
  }

  /** Returns this mark for a file that a holder writes to: without the time of the change. */
  FileMark inUse() {
    return new FileMark(key, "", head);
  }

  /**
   * Returns the mark of the file as it is now, or {@link #NONE} if it is another file or cannot be
   * looked at.
   */
  FileMark now(Place place) {
    try {
      return lookedAt(place.path());
    } catch (IOException | RuntimeException unknown) {
      return NONE;
    }
  }

  private FileMark lookedAt(Path file) throws IOException {
    boolean isHeadKnown = !head.isEmpty() && !key.isEmpty();
    FileMark found = new FileMark(keyOf(file), changeOf(file), isHeadKnown ? head : headOf(file));
    return isSameFile(found) || isAlikeWithoutKey(found) ? found : NONE;
  }

  /**
   * Returns true if the system numbers no files and both begin alike: they are taken for the same.
   */
  private boolean isAlikeWithoutKey(FileMark found) {
    return key.isEmpty() && found.key.isEmpty() && (head.isEmpty() || head.equals(found.head));
  }

  private static String headOf(Path file) throws IOException {
    return Uninterrupted.here(() -> {
      try (SessionSource source = SessionSource.openSeen(file)) {
        return headOf(source);
      }
    });
  }

  /** Returns true if it is the same file, unchanged since. */
  boolean isUnchangedIn(FileMark found) {
    return isSameFile(found) && !changed.isEmpty() && changed.equals(found.changed);
  }

  /** Returns true if nothing is known, as in {@link #NONE}. */
  boolean isUnknown() {
    return key.isEmpty() && changed.isEmpty() && head.isEmpty();
  }

  boolean isSameFile(FileMark found) {
    return !key.isEmpty() && key.equals(found.key);
  }

  /**
   * Returns true if the file is of this mark's session, though it may be another copy. Reads no
   * more than it must.
   *
   * @param source the file's bytes
   * @param beginning the first of them, as many as were read already
   * @param length the number of those
   */
  boolean isOfSession(Path file, SessionSource source, byte[] beginning, int length)
      throws IOException {
    String read = headOf(beginning, length);
    String found = read.isEmpty() ? headOf(source) : read;
    return found.isEmpty() ? !key.isEmpty() && key.equals(keyOf(file)) : head.equals(found);
  }

  void addTo(StringBuilder text) {
    add(text, KEY, key);
    add(text, CHANGED, changed);
    add(text, HEAD, head);
  }

  private static void add(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(name).append('=').append(value).append('\n');
    }
  }

  static FileMark of(UnaryOperator<String> values) {
    return new FileMark(
        SessionHolder.plain(values.apply(KEY)),
        SessionHolder.plain(values.apply(CHANGED)),
        SessionHolder.plain(values.apply(HEAD)));
  }
}
