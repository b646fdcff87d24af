package dev.daybook.internal.follow;

import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole lines of the file under a session's name, whichever file that is at the time, while a
 * journal writes it. A caller that polls calls {@link #look}; one that hears from the journal calls
 * {@link #extendTo} and {@link #resumeAt}. Bytes behind the last line feed may be cut off and
 * written anew at any time, so none of them is kept from one of these calls to the next. Belongs to
 * one thread.
 */
final class LiveLines implements AutoCloseable {

  /** The size up to which a torn tail is read again at each look, whatever the file's times say. */
  private static final long SMALL_BYTES = 1 << 16;

  /** The result of a look at the file. */
  enum Look {
    /** It is as it was, as far as its attributes show. */
    SAME,
    /** It ends elsewhere than before, but not before the whole lines that were read. */
    CHANGED,
    /** It is another file, or one that was emptied. */
    REPLACED,
    /** There is no file. */
    MISSING
  }

  final Path path;

  /** The longest line that is held. */
  final int maxLineBytes;

  private @Nullable SessionSource source;
  private @Nullable ForwardCursor lines;

  /** The key (device and inode) of the open file. */
  private @Nullable Object key;

  /** True once it is known where to go on in the open file. */
  private boolean isPlaced;

  private @Nullable FileTime modified;
  private boolean awaitsLook;
  private long end;

  /** The position behind which a look finds nothing. */
  private long limit = Long.MAX_VALUE;

  private long offset;
  private long suspectOffset = -1;
  private long suspectBytes;

  /** Begins without an open file. */
  LiveLines(Path path, int maxLineBytes) {
    this.path = path;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Opens the file that is there now; {@link #beginAt} comes next.
   *
   * @throws NoSuchFileException if there is none
   */
  SessionSource open() throws IOException {
    isPlaced = false;
    while (true) {
      close();
      Object before = SessionSource.attributes(path).fileKey();
      SessionSource opened = SessionSource.open(path);
      source = opened;
      key = SessionSource.attributes(path).fileKey();
      if (Objects.equals(before, key)) {
        return opened;
      }
      // replaced in between: it is unknown which one was opened
    }
  }

  /**
   * Begins at the beginning of a line; there are no lines before a look, or {@link #extendTo}.
   *
   * @param newLimit the position behind which a look finds nothing
   */
  void beginAt(long position, long newLimit) {
    limit = newLimit;
    lines = new ForwardCursor(source(), position, position, maxLineBytes);
    isPlaced = true;
    rewindTo(position);
  }

  /** Returns true if lines were found at least once. */
  boolean isFound() {
    return lines != null;
  }

  private boolean isOpen() {
    return source != null && source.isOpen();
  }

  /** Looks at the state of the file; {@link #next} goes as far as it reaches now. */
  Look look() throws IOException {
    BasicFileAttributes found;
    try {
      found = SessionSource.attributes(path);
    } catch (NoSuchFileException missing) {
      return Look.MISSING;
    }
    boolean isSameFile = isPlaced && Objects.equals(found.fileKey(), key);
    if (isSameFile && !isOpen()) {
      open();
      isSameFile = Objects.equals(found.fileKey(), key);
      if (isSameFile) {
        beginAt(offset, limit);
      }
    }
    if (!isSameFile || found.size() < offset) {
      return Look.REPLACED;
    }
    long size = Math.min(found.size(), limit);
    boolean changed = awaitsLook || size != end || !found.lastModifiedTime().equals(modified);
    modified = found.lastModifiedTime();
    if (changed || tornTailBytes() <= SMALL_BYTES) {
      readUpTo(size);
    }
    return changed ? Look.CHANGED : Look.SAME;
  }

  /** Goes as far as this position, which the journal reports as the end of a line. */
  void extendTo(long position) throws IOException {
    if (!isOpen()) {
      resumeAt(offset);
    }
    readUpTo(position);
  }

  private void readUpTo(long newEnd) {
    end = newEnd;
    awaitsLook = false;
    lines().restartAt(offset, end);
  }

  /**
   * Opens the file anew, which may be another one now; goes on at this position, which the journal
   * reports as the end of a line, or where it stopped if that is before it.
   */
  void resumeAt(long position) throws IOException {
    open();
    beginAt(Math.min(offset, position), limit);
  }

  /** Has the lines behind that position read again, after the next look. */
  void rewindTo(long position) {
    offset = position;
    end = position;
    awaitsLook = true;
    lines().restartAt(position, position);
  }

  /**
   * Returns true if {@link #next} is false only until the next look or {@link #extendTo}, because a
   * line is to be read again, or an interrupt closed the file.
   */
  boolean awaitsLook() {
    return awaitsLook || !isOpen();
  }

  /**
   * Moves to the next whole line, if there was one at the last look.
   *
   * @throws ClosedChannelException if an interrupt closes the file; there are no lines then until
   *     the next look, which opens it again
   */
  boolean next() throws IOException {
    return isOpen() && lines().next();
  }

  /** Returns the cursor at the line at hand. */
  ForwardCursor lines() {
    return Objects.requireNonNull(lines, "the file is not open");
  }

  private SessionSource source() {
    return Objects.requireNonNull(source, "the file is not open");
  }

  /** Marks the line at hand as done. */
  void pass() {
    offset = lines().end();
  }

  /** Returns the position of the first line that is not done. */
  long offset() {
    return offset;
  }

  /**
   * Returns the size of what stood behind the whole lines at the last look, after {@link #next} was
   * false.
   */
  long tornTailBytes() {
    return end - offset;
  }

  /** Returns true if the line at hand stands in the file as it was read; it may be made of two. */
  boolean isStillThere() throws IOException {
    ForwardCursor line = lines();
    if (line.isTooLong()) {
      // without its bytes, it must be as long the second time
      boolean isSame = suspectOffset == line.offset() && suspectBytes == line.length();
      suspectOffset = line.offset();
      suspectBytes = line.length();
      return isSame;
    }
    byte[] again = new byte[(int) line.length()];
    int read = source().read(again, 0, again.length, line.offset());
    return Arrays.equals(again, 0, read, line.buffer(), line.from(), line.to() + 1);
  }

  @Override
  public void close() throws IOException {
    if (source != null) {
      source.close();
    }
  }
}
