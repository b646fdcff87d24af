package dev.daybook.journal;

import dev.daybook.codec.BatchEncoder;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.journal.Tally.Count;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One session as the journal thread sees it: its file, where the file ends, what is forced, who
 * waits. Only that thread calls methods here, except where said.
 *
 * <p>The rules that make an acknowledgement true:
 *
 * <ul>
 *   <li>{@code position} is the end of the last complete line that the kernel took,
 *       {@code forcedPosition} the position that a <em>successful</em> force began with. Neither
 *       moves on a failure.
 *   <li>A failed or short write may leave part of a line, so the file is cut back to the last
 *       complete one.
 *   <li>A failed force is never tried again: the kernel may have dropped the pages and would answer
 *       that nothing is left to do. What lies above {@code forcedPosition} is unknown from then on.
 *   <li>Either failure is final for this handle, and everybody who waits or comes later gets its
 *       cause.
 * </ul>
 */
final class Appender {

  /** For a failure that finds no memory to describe it. */
  @SuppressWarnings("StaticAssignmentOfThrowable") // made before, because there is none left then
  static final DaybookException FAILED_WITHOUT_MEMORY = DaybookException.of(
      Kind.SESSION_FAILED, "session failed, and there was no memory left to say why");

  private static final int MAX_EMPTY_WRITES = 100;

  final String id;
  final byte[] quotedId;
  final Tally tally;
  final Watchers watchers;

  /** Events dropped since the last gap entry; added to by recording threads. */
  final AtomicLong dropped = new AtomicLong();

  /**
   * The ring sequence after which the gap belongs; set by the thread that drops the first event.
   */
  volatile long gapAfter;

  /** Why the session failed; read by recording threads. */
  private volatile @Nullable DaybookException failure;

  private final JournalFile file;
  private final AckQueue untilWritten = new AckQueue();
  private final AckQueue untilForced = new AckQueue();
  private long nextSeq;
  private long position;
  private long forcedPosition;
  private long unforcedEntries;
  private long writtenSeq;
  private long forcedSeq;
  private boolean closed;

  private int regionStart;
  private int regionEnd;
  private long regionEntries;

  private long unreportedRejects;
  private @Nullable DaybookException firstUnreported;

  /** This batch's slots of the session, and what else the batch must do for it. */
  @Nullable
  Slot firstSlot;

  @Nullable
  Slot lastSlot;

  boolean touched;
  boolean gapIsDue;

  @Nullable
  Ack closeAck;

  /** When the oldest unforced byte was written; meaningful while {@link #isDirty}. */
  long dirtySinceNanos;

  Appender(String id, SessionFile at, Tally total) {
    this.id = id;
    this.quotedId = BatchEncoder.quoted(id);
    this.tally = new Tally(total);
    this.file = at.file();
    this.position = at.position();
    this.watchers = new Watchers(at.position());
    this.forcedPosition = at.position();
    this.nextSeq = at.nextSeq();
    this.writtenSeq = nextSeq - 1;
    this.forcedSeq = nextSeq - 1;
  }

  /** Why the session failed, or null. Any thread. */
  @Nullable
  DaybookException failure() {
    return failure;
  }

  boolean isWritable() {
    return failure == null && !closed;
  }

  boolean isDirty() {
    return position > forcedPosition && isWritable();
  }

  boolean isAwaited() {
    return !untilForced.isEmpty();
  }

  // --- encoding: lines of this session lie together in the batch, in one region

  void beginRegion(int at) {
    regionStart = at;
    regionEnd = at;
    regionEntries = 0;
  }

  /** The seq that the next line must carry; taken only by {@link #lineEncoded}. */
  long nextSeq() {
    return nextSeq;
  }

  /** A line was added to the region, which now ends at {@code at}. */
  long lineEncoded(int at) {
    regionEnd = at;
    regionEntries++;
    return nextSeq++;
  }

  /** Where the file will end when the region is written. */
  long encodedPosition() {
    return position + (regionEnd - regionStart);
  }

  /** Queues an ack behind everything that is encoded so far. */
  void await(Ack ack, long seq) {
    ack.seq = seq;
    ack.position = encodedPosition();
    (ack.durability == Durability.FORCED ? untilForced : untilWritten).add(ack);
  }

  /** Queues the ack of a sync, which also reports events whose failure nobody has been told yet. */
  void awaitSync(Ack ack) {
    ack.verdict = takeRejects();
    await(ack, nextSeq - 1);
  }

  /** An event was accepted and cannot be written, and nobody waits for it: the next sync tells. */
  void rejected(DaybookException why) {
    unreportedRejects++;
    if (firstUnreported == null) {
      firstUnreported = why;
    }
  }

