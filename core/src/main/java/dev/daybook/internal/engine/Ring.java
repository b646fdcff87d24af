package dev.daybook.internal.engine;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Overflow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The ring of slots between the threads that record and the journal thread, and the rules for when
 * it is full.
 *
 * <p>Waiting events are bounded in bytes as well as in slots, without a shared counter on the usual
 * path. Half of the bytes is divided among the slots, and an event that fits its slot's share needs
 * no other claim; only a larger one takes its bytes from the other half, which all threads share.
 *
 * <p>A slot is claimed by {@code tryNext}, never by {@code next}: the latter moves the cursor
 * before it knows that there is room.
 */
final class Ring {

  /** The result of {@link #claim} when the policy is to drop. */
  static final long DROPPED = -1;

  /** The result of {@link #claim} after the journal thread has ended. */
  static final long ENDED = -2;

  private static final long FIRST_PAUSE_NANOS = 1_000;
  private static final long MAX_PAUSE_NANOS = 1_000_000;

  /** The time after which a full ring from which nothing is released stands still. */
  private static final long STANDSTILL_NANOS = 1_000_000_000;

  /** The waits of a caller whose events are dropped only when the journal stands still. */
  private static final int MAX_WAITS = 6;

  private static final VarHandle POLLER;

  static {
    try {
      POLLER = MethodHandles.lookup().findVarHandle(Ring.class, "poller", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final RingBuffer<Slot> buffer;
  private final Doorbell doorbell = new Doorbell();
  private final Sequence consumed = new Sequence();
  private final AtomicLong largeBytesFree;
  private final long shareBytes;
  private final long maxInFlightBytes;
  /** The one blocked thread that may poll; others wait for its place. */
  @SuppressWarnings("UnusedVariable") // read through POLLER
  private volatile @Nullable Thread poller;

  /** The buffer's slots, read without a call; see {@link #isReady}. */
  final Slot[] slots;

  final int mask;

  /** The reason for which the ring takes nothing any more; null while it does. */
  private volatile @Nullable DaybookException ended;

  /** The released sequence when a caller had waited in vain. */
  private volatile long stalledAt = Long.MIN_VALUE;

  /** The time that this caller had waited; written before {@code stalledAt}. */
  private volatile long stalledNanos;

  /**
   * The released sequence when an event was dropped; its time, in the next field, is written first.
   */
  private volatile long fullAt = Long.MIN_VALUE;

  private volatile long fullSinceNanos;

  /** The standstill that was reported last, by the released sequence. */
  private final AtomicLong standstillAt = new AtomicLong(Long.MIN_VALUE);

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
   * Claims a slot, which the caller must set and {@link #publish}.
   *
   * @param reservedBytes from {@link #reservationFor}
   * @param timeoutNanos the longest wait, for policies that wait; 0 for none
   * @return the slot's sequence, {@link #DROPPED} or {@link #ENDED}
   * @throws DaybookException {@code OVERFLOW}, by {@code FAIL} or when {@code BLOCK} waited in vain
   */
  long claim(long reservedBytes, Overflow overflow, long timeoutNanos) {
    long sequence = claimNow(reservedBytes);
    if (sequence != DROPPED || overflow == Overflow.DROP) {
      return sequence;
    }
    long waitNanos = overflow == Overflow.FAIL ? 0 : timeoutNanos;
    if (waitNanos > 0) {
      sequence = overflow == Overflow.BLOCK
          ? claimWhenThereIsRoom(reservedBytes, new TimeLimit(waitNanos))
          : claimWhileItGoesOn(reservedBytes, waitNanos);
    }
    if (sequence == DROPPED && overflow != Overflow.BLOCK_THEN_DROP) {
      throw overflow(reservedBytes, waitNanos);
    }
    return sequence;
  }

  /**
   * Claims a slot without a wait, as {@link #claim} does; if there is no room, the journal thread
   * is awake to make some.
   */
  long claimNow(long reservedBytes) {
    long sequence = tryClaim(reservedBytes);
    if (sequence == DROPPED) {
      if (ended != null) {
        return ENDED;
      }
      doorbell.ring();
    }
    return sequence;
  }

  /** Waits again where the journal has released something meanwhile: it is slow, and not stuck. */
  private long claimWhileItGoesOn(long reservedBytes, long timeoutNanos) {
    long sequence = DROPPED;
    for (int i = 0; i < MAX_WAITS && sequence == DROPPED; i++) {
      long released = released();
      sequence = claimWhenThereIsRoom(reservedBytes, new TimeLimit(timeoutNanos));
      if (released == released() || isKnownToStall(timeoutNanos)) {
        break;
      }
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

  private long tryClaim(long reservedBytes) {
    if (reservedBytes > 0 && !reserve(reservedBytes)) {
      return DROPPED;
    }
    try {
      return buffer.tryNext();
    } catch (InsufficientCapacityException full) {
      releaseBytes(reservedBytes);
      return DROPPED;
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

  /**
   * Claims a slot when there is room, within the limit. One thread at a time polls, the others look
   * now and then whether they may: a crowd that polls a full ring takes the processor from the
   * thread that empties it. When the time is over, each tries once more. An interrupt does not end
   * the wait: it is remembered and set again at the end. The wait is skipped where another caller
   * has waited in vain.
   *
   * @return as {@link #claim}; {@link #DROPPED} if the wait was in vain
   */
  private long claimWhenThereIsRoom(long reservedBytes, TimeLimit limit) {
    long releasedBefore = released();
    boolean interrupted = false;
    boolean polls = false;
    long pause = FIRST_PAUSE_NANOS;
    long sequence = DROPPED;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        if (ended != null) {
          return ENDED;
        }
        boolean isOver = limit.left() <= 0 || isKnownToStall(limit.nanos());
        polls = polls || POLLER.compareAndSet(this, null, Thread.currentThread());
        if (polls || isOver) {
          sequence = tryClaim(reservedBytes);
          if (sequence >= 0) {
            return sequence;
          }
        }
        if (isOver) {
          // who found no room although some was released may only have had bad luck
          if (releasedBefore == released()) {
            stalledNanos = limit.nanos();
            stalledAt = releasedBefore;
          }
          return DROPPED;
        }
        LockSupport.parkNanos(this, limit.step(polls ? pause : MAX_PAUSE_NANOS));
        pause = Math.min(2 * pause, MAX_PAUSE_NANOS);
      }
    } finally {
      if (polls) {
        poller = null;
      }
      if (interrupted) {
        restoreInterrupt(sequence);
      }
    }
  }

  /** Returns true if a caller has waited that long in vain, and nothing was released since. */
  private boolean isKnownToStall(long timeoutNanos) {
    return stalledAt == released() && timeoutNanos <= stalledNanos;
  }

  /**
   * Returns true once for each standstill of the journal, seen by a caller whose event was dropped.
   */
  boolean beginsToStandStill() {
    long released = released();
    long now = System.nanoTime();
    if (fullAt != released) {
      fullSinceNanos = now;
      fullAt = released;
    }
    boolean stands = stalledAt == released || now - fullSinceNanos >= STANDSTILL_NANOS;
    return stands && standstillAt.get() != released && standstillAt.getAndSet(released) != released;
  }

  private void restoreInterrupt(long claimed) {
    try {
      Thread.currentThread().interrupt();
    } catch (StackOverflowError noStack) {
      if (claimed >= 0) {
        slots[(int) claimed & mask].strandedSequence = claimed;
      }
      throw noStack;
    }
  }

  private DaybookException overflow(long reservedBytes, long waitedNanos) {
    return DaybookException.of(
        Kind.OVERFLOW,
        "no room: events come faster than they are written; record less, allow more in flight, or"
            + " let events drop",
        "ringSlots",
        buffer.getBufferSize(),
        "backlog",
        backlog(),
        "reservedBytes",
        reservedBytes,
        "waitedMillis",
        TimeUnit.NANOSECONDS.toMillis(waitedNanos));
  }
}
