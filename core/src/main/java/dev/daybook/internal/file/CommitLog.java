package dev.daybook.internal.file;

import dev.daybook.SessionId;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The log of one process in which one force covers the bytes of many sessions, until their own
 * files are forced. It lies in {@code <root>/commits/<uuid>}, in {@value #SEGMENTS} segments of a
 * fixed size that are used in turn. Each was written full of zeros and forced before its first use,
 * so that a force has no change of metadata to write. One thread at a time.
 *
 * <p>Its {@link CommitUnit}s have ordinals one after another, over both segments, and the segment
 * that is begun is the one that was used longest ago. So whatever a unit makes obsolete is
 * overwritten before that unit is, and a reader sees by the ordinals that it was:
 * {@link CommitContent}.
 *
 * <p>The lock of the log is held as long as its process uses it. Of a process that has ended, by a
 * power cut or otherwise, {@link CommitRecovery} brings the sessions' files up to the log.
 */
final class CommitLog implements Closeable {

  static final int SEGMENTS = 2;

  /** The number of bytes of a segment. */
  static final int SEGMENT_BYTES = 16 << 20;

  private static final int ZEROS_BYTES = 1 << 20;
  private static final int MAX_EMPTY_WRITES = 100;

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final RootFolder root;
  private final String name;
  private final SessionLock lock;
  private final List<AppendChannel> segments = new ArrayList<>();
  private final CommitUnit unit = new CommitUnit();
  private long round;
  private long ordinal;
  private int end;

  private CommitLog(RootFolder root, String name, SessionLock lock) {
    this.root = root;
    this.name = name;
    this.lock = lock;
  }

  /** Makes a log for this process, durably. */
  static CommitLog create(RootFolder root) throws IOException {
    String name = UUID.randomUUID().toString();
    root.create(Part.LOCKS);
    root.create(Part.COMMITS);
    CommitLog log = new CommitLog(root, name, SessionLock.acquire(root, lockId(name)));
    try {
      OwnFiles.createFolder(log.folder());
      for (int i = 0; i < SEGMENTS; i++) {
        log.addSegment();
      }
      OwnFiles.forceFolder(log.folder());
      return log;
    } catch (Throwable e) {
      log.close();
      throw e;
    }
  }

  /** Returns the id whose lock the process of a log holds; no session has it. */
  static SessionId lockId(String log) {
    return new SessionId("commits-" + log);
  }

  /** Returns true if a folder of that name is a log. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Removes the record of the lock of a log that is gone. */
  static void removeRecord(RootFolder root, String log) {
    new LockRecordFile(root, lockId(log)).remove();
  }

  /** Returns the name of a segment's file. */
  static String segmentName(int index) {
    return "segment-" + index;
  }

  private void addSegment() throws IOException {
    Path file = folder().resolve(segmentName(segments.size()));
    FileChannel made = OwnFiles.create(file);
    try {
      ByteBuffer zeros = ByteBuffer.allocate(ZEROS_BYTES);
      for (long at = 0; at < SEGMENT_BYTES; at += zeros.position()) {
        zeros.clear();
        int unused = made.write(zeros, at);
      }
      made.truncate(SEGMENT_BYTES);
      made.force(true);
      segments.add(AppendChannel.reopen(file, made));
    } catch (Throwable e) {
      made.close();
      throw e;
    }
  }

  /** Returns the folder of the log. */
  Path folder() {
    return root.folder(Part.COMMITS).resolve(name);
  }

  /** Returns the use of the segment that is written to; each segment begun counts one up. */
  long round() {
    return round;
  }

  /** Returns true if the next unit may not fit into the segment: then the other is begun. */
  boolean isFull() {
    return isFull(end);
  }

  /** Returns true if a segment whose units end there is not used further. */
  static boolean isFull(long end) {
    return SEGMENT_BYTES - end < CommitUnit.MAX_BYTES;
  }

  /**
   * Begins the segment that was used longest ago, when this one is full. The file of each session
   * that has bytes there has them on the device, or the session was released in the segment that
   * ends now.
   */
  void beginSegment() {
    round++;
    end = 0;
  }

  /**
   * Adds bytes of a session to the next unit; returns false, and adds nothing, if it is full.
   *
   * @param mark from {@link #markOf}
   */
  boolean add(byte[] id, long mark, long position, ByteBuffer bytes) {
    return unit.add(id, mark, position, bytes);
  }

  /**
   * Adds to the next unit that nothing in the log counts for a session any more; returns false, and
   * adds nothing, if it is full. Once that is committed, others may change the session's file.
   */
  boolean addReleased(byte[] id) {
    return unit.addReleased(id);
  }

  /** Returns the mark of a session's file, which distinguishes it from others of its name. */
  static long markOf(Path file) throws IOException {
    return LockByte.hash(FileMark.keyOf(file).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns true if nothing was added since the last {@link #commit}. */
  boolean isEmpty() {
    return unit.isEmpty();
  }

  /**
   * Writes and forces what was added: it is on the device when this returns.
   *
   * @throws IOException if nothing of it is known to be; the log must not be used again
   */
  void commit() throws IOException {
    lock.confirmForForce();
    AppendChannel segment = segments.get((int) (round % SEGMENTS));
    ByteBuffer bytes = unit.end(round, ordinal);
    int emptyWrites = 0;
    while (bytes.hasRemaining()) {
      int written = segment.write(bytes, end + bytes.position());
      emptyWrites = written > 0 ? 0 : emptyWrites + 1;
      if (emptyWrites > MAX_EMPTY_WRITES) {
        throw new IOException("the commit log takes no more bytes");
      }
    }
    segment.force();
    end += unit.blockBytes();
    ordinal++;
    unit.begin();
  }

  /**
   * Removes the log of which every session's file is forced, or which has released it.
   *
   * @throws IOException if it cannot be removed: then it is recovered later, which changes nothing
   */
  void remove() throws IOException {
    try (this) {
      CommitRecovery.remove(folder());
    }
    removeRecord(root, name);
  }

  /** Closes the files and releases the lock: any process may recover the log. */
  @Override
  public void close() throws IOException {
    try (lock) {
      IOException failure = null;
      for (AppendChannel segment : segments) {
        try {
          segment.close();
        } catch (IOException e) {
          failure = e;
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }
}
