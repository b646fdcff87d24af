package dev.daybook.internal.engine;

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
 * The rules for a full ring: the wait for room, and the answer where there is none, by the
 * journal's {@link Overflow} policy. A new policy is a case of the switches here. Any thread.
 */
final class Room {

  private static final long FIRST_PAUSE_NANOS = 1_000;
  private static final long MAX_PAUSE_NANOS = 1_000_000;

  /** The time after which a full ring from which nothing is released stands still. */
  private static final long STANDSTILL_NANOS = 1_000_000_000;

  /** The waits of a caller whose events are dropped only when the journal stands still. */
  private static final int MAX_WAITS = 6;

  private static final VarHandle POLLER;

  static {
    try {
      POLLER = MethodHandles.lookup().findVarHandle(Room.class, "poller", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Ring ring;

  /** The number of waits while the journal goes on. */
  private final int maxWaits;

  /** True if an event without room is refused, and not dropped. */
  private final boolean isRefused;

  private final long blockNanos;

  /** The one blocked thread that may poll; others wait for its place. */
  @SuppressWarnings("UnusedVariable") // read through POLLER
  private volatile @Nullable Thread poller;

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

  /** @param blockNanos the longest wait, for policies that wait */
  Room(Ring ring, Overflow overflow, long blockNanos) {
    this.ring = ring;
    // decided here: a first switch over an enum loads a class, and would pin virtual threads
    this.maxWaits = switch (overflow) {
      case BLOCK_THEN_DROP -> MAX_WAITS;
      case BLOCK -> 1;
      case DROP, FAIL -> 0;
    };
    this.isRefused = switch (overflow) {
      case BLOCK, FAIL -> true;
      case BLOCK_THEN_DROP, DROP -> false;
    };
    this.blockNanos = blockNanos;
  }

  /**
   * Claims a slot where {@link Ring#claimNow} found no room.
   *
   * @param mayWait false on the journal thread, which makes the room
   * @return the slot's sequence, {@link Ring#NO_ROOM} if the event is to be dropped, or
   *     {@link Ring#ENDED}
   * @throws DaybookException {@code OVERFLOW} if the event is to be refused
   */
  long claim(long reservedBytes, boolean mayWait) {
    long beginNanos = System.nanoTime();
    long sequence = claimWhileItGoesOn(reservedBytes, mayWait ? blockNanos : 0);
    if (sequence == Ring.NO_ROOM && isRefused) {
      throw refusal(reservedBytes, System.nanoTime() - beginNanos);
    }
    return sequence;
  }

  /** Returns true if the next sync or close of a session reports the events that it dropped. */
  static boolean isDropReported(Overflow overflow) {
    return switch (overflow) {
      case BLOCK_THEN_DROP -> true;
      case BLOCK, DROP, FAIL -> false;
    };
  }

  /** Waits again where the journal has released something meanwhile: it is slow, and not stuck. */
  private long claimWhileItGoesOn(long reservedBytes, long timeoutNanos) {
    for (int i = 0; i < maxWaits && timeoutNanos > 0; i++) {
      long released = ring.released();
      long sequence = claimWhenThereIsRoom(reservedBytes, new TimeLimit(timeoutNanos));
      if (sequence != Ring.NO_ROOM) {
        // without another call, which may lack stack: the slot would never be published
        return sequence;
      }
      if (released == ring.released() || isKnownToStall(timeoutNanos)) {
        break;
      }
    }
    return Ring.NO_ROOM;
  }

  /**
   * Claims a slot when there is room, within the limit. One thread at a time polls, the others look
   * now and then whether they may: a crowd that polls a full ring takes the processor from the
   * thread that empties it. When the time is over, each tries once more. An interrupt does not end
   * the wait: it is remembered and set again at the end. The wait is skipped where another caller
   * has waited in vain.
   *
   * @return as {@link #claim}; {@link Ring#NO_ROOM} if the wait was in vain
   */
  private long claimWhenThereIsRoom(long reservedBytes, TimeLimit limit) {
    long releasedBefore = ring.released();
    boolean interrupted = false;
    boolean polls = false;
    long pause = FIRST_PAUSE_NANOS;
    long sequence = Ring.NO_ROOM;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        if (ring.hasEnded()) {
          return Ring.ENDED;
        }
        boolean isOver = limit.left() <= 0 || isKnownToStall(limit.nanos());
        polls = polls || POLLER.compareAndSet(this, null, Thread.currentThread());
        if (polls || isOver) {
          sequence = ring.tryClaim(reservedBytes);
          if (sequence >= 0) {
            return sequence;
          }
        }
        if (isOver) {
          // who found no room although some was released may only have had bad luck
          if (releasedBefore == ring.released()) {
            stalledNanos = limit.nanos();
            stalledAt = releasedBefore;
          }
          return Ring.NO_ROOM;
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
    return stalledAt == ring.released() && timeoutNanos <= stalledNanos;
  }

  /**
   * Returns true once for each standstill of the journal, seen by a caller whose event was dropped.
   */
  boolean beginsToStandStill() {
    long released = ring.released();
    long now = System.nanoTime();
    if (fullAt != released) {
      fullSinceNanos = now;
      fullAt = released;
    }
    boolean hasWaited = stalledAt == released && stalledNanos >= STANDSTILL_NANOS;
    boolean stands = hasWaited || now - fullSinceNanos >= STANDSTILL_NANOS;
    // a thread that was held up between its two looks has seen no standstill
    boolean isStill = stands && ring.released() == released;
    return isStill
        && standstillAt.get() != released
        && standstillAt.getAndSet(released) != released;
  }

  private void restoreInterrupt(long claimed) {
    try {
      Thread.currentThread().interrupt();
    } catch (StackOverflowError noStack) {
      if (claimed >= 0) {
        ring.slots[(int) claimed & ring.mask].strandedSequence = claimed;
      }
      throw noStack;
    }
  }

  private DaybookException refusal(long reservedBytes, long waitedNanos) {
    return DaybookException.of(
        Kind.OVERFLOW,
        "no room: events come faster than they are written; record less, allow more in flight, or"
            + " let events drop",
        "ringSlots",
        ring.slots.length,
        "backlog",
        ring.backlog(),
        "reservedBytes",
        reservedBytes,
        "waitedMillis",
        TimeUnit.NANOSECONDS.toMillis(waitedNanos));
  }
}
