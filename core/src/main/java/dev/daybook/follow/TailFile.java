package dev.daybook.follow;

import dev.daybook.codec.EntryDecoder;
import dev.daybook.event.Entry;
import dev.daybook.replay.ForwardCursor;
import dev.daybook.replay.SessionSource;
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
 * The file under a session's name, whichever it is at the time, read line by line while another
 * process writes it. What stands behind the last line feed may be cut off and written anew at any
 * time, so nothing of it is kept from one look to the next. A line that cannot be read counts as
 * bad only if it still stands there. Belongs to one thread.
 */
final class TailFile implements AutoCloseable {

  /** The size up to which a torn tail is read again at each look, whatever the file's times say. */
  private static final long SMALL_BYTES = 1 << 16;

  private static final int COMPARED_BYTES = 1 << 13;

  private final Path path;
  private final EntryDecoder decoder;
  private final int maxLineBytes;
  private final boolean isFollowing;
  private @Nullable SessionSource channel;
  private @Nullable ForwardCursor lines;

  /**
   * The key (device and inode) of the open file; this object while it is not known where to go on.
   */
  private @Nullable Object key = this;

  private @Nullable FileTime modified;
  private long end;

  /** The position behind which nothing is read. */
  private long limit = Long.MAX_VALUE;

  private long offset;
  private long suspectOffset = -1;
  private long suspectBytes;

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

  /**
   * Begins without an open file.
   *
   * @param isFollowing true to read what is written after a file was opened
   */
  TailFile(Path path, EntryDecoder decoder, int maxLineBytes, boolean isFollowing) {
    this.path = path;
    this.decoder = decoder;
    this.maxLineBytes = maxLineBytes;
    this.isFollowing = isFollowing;
  }

  /**
   * Opens the file that is there now.
   *
   * @param sessionId the session whose lines say where to begin
   * @throws NoSuchFileException if there is none
   */
  TailStart begin(TailOptions options, String sessionId) throws IOException {
    SessionSource opened = open();
    Object opening = key;
    key = this;
    limit = isFollowing ? Long.MAX_VALUE : opened.size();
    TailStart start = TailStart.of(opened, decoder, maxLineBytes, sessionId, options);
    key = opening;
    offset = start.offset();
    lines = new ForwardCursor(opened, offset, offset, maxLineBytes);
    rewind();
    return start;
  }

  private SessionSource open() throws IOException {
    while (true) {
      close();
      Object before = SessionSource.attributes(path).fileKey();
      SessionSource opened = SessionSource.open(path);
      channel = opened;
      key = SessionSource.attributes(path).fileKey();
      if (Objects.equals(before, key)) {
        return opened;
      }
      // replaced in between: it is unknown which one was opened
    }
  }

  /** Returns true if it was opened at least once. */
  boolean isFound() {
    return lines != null;
  }

  /** Looks at the state of the file; {@link #next} goes as far as it reaches now. */
  Look look() throws IOException {
    BasicFileAttributes found;
    try {
      found = SessionSource.attributes(path);
    } catch (NoSuchFileException missing) {
      return Look.MISSING;
    }
    if (!Objects.equals(found.fileKey(), key) || found.size() < offset) {
      return Look.REPLACED;
    }
    if (channel == null || !channel.isOpen()) {
      Object known = key;
      SessionSource opened = open();
      if (!Objects.equals(known, key)) {
        key = this;
        return Look.REPLACED;
      }
      lines = new ForwardCursor(opened, offset, offset, maxLineBytes);
      modified = null;
    }
    long size = Math.min(found.size(), limit);
    boolean changed = size != end || !found.lastModifiedTime().equals(modified);
    end = size;
    modified = found.lastModifiedTime();
    if (changed || tornTailBytes() <= SMALL_BYTES) {
      lines().restartAt(offset, end);
    }
    return changed ? Look.CHANGED : Look.SAME;
  }

  /**
   * Returns true if {@link #next} is false only until the next look, because a line is to be read
   * again, or an interrupt closed the channel.
   */
  boolean awaitsLook() {
    return modified == null || channel == null || !channel.isOpen();
  }

  /**
   * Moves to the next whole line, if there was one at the last look.
   *
   * @throws ClosedChannelException if an interrupt closes the channel; there are no lines then
   *     until the next look, which opens another one
   */
  boolean next() throws IOException {
    return channel != null && channel.isOpen() && lines().next();
  }

  /** Returns the entry of the line at hand; throws as {@link ForwardCursor#decode} does. */
  Entry entry() {
    return lines().decode(decoder);
  }

  /** Marks the line at hand as done. */
  void pass() {
    offset = lines().end();
  }

  /** Returns a copy of the line at hand, its line feed included. */
  byte[] line() {
    return Arrays.copyOfRange(lines().buffer(), lines().from(), lines().to() + 1);
  }

  /** Returns true if the line at hand has nothing but white space. */
  boolean isBlank() {
    return lines().isBlank();
  }

  long lineBytes() {
    return lines().length();
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

  /** Has the line at hand read again from its beginning, after the next look. */
  void rewind() {
    end = offset;
    modified = null;
    lines().restartAt(offset, offset);
  }

  /** Returns true if the line at hand stands in the file as it was read; it may be made of two. */
  boolean isStillThere() throws IOException {
    ForwardCursor line = lines();
    if (line.isTooLong()) {
      // without an open file, it must be as long the second time
      boolean isSame = suspectOffset == line.offset() && suspectBytes == line.length();
      suspectOffset = line.offset();
      suspectBytes = line.length();
      return isSame;
    }
    byte[] again = new byte[(int) Math.min(COMPARED_BYTES, line.length())];
    int length = (int) line.length();
    SessionSource open = channel;
    if (open == null) {
      throw new ClosedChannelException();
    }
    for (int at = 0; at < length; at += again.length) {
      int part = Math.min(again.length, length - at);
      int read = open.read(again, 0, part, line.offset() + at);
      int from = line.from() + at;
      if (read < part || !Arrays.equals(again, 0, part, line.buffer(), from, from + part)) {
        return false;
      }
    }
    return true;
  }

  private ForwardCursor lines() {
    return Objects.requireNonNull(lines, "the file is not open");
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
