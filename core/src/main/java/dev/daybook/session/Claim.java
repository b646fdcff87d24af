package dev.daybook.session;

import dev.daybook.session.ProcessBirth.Life;
import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A holder's claim to the byte of a session's lock, which it may lose to another process. One
 * thread at a time, but where said.
 */
final class Claim {

  /** The time for which a locked byte may still be locked only by another process's look. */
  static final long PATIENCE_NANOS = 500_000_000;

  static final long RETRY_NANOS = 1_000_000;

  /**
   * The number of times that the lock is left to another container's process before it is taken.
   */
  private static final int COURTESIES = 10;

  private static final long COURTESY_NANOS = 20_000_000;

  /** The age up to which a confirmation still counts: much less than the courtesies take. */
  static final long CONFIRMED_NANOS = 10_000_000;

  /** The claims of this process. Within the monitor of the lock files. */
  private static final Map<LockByte, Claim> HELD = new HashMap<>();

  private final LockTextFile text;
  private final long sinceNanos = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());

  /** The byte; null after its release. */
  private @Nullable TakenByte taken;

  /** True if another holder has it now. */
  private boolean isLost;

  private volatile long confirmedAtNanos = System.nanoTime();

  private Claim(TakenByte taken, LockTextFile text) {
    this.taken = taken;
    this.text = text;
  }

  /**
   * Takes the byte, or returns null if another process has it.
   *
   * @throws dev.daybook.event.DaybookException {@code SESSION_LOCKED} if this one has
   */
  static @Nullable Claim tryTake(LockByte at, LockTextFile text) throws IOException {
    synchronized (LockFile.MONITOR) {
      Claim inHere = HELD.get(at);
      if (inHere != null) {
        throw inHere.holder().refusal(text.id());
      }
      TakenByte taken = TakenByte.tryTake(at);
      if (taken == null) {
        return null;
      }
      Claim held = new Claim(taken, text);
      HELD.put(taken.at(), held);
      return held;
    }
  }

  /** Returns the holder in this process, if there is one. Any thread. */
  static Optional<LockHolder> holderInHere(LockByte at) {
    synchronized (LockFile.MONITOR) {
      return Optional.ofNullable(HELD.get(at)).map(Claim::holder);
    }
  }

  /** Returns true if a holder has locked the second byte. Any thread. */
  static boolean isSigned(LockByte at) throws IOException {
    synchronized (LockFile.MONITOR) {
      return TakenByte.isSigned(at);
    }
  }

  /**
   * Returns this holder, made anew each time: it is rarely wanted, and there may be many locks. Any
   * thread.
   */
  LockHolder holder() {
    return LockHolder.self(Instant.EPOCH.plusNanos(sinceNanos));
  }

  /** Returns true until it is released. */
  boolean isHeld() {
    return taken != null;
  }

  /** Returns true if another holder has it now. */
  boolean isLost() {
    return isLost;
  }

  /**
   * Returns true if no process takes the lock while this one leaves it free: a holder that lives
   * would take it.
   */
  boolean isLeftByHidden() throws IOException {
    for (int n = 0; n < COURTESIES; n++) {
      synchronized (LockFile.MONITOR) {
        if (taken != null) {
          taken.pause();
        }
      }
      LockSupport.parkNanos(COURTESY_NANOS);
      if (!isRetaken()) {
        return false;
      }
    }
    return true;
  }

  /** Returns true if the last confirmation is recent enough. Any thread. */
  boolean isConfirmed() {
    return isJustPast(confirmedAtNanos);
  }

  /** Returns true if a confirmation at that time is recent enough to count. */
  static boolean isJustPast(long nanoTime) {
    return System.nanoTime() - nanoTime < CONFIRMED_NANOS;
  }

  /**
   * Confirms that this process has it: takes it again if it was dropped.
   *
   * @throws IOException if another holder has it
   */
  void confirm() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isLost && taken != null && !isRetaken()) {
      // a process that looks may have it, for a moment
      isLost = System.nanoTime() >= deadline || isSuccessor(text.holder());
      LockSupport.parkNanos(RETRY_NANOS);
    }
    if (isLost || taken == null) {
      LockHolder now = text.holder();
      throw new IOException("another process has taken the session's lock: pid=" + now.pid()
          + ", host=" + now.host());
    }
    confirmedAtNanos = System.nanoTime();
  }

  /** Returns true if that process took it after this one, and may still run. */
  private boolean isSuccessor(LockHolder said) {
    if (said.isThisProcess()) {
      return false;
    }
    Life life = said.life();
    // what cannot be seen may also have been left before this came
    boolean isLater = said.since() != null && said.since().isAfter(holder().since());
    return life == Life.RUNNING || (life == Life.HIDDEN && isLater);
  }

  private boolean isRetaken() throws IOException {
    TakenByte held = taken;
    if (held == null) {
      return false;
    }
    // not within the monitor: a disk that hangs is not to keep the sessions of all others waiting
    boolean isReplaced = !held.isWhereOthersLook() && hasFile();
    if (isReplaced) {
      text.root().create(Part.LOCKS);
    }
    synchronized (LockFile.MONITOR) {
      return isReplaced ? held.isTakenInNewFile() : held.isRetaken();
    }
  }

  /**
   * Returns true if the session has a file. If the lock's file went with it, the next force finds
   * the loss.
   */
  private boolean hasFile() {
    return Files.exists(text.root().file(Part.SESSIONS, text.id().value() + SessionFolder.SUFFIX));
  }

  /** Releases it; a second call does nothing. */
  void release() throws IOException {
    synchronized (LockFile.MONITOR) {
      TakenByte held = taken;
      taken = null;
      if (held != null) {
        HELD.remove(held.at());
        held.release();
      }
    }
  }
}
