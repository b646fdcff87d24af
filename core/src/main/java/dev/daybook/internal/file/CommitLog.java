package dev.daybook.internal.file;

import dev.daybook.internal.file.RootFolder.Part;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The log of one process in which one force covers the bytes of many sessions, until their own
 * files are forced. It lies in {@code <root>/commits/<uuid>}, in {@value #SEGMENTS} segments of a
 * fixed size that are used in turn. Each was written full of zeros and forced before its first use,
 * so that a force has no change of metadata to write. One thread at a time.
 *
 * <p>Its {@link CommitUnit}s have ordinals one after another, over both segments, and the segment
 * that is begun is the one that was used longest ago. Before that, a unit says, durably, that
 * nothing there counts any more.
 *
 * <p>The lock of the log is held as long as its process uses it. Of a process that has ended, by a
 * power cut or otherwise, {@link CommitRecovery} brings the sessions' files up to the log.
 */
public final class CommitLog implements Closeable {

  /** The number of segments. */
  public static final int SEGMENTS = 2;

  /** The name of the file that has the size of a segment. */
  static final String SIZE = "size";

  /** A unit takes no more than one part of so many of a segment. */
  private static final int UNITS = 16;

  private static final int ZEROS_BYTES = 1 << 20;
  private static final int MAX_EMPTY_WRITES = 100;

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final RootFolder root;
  private final String name;
  private final Path folder;
  private final SessionLock lock;
  private final List<AppendChannel> segments = new ArrayList<>();
  private final List<@Nullable Object> keys = new ArrayList<>();
  private final int segmentBytes;
  private final CommitUnit unit;
  private long round;
  private long ordinal;
  private long base;

  /** The ordinal of the segment's first unit. */
  private long firstOrdinal;

  private int end;
  private boolean hasFailed;

  private CommitLog(RootFolder root, String name, SessionLock lock, int segmentBytes) {
    this.root = root;
    this.name = name;
    this.folder = root.folder(Part.COMMITS).resolve(name);
    this.lock = lock;
    this.segmentBytes = segmentBytes;
    this.unit = new CommitUnit(unitBytes(segmentBytes));
  }

  /**
   * Makes a log for this process, durably.
   *
   * @param segmentBytes the size of a segment, a multiple of 64 KiB
   */
  static CommitLog create(RootFolder root, int segmentBytes) throws IOException {
    String name = UUID.randomUUID().toString();
    root.create(Part.LOCKS);
    CommitLog log = new CommitLog(root, name, lock(root, name), segmentBytes);
    try {
      OwnFiles.createFolder(log.folder);
      for (int i = 0; i < SEGMENTS; i++) {
        log.addSegment();
      }
      OwnFiles.forceFolder(log.folder);
      // only now: a log with this that lacks a part of its segments has lost it
      log.writeSize();
      OwnFiles.forceFolder(log.folder);
      return log;
    } catch (Throwable e) {
      try {
        try (log) {
          // a full disk has no room for half a log
          CommitRecovery.delete(log.folder);
        }
        // closing has written it once more
        removeRecord(root, name);
      } catch (IOException | RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  /**
   * Takes the lock of a log, which its process holds.
   *
   * @throws dev.daybook.DaybookException {@code SESSION_LOCKED} if another holds it
   */
  static SessionLock lock(RootFolder root, String log) throws IOException {
    return SessionLock.acquire(LockRecordFile.ofLog(root, log), SessionHolder.UNNAMED);
  }

  /** Returns true if a folder of that name is a log. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Removes the record of the lock of a log that is gone. */
  static void removeRecord(RootFolder root, String log) {
    LockRecordFile.ofLog(root, log).remove();
  }

  /** Returns the name of a segment's file. */
  static String segmentName(int index) {
    return "segment-" + index;
  }

  private void writeSize() throws IOException {
    try (FileChannel made = OwnFiles.create(folder.resolve(SIZE))) {
      made.write(ByteBuffer.wrap((segmentBytes + "\n").getBytes(StandardCharsets.US_ASCII)));
      made.force(true);
    }
  }

  private void addSegment() throws IOException {
    Path file = folder.resolve(segmentName(segments.size()));
    FileChannel made = OwnFiles.create(file);
    try {
      ByteBuffer zeros = ByteBuffer.allocate(Math.min(ZEROS_BYTES, segmentBytes));
      for (long at = 0; at < segmentBytes; at += zeros.position()) {
        zeros.clear();
        int unused = made.write(zeros, at);
      }
      made.truncate(segmentBytes);
      made.force(true);
      segments.add(AppendChannel.reopen(file, made));
      keys.add(OwnFiles.key(file));
    } catch (Throwable e) {
      made.close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  /** Returns the folder of the log. */
  Path folder() {
    return folder;
  }

  /** Returns the use of the segment that is written to; each segment begun counts one up. */
  public long round() {
    return round;
  }

  /** Returns true if the next unit may not fit into the segment: then the other is begun. */
  public boolean isFull() {
    return isFull(end, segmentBytes);
  }

  /** Returns true if a segment of that size whose units end there is not used further. */
  static boolean isFull(long end, long segmentBytes) {
    // the last block is for the unit that ends the segment
    return segmentBytes - end < unitBytes(segmentBytes) + CommitUnit.BLOCK_BYTES;
  }

  /** Returns the most bytes of a unit. */
  static int unitBytes(long segmentBytes) {
    return (int) (segmentBytes / UNITS);
  }

  /**
   * Begins the segment that was used longest ago, when this one is full. The file of each session
   * that has bytes there has them on the device, or the log has released the session.
   *
   * @throws IOException as {@link #commit}
   */
  public void beginSegment() throws IOException {
    base = firstOrdinal;
    commit();
    round++;
    firstOrdinal = ordinal;
    end = 0;
  }

  /**
   * Adds bytes of a session to the next unit; returns false, and adds nothing, if it is full.
   *
   * @param mark the checksum of the session's first line
   */
  public boolean add(byte[] id, long mark, long position, ByteBuffer bytes) {
    return unit.add(id, mark, position, bytes);
  }

  /**
   * Adds to the next unit that nothing in the log counts for a session any more; returns false, and
   * adds nothing, if it is full. Once that is committed, others may change the session's file.
   */
  public boolean addReleased(byte[] id) {
    return unit.addReleased(id);
  }

  /** Drops what was added since the last {@link #commit}. */
  public void drop() {
    unit.begin();
  }

  /**
   * Writes and forces what was added: it is on the device when this returns.
   *
   * @throws IOException if nothing of it is known to be; the log must not be used again
   */
  public void commit() throws IOException {
    if (hasFailed) {
      throw new IOException("the commit log has failed before");
    }
    hasFailed = true;
    lock.confirmForForce();
    int index = (int) (round % SEGMENTS);
    AppendChannel segment = segments.get(index);
    ByteBuffer bytes = unit.end(round, ordinal, base);
    int emptyWrites = 0;
    while (bytes.hasRemaining()) {
      int written = segment.write(bytes, end + bytes.position());
      emptyWrites = written > 0 ? 0 : emptyWrites + 1;
      if (emptyWrites > MAX_EMPTY_WRITES) {
        throw new IOException("the commit log takes no more bytes");
      }
    }
    segment.force();
    // a segment without a name goes with its last descriptor
    FileState found = FileState.of(folder.resolve(segmentName(index)));
    if (found.bytes() < segmentBytes || !Objects.equals(keys.get(index), found.key())) {
      throw new IOException("the commit log was removed, replaced or cut while it was used");
    }
    hasFailed = false;
    end += unit.blockBytes();
    ordinal++;
    unit.begin();
  }

  /**
   * Removes the log of which every session's file is forced, or which has released it.
   *
   * @throws IOException if it cannot be removed: then it is recovered later, which changes nothing
   */
  public void remove() throws IOException {
    try (this) {
      CommitRecovery.remove(folder);
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
