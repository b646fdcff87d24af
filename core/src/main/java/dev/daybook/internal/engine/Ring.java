package dev.daybook.internal.engine;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import dev.daybook.DaybookException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The ring of slots between the threads that record and the journal thread. {@link Room} has the
 * rules for when it is full.
 *
 * <p>Waiting events are bounded in bytes as well as in slots, without a shared counter on the usual
 * path. Half of the bytes is divided among the slots, and an event that fits its slot's share needs
 * no other claim; only a larger one takes its bytes from the other half, which all threads share.
 *
 * <p>A slot is claimed by {@code tryNext}, never by {@code next}: the latter moves the cursor
 * before it knows that there is room.
 */
final class Ring {

  /** The result of a claim when there is no room. */
  static final long NO_ROOM = -1;

  /** The result of a claim after the journal thread has ended. */
  static final long ENDED = -2;

  private final RingBuffer<Slot> buffer;
  private final Doorbell doorbell = new Doorbell();
  private final Sequence consumed = new Sequence();
  private final AtomicLong largeBytesFree;
  private final long shareBytes;
  private final long maxInFlightBytes;
  /** The buffer's slots, read without a call; see {@link #isReady}. */
  final Slot[] slots;

  final int mask;

  /** The reason for which the ring takes nothing any more; null while it does. */
  private volatile @Nullable DaybookException ended;

  Ring(int slots, long maxInFlightBytes) {
    buffer = RingBuffer.createMultiProducer(Slot::new, slots, doorbell);
    buffer.addGatingSequences(consumed);
    this.mask = slots - 1;
    this.slots = new Slot[slots];
    for (int i = 0; i < slots; i++) {
      this.slots[i] = buffer.get(i);
    }
    this.maxInFlightBytes = maxInFlightBytes;
    largeBytesFree = new AtomicLong(maxInFlightBytes / 2);
    shareBytes = maxInFlightBytes / 2 / slots;
  }

  Doorbell doorbell() {
    return doorbell;
  }

  /** Returns the bytes that an event of this size takes from what all threads share. */
  long reservationFor(long eventBytes) {
    return eventBytes <= shareBytes ? 0 : eventBytes;
  }

  /**
   * Claims a slot, which the caller must set and {@link #publish}. If there is no room, the journal
   * thread is awake to make some.
   *
   * @param reservedBytes from {@link #reservationFor}
   * @return the slot's sequence, {@link #NO_ROOM} or {@link #ENDED}
   */
  long claimNow(long reservedBytes) {
    long sequence = tryClaim(reservedBytes);
    if (sequence == NO_ROOM) {
      if (ended != null) {
        return ENDED;
      }
      doorbell.ring();
    }
    return sequence;
  }

  Slot slot(long sequence) {
    return slots[(int) sequence & mask];
  }

  /** Returns the slot of a sequence that the caller has just claimed, to be set. */
  Slot claimed(long sequence) {
    Slot slot = slot(sequence);
    slot.sequence = sequence;
    return slot;
  }

  /**
   * Makes a set slot visible to the journal thread, and wakes it if a caller waits for the answer.
   * The doorbell's full fence stands between the publication and any read of the caller afterwards.
   */
  void publish(long sequence, boolean awaited) {
    buffer.publish(sequence);
    if (awaited) {
      doorbell.ring();
    }
  }

  /**
   * Returns true if the slot of this sequence may be taken: it was published, or it is stranded.
   *
   * <p>A thread that runs out of stack between its claim and its publication cannot publish any
   * more: that takes a call, and every call needs stack. No other thread could, and the journal
   * thread would wait for that slot for ever. But a thread in that state can still store to a
   * field. So the claiming method catches every failure before the publication and stores the
   * sequence in {@link Slot#strandedSequence}, without any call; the journal thread then takes the
   * slot as if it were published, whatever is set in it.
   */
  boolean isReady(long sequence) {
    return buffer.isAvailable(sequence) || slot(sequence).strandedSequence == sequence;
  }

  /** Returns the highest sequence that was claimed. */
  long cursor() {
    return buffer.getCursor();
  }

  /** Returns the highest sequence that was released. */
  long released() {
    return consumed.get();
  }

  /**
   * The part of the ring that is in use.
   *
   * @param backlog the slots that are claimed and not yet released
   * @param slots the number of all slots
   * @param bytes the bytes that waiting events may take: large ones their own, others a slot's
   *     share
   * @param maxBytes the bound of {@code bytes}
   */
  record Use(long backlog, long slots, long bytes, long maxBytes) {}

  /** Returns the part of the ring that is in use now. */
  Use use() {
    long backlog = Math.max(0, Math.min(backlog(), slots.length));
    long large = Math.max(0, maxInFlightBytes / 2 - largeBytesFree.get());
    return new Use(backlog, slots.length, large + backlog * shareBytes, maxInFlightBytes);
  }

  /** Returns the number of slots that are claimed and not yet released. */
  long backlog() {
    return buffer.getCursor() - consumed.get();
  }

  /** Gives every slot up to this sequence back to the claimers. Journal thread only. */
  void release(long sequence) {
    consumed.set(sequence);
  }

  void releaseBytes(long reservedBytes) {
    if (reservedBytes > 0) {
      largeBytesFree.addAndGet(reservedBytes);
    }
  }

  /** Ends the ring: no slot is taken any more. Journal thread only. */
  void end(DaybookException why) {
    ended = why;
  }

  boolean hasEnded() {
    return ended != null;
  }

  /** Returns why nothing is taken any more; null while the journal thread runs. */
  @Nullable
  DaybookException whyEnded() {
    return ended;
  }

  /** Claims a slot; returns its sequence or {@link #NO_ROOM}. */
  long tryClaim(long reservedBytes) {
    if (reservedBytes > 0 && !reserve(reservedBytes)) {
      return NO_ROOM;
    }
    try {
      return buffer.tryNext();
    } catch (InsufficientCapacityException full) {
      releaseBytes(reservedBytes);
      return NO_ROOM;
    }
  }

  private boolean reserve(long bytes) {
    long free = largeBytesFree.get();
    while (free >= bytes) {
      long seen = largeBytesFree.compareAndExchange(free, free - bytes);
      if (seen == free) {
        return true;
      }
      free = seen;
    }
    return false;
  }
}
