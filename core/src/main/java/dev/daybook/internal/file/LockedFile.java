package dev.daybook.internal.file;

import dev.daybook.internal.json.ProvedLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A session's file that is appended to, with its lock; both are closed together. The file must have
 * its name whenever anything in it is acknowledged: a file without a name is gone with its last
 * descriptor. While it is evicted it has no channel; to reopen it opens the name again, which must
 * lead to the same file at the same length. The lock's record gets how far the file is good and,
 * after a failed force, which bytes are in doubt. One thread at a time, but for a force, during
 * which another thread may write.
 */
final class LockedFile implements JournalFile {

  /**
   * The number of bytes forced between two reports to the lock: a crash leaves no more to check.
   */
  static final long REPORT_EVERY_BYTES = 64 << 20;

  private final Place place;
  private final SessionLock lock;

  /** The file's key, where the system has one; distinguishes it from others. */
  private final @Nullable Object key;

  private volatile @Nullable AppendChannel channel;

  /** The end of completed writes, and so the minimal length of the file. */
  private volatile long writtenEnd;

  /** The end of a write under way, and so the maximal length of the file. */
  private volatile long writingEnd;

  private volatile long forcedEnd;
  private volatile boolean isLost;

  /** The time at which the name was last seen to lead to the file, beside the forces. */
  private long confirmedAtNanos = System.nanoTime() - Claim.PRESENT_NANOS;

  /** The checksum of the first line; 0 while it is not known. */
  private long firstLine;

  /** True if the file with its name may be another one: it is lost, or could not be reopened. */
  private volatile boolean isUnidentified;

  /**
   * @param found the file, all of it good and on the device
   * @param channel the file's, which this owns from now on
   */
  LockedFile(Place place, FileState found, AppendChannel channel, SessionLock lock) {
    this.place = place;
    this.lock = lock;
    this.key = found.key();
    this.channel = channel;
    this.writtenEnd = found.bytes();
    this.writingEnd = writtenEnd;
    this.forcedEnd = writtenEnd;
  }

  private AppendChannel channel() throws ClosedChannelException {
    AppendChannel open = channel;
    if (open == null) {
      throw new ClosedChannelException();
    }
    return open;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    lock.confirmForWrite();
    AppendChannel open = channel();
    // first: the write would hide that the file became shorter, or overwrite another's bytes
    checkLength(open.size(), writtenEnd);
    writingEnd = Math.max(writingEnd, position + source.remaining());
    int written = open.write(source, position);
    writtenEnd = Math.max(writtenEnd, position + written);
    return written;
  }

  @Override
  public void force() throws IOException {
    lock.confirmForForce();
    // what is written meanwhile is not covered
    long covered = writtenEnd;
    try {
      // fdatasync: it also makes the new size durable, which is all that an append changes
      channel().force();
      confirm(covered);
    } catch (LostFileException lost) {
      throw lost;
    } catch (Throwable failure) {
      if (!lock.recordDoubt(forcedEnd)) {
        evictAndWriteRecord(failure);
      }
      throw failure;
    }
    forcedEnd = covered;
    if (covered - lock.goodBytes() >= REPORT_EVERY_BYTES) {
      lock.recordGood(covered);
    }
  }

  @Override
  public boolean commitTo(CommitLog log, byte[] id, long from, ByteBuffer lines)
      throws IOException {
    if (!lock.isLogRecorded()) {
      return false;
    }
    lock.confirmForForce();
    if (firstLine == 0) {
      byte[] head = read(0, FileMark.MAX_HEAD_BYTES);
      firstLine = FileMark.markOf(head, head.length);
    }
    return firstLine != 0 && log.add(id, firstLine, from, lines);
  }

  @Override
  public boolean commitTo(CommitLog log, byte[] id, long from, long to) throws IOException {
    if (!lock.isLogRecorded()) {
      return false;
    }
    byte[] bytes = read(from, (int) (to - from));
    // a kernel that fails to write a page may show the old one from then on
    return bytes.length == to - from
        && ProvedLines.areAll(bytes)
        && commitTo(log, id, from, ByteBuffer.wrap(bytes));
  }

  /** Returns so many bytes of the file, or as many as there are. */
  private byte[] read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    AppendChannel open = channel();
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = open.read(bytes, from + bytes.position());
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Override
  public void released() {
    lock.setCommitLog("");
  }

  @Override
  public boolean isUninterruptible() {
    AppendChannel open = channel;
    return open != null && open.isUninterruptible();
  }

  @Override
  public void confirm() throws IOException {
    confirm(writtenEnd);
    confirmedAtNanos = System.nanoTime();
  }

  @Override
  public void confirmCommitted() throws IOException {
    if (!Claim.isLately(confirmedAtNanos)) {
      confirm();
    }
  }

  /** Checks name and length, after a force: a later removal is one of acknowledged events. */
  private void confirm(long bytes) throws IOException {
    BasicFileAttributes found;
    try {
      found = place.attributes();
    } catch (NoSuchFileException gone) {
      throw removed();
    }
    if (key == null) {
      return;
    }
    if (!key.equals(found.fileKey())) {
      throw lost("another file has its name");
    }
    checkLength(found.size(), bytes);
  }

  private void checkLength(long bytes, long least) throws IOException {
    if (bytes < least) {
      throw lost("the file became shorter: bytes=" + bytes + ", expectedBytes=" + least);
    }
    // read after the length: what is written meanwhile is ours
    long most = writingEnd;
    if (bytes > most) {
      throw new ForeignBytesException(
          "another process wrote to the file: bytes=" + bytes + ", expectedBytes=" + most);
    }
  }

  private LostFileException removed() {
    return lost("the file was removed while the session was open");
  }

  /** Records that the file with the session's name may be another one. */
  private LostFileException lost(String what) {
    LostFileException lost = new LostFileException(what);
    isLost = true;
    isUnidentified = true;
    if (!lock.recordLoss(forcedEnd)) {
      evictAndWriteRecord(lost);
    }
    return lost;
  }

  /** Closes the file, which is of no use now, and writes the lock's record with its descriptor. */
  private void evictAndWriteRecord(Throwable failure) {
    try {
      evict();
    } catch (IOException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
    lock.writeRecord();
  }

  @Override
  public void truncate(long size) throws IOException {
    if (isUnidentified || lock.isLost()) {
      // the bytes there may be those of another process, which has the lock now
      return;
    }
    AppendChannel open = channel();
    checkLength(open.size(), 0);
    open.truncate(size);
    writtenEnd = Math.min(writtenEnd, size);
    writingEnd = writtenEnd;
    forcedEnd = Math.min(forcedEnd, size);
  }

  @Override
  public void evict() throws IOException {
    AppendChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void reopen() throws IOException {
    lock.confirm();
    isUnidentified = true;
    try {
      // looked up anew: a link may have been put in the way
      channel = AppendChannel.open(place.path());
      confirm();
    } catch (NoSuchFileException gone) {
      throw removed();
    } catch (Throwable e) {
      evict();
      throw e;
    }
    isUnidentified = false;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      try {
        // a lost file was reported already
        if (!isLost) {
          confirm();
        }
      } finally {
        try {
          evict();
        } finally {
          lock.setGood(isUnidentified ? 0 : forcedEnd);
        }
      }
    }
  }
}
