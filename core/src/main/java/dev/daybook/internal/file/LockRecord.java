package dev.daybook.internal.file;

import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The record beside a session's lock: the holder, and what is known of the session's file. The
 * latter outlives its holder, for the next process that opens the file. It is text for people too,
 * a name and a value a line, between its version and its checksum. Bytes behind the checksum are of
 * an earlier, longer text. A reader that judges a file by it reads it before the file, which grows
 * meanwhile.
 *
 * @param holder the holder; {@link SessionHolder#UNNAMED} if there is none
 * @param goodBytes the number of bytes from the session's beginning that are good lines and were
 *     forced: a crash cannot have harmed them. It only grows while the file does, so an old number
 *     is true as well; 0 if unknown
 * @param trustedBytes the number of bytes from the session's beginning that are known to be on the
 *     device although a force failed, after which the kernel reports success;
 *     {@link Long#MAX_VALUE} if none failed
 * @param file the file that the good bytes are in
 * @param commitLog the name of the {@link CommitLog} that may have bytes of the session which its
 *     file lacks; empty if there is none
 */
public record LockRecord(
    SessionHolder holder, long goodBytes, long trustedBytes, FileMark file, String commitLog) {

  /** The record in which nothing is known. */
  static final LockRecord NOTHING =
      new LockRecord(SessionHolder.UNNAMED, 0, Long.MAX_VALUE, FileMark.NONE);

  private static final String GOOD_BYTES = "good_bytes";
  private static final String TRUSTED_BYTES = "trusted_bytes";
  private static final String COMMIT_LOG = "commit_log";
  private static final int COMMIT_LOG_BYTES = COMMIT_LOG.length() + 2 + 36;
  private static final String VERSION = "v=1\n";
  private static final String CHECKSUM = "\ncrc=";
  private static final int CHECKSUM_DIGITS = 8;
  private static final byte[] UNREAD = {};

  /** The largest text without a holder; one that names a holder is longer. */
  private static final int MAX_IDLE_BYTES = VERSION.length()
      + GOOD_BYTES.length()
      + 1
      + 19
      + 1
      + FileMark.MAX_BYTES
      + COMMIT_LOG_BYTES
      + 13;

  LockRecord(SessionHolder holder, long goodBytes, long trustedBytes, FileMark file) {
    this(holder, goodBytes, trustedBytes, file, "");
  }

  /** Returns true if a text of that length names no holder, provided it has a version. */
  static boolean namesNoHolder(long bytes) {
    return bytes <= MAX_IDLE_BYTES;
  }

  /** Returns the end of the lines that the checksum proves; 0 if none does. */
  private static int end(String text) {
    int end = text.indexOf(CHECKSUM) + 1;
    int from = end + CHECKSUM.length() - 1;
    boolean isProved = end > 0 && text.startsWith(checksum(text.substring(0, end)) + "\n", from);
    return isProved ? end : 0;
  }

  private static String checksum(String lines) {
    CRC32C crc = new CRC32C();
    crc.update(lines.getBytes(StandardCharsets.UTF_8));
    String digits = Long.toHexString(crc.getValue());
    return "0".repeat(CHECKSUM_DIGITS - digits.length()) + digits;
  }

  /**
   * Parses a text. A missing or malformed part is unknown, and all of it if the text is not whole.
   * Earlier versions wrote neither version nor checksum.
   */
  static LockRecord of(String text) {
    LockRecord whole = ofWhole(text);
    return whole == null ? NOTHING : whole;
  }

  /** Parses a text; null if it was read, or left by a crash, in the middle of a write. */
  static @Nullable LockRecord ofWhole(String text) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    if (!text.startsWith(VERSION)) {
      return of(unversioned(text));
    }
    int end = end(text);
    return end == 0 ? null : of(lines(text, end));
  }

  /** @param values the value of each name; empty if there is none */
  private static LockRecord of(UnaryOperator<String> values) {
    long goodBytes = bytes(values.apply(GOOD_BYTES), 0);
    return new LockRecord(
        SessionHolder.of(values),
        goodBytes,
        bytes(values.apply(TRUSTED_BYTES), Long.MAX_VALUE),
        goodBytes == 0 ? FileMark.NONE : FileMark.of(values),
        commitLog(values.apply(COMMIT_LOG)));
  }

  /**
   * Finds the values by hand: loading properties costs more than all else of a list of sessions.
   */
  private static UnaryOperator<String> lines(String text, int end) {
    return name -> {
      int at = text.indexOf("\n" + name + "=");
      int from = at + name.length() + 2;
      return at < 0 || from > end ? "" : text.substring(from, text.indexOf('\n', from));
    };
  }

  private static UnaryOperator<String> unversioned(String text) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException unreadable) {
      values.clear();
    }
    return name -> values.getProperty(name, "");
  }

  private static String commitLog(String value) {
    return value.isEmpty() || !CommitLog.isName(value) ? "" : value;
  }

  private static long bytes(String value, long ifMissing) {
    try {
      return value.isEmpty() ? ifMissing : Math.max(0, Long.parseLong(value));
    } catch (NumberFormatException unreadable) {
      return ifMissing;
    }
  }

  /** Returns the text to write; empty if nothing is known. */
  String text() {
    StringBuilder text = new StringBuilder(VERSION);
    holder.addTo(text);
    if (goodBytes > 0) {
      text.append(GOOD_BYTES).append('=').append(goodBytes).append('\n');
      file.addTo(text);
    }
    if (isInDoubt()) {
      text.append(TRUSTED_BYTES).append('=').append(trustedBytes).append('\n');
    }
    if (!commitLog.isEmpty()) {
      text.append(COMMIT_LOG).append('=').append(commitLog).append('\n');
    }
    if (text.length() == VERSION.length()) {
      return "";
    }
    if (!holder.isUnnamed()) {
      text.append("#".repeat(Math.max(0, MAX_IDLE_BYTES - text.length() - 12))).append('\n');
    }
    String lines = text.toString();
    return lines + CHECKSUM.substring(1) + checksum(lines) + "\n";
  }

  /** Returns true if no process has the session open. */
  public boolean namesNoHolder() {
    return holder.isUnnamed();
  }

  /** Returns true if the text is what it was when the other one was read. */
  public boolean hasSameTextAs(LockRecord earlier) {
    return text().equals(earlier.text());
  }

  /**
   * Returns true if a force failed or the file was lost, and no holder has recovered the session
   * since.
   */
  boolean isInDoubt() {
    return trustedBytes != Long.MAX_VALUE;
  }

  /**
   * Returns the number of good bytes of the file that has the session's name now; 0 if it was
   * changed since. A changed file is believed only if so much of it is good that its writer
   * reported it while writing: then it crashed behind those bytes.
   *
   * @param found the file as it is
   */
  long goodBytesOf(FileMark found, long bytes) {
    boolean isIt = file.isUnchangedIn(found)
        || (goodBytes >= LockedFile.REPORT_EVERY_BYTES && !isInDoubt() && file.isSameFile(found));
    return isIt && bytes >= goodBytes ? goodBytes : 0;
  }

  /**
   * Returns the number of bytes that were good and on the device if the session's file has fewer
   * now; otherwise 0. A {@link Shortage} shows what is missing.
   *
   * @param source the file's bytes
   * @param bytes the file's length
   */
  public long longerThan(Path path, SessionSource source, long bytes) throws IOException {
    return bytes < goodBytes && file.isOfSession(path, source, UNREAD, 0) ? goodBytes : 0;
  }

  /**
   * Returns true if the last holder closed the session, with all that it had recorded on the
   * device, and the file still ends there.
   *
   * @param source the file's bytes
   * @param bytes the file's length
   */
  boolean isClosed(Path path, SessionSource source, long bytes) throws IOException {
    return isClosed(path, source, bytes, UNREAD, 0);
  }

  /**
   * Returns {@link #isClosed(Path, SessionSource, long)} of a file whose first bytes were read.
   *
   * @param length the number of those bytes
   */
  public boolean isClosed(Path path, SessionSource source, long bytes, byte[] beginning, int length)
      throws IOException {
    return holder.isUnnamed()
        && commitLog.isEmpty()
        && !isInDoubt()
        && goodBytes == bytes
        && (bytes == 0 || file.isOfSession(path, source, beginning, length));
  }
}