  @Nullable
  DaybookException takeRejects() {
    DaybookException first = firstUnreported;
    if (first == null) {
      return null;
    }
    long count = unreportedRejects;
    firstUnreported = null;
    unreportedRejects = 0;
    return DaybookException.causedBy(
        first,
        first.kind(),
        "events recorded before this could not be written; all others are where this call promises",
        "session",
        id,
        "events",
        count,
        "first",
        String.valueOf(first.getMessage()));
  }

  // --- the file

  boolean hasRegion() {
    return regionEnd > regionStart;
  }

  /** Writes the region and acknowledges what is WRITTEN with it. */
  void writeRegion(BatchEncoder encoder) {
    ByteBuffer source = encoder.view(regionStart, regionEnd);
    int length = source.remaining();
    long target = position + length;
    long at = position;
    try {
      int emptyWrites = 0;
      while (source.hasRemaining()) {
        int written = file.write(source, at);
        at += written;
        emptyWrites = written > 0 ? 0 : emptyWrites + 1;
        if (emptyWrites > MAX_EMPTY_WRITES) {
          throw new IOException("the file takes no more bytes");
        }
      }
      tally.add(Count.WRITES, 1);
      tally.add(Count.BYTES_WRITTEN, length);
      tally.add(Count.WRITTEN, regionEntries);
      unforcedEntries += regionEntries;
      position = target;
      writtenSeq = nextSeq - 1;
      beginRegion(regionEnd);
      watchers.moveTo(position);
      untilWritten.completeTo(position);
    } catch (Throwable cause) {
      writeFailed(encoder.view(regionStart, regionEnd), (int) (at - position), cause);
    }
  }

  /** Keeps the complete lines of a region that was written in part, and cuts off the rest. */
  private void writeFailed(ByteBuffer region, int written, Throwable cause) {
    int kept = 0;
    long keptEntries = 0;
    for (int i = 0; i < written; i++) {
      if (region.get(i) == '\n') {
        kept = i + 1;
        keptEntries++;
      }
    }
    position += kept;
    try {
      file.truncate(position);
    } catch (Throwable alsoFailed) {
      // the partial line stays, at the end of the file, where every reader leaves it out
      if (alsoFailed != cause) {
        cause.addSuppressed(alsoFailed);
      }
    }
    tally.add(Count.WRITTEN, keptEntries);
    tally.add(Count.BYTES_WRITTEN, kept);
    tally.add(Count.FAILED, regionEntries - keptEntries);
    beginRegion(regionEnd);
    fail("write", cause);
  }

  /** Acknowledges what needed no more bytes than were there, and shows what is written. */
  void settleWritten() {
    if (failure == null) {
      untilWritten.completeTo(position);
      watchers.tell();
    }
  }

  /** Forces the file, if it has bytes to force, and acknowledges what is FORCED with it. */
  void force() {
    if (isDirty()) {
      long covered = position;
      try {
        file.force();
      } catch (Throwable cause) {
        fail("force", cause);
        return;
      }
      forcedPosition = covered;
      forcedSeq = writtenSeq;
      tally.add(Count.FORCES, 1);
      tally.add(Count.FORCED, unforcedEntries);
      unforcedEntries = 0;
    }
    if (failure == null) {
      untilForced.completeTo(forcedPosition);
    }
  }

  /** Forces what is unforced and closes the file; the outcome is in {@link #failure}. */
  void close() {
    if (closed) {
      return;
    }
    force();
    try {
      file.close();
    } catch (Throwable cause) {
      if (failure == null) {
        fail("close", cause);
      }
    }
    closed = true;
    DaybookException why = failure != null ? failure : closedException(id);
    untilWritten.failAll(why);
    untilForced.failAll(why);
    if (failure == null) {
      watchers.tell();
    }
    watchers.ended(failure);
  }

  /** How far the file is known to be on the device, in bytes. */
  long forcedPosition() {
    return forcedPosition;
  }

  /** Makes the failure final and tells everybody who waits. */
  void fail(String operation, Throwable cause) {
    DaybookException why = whyFailed(operation, cause);
    failure = why;
    untilWritten.failAll(why);
    untilForced.failAll(why);
    // complete lines that a failed write left behind are written all the same
    watchers.moveTo(position);
    watchers.tell();
    watchers.ended(why);
  }

  private DaybookException whyFailed(String operation, Throwable cause) {
    try {
      return DaybookException.causedBy(
          cause,
          Kind.SESSION_FAILED,
          "session failed; what is after its forced bytes is unknown: close it and open it again",
          "session",
          id,
          "operation",
          operation,
          "forcedSeq",
          forcedSeq,
          "forcedBytes",
          forcedPosition,
          "writtenBytes",
          position,
          "cause",
          String.valueOf(cause));
    } catch (OutOfMemoryError noMemory) {
      return FAILED_WITHOUT_MEMORY;
    }
  }

  static DaybookException closedException(String id) {
    return DaybookException.of(
        Kind.SESSION_CLOSED, "session is closed; open it again to record", "session", id);
  }
}
