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

  /** How long a byte that is locked may be so only for the moment of a look. */
  static final long PATIENCE_NANOS = 500_000_000;

  static final long RETRY_NANOS = 1_000_000;

  /** A process of another container is given the lock so often, for so long, before it is taken. */
  private static final int COURTESIES = 10;

  private static final long COURTESY_NANOS = 20_000_000;

  /** So long ago it may have been confirmed: much less than the courtesies take. */
  static final long CONFIRMED_NANOS = 10_000_000;

  /** Those of this process. Within the monitor of the lock files. */
  private static final Map<LockByte, Claim> HELD = new HashMap<>();

  private final LockTextFile text;
  private final long sinceNanos = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());

  /** Null when it has been given back. */
  private @Nullable TakenByte taken;

  /** Whether somebody else has it now. */
  private boolean isLost;

  private volatile long confirmedAtNanos = System.nanoTime();

  private Claim(TakenByte taken, LockTextFile text) {
    this.taken = taken;
    this.text = text;
  }

  /**
   * Null if another process has it.
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

  /** The holder in this process, if there is one. Any thread. */
  static Optional<LockHolder> holderInHere(LockByte at) {
    synchronized (LockFile.MONITOR) {
      return Optional.ofNullable(HELD.get(at)).map(Claim::holder);
    }
  }

  /** Whether somebody holds it, as the second byte says. Any thread. */
  static boolean isSigned(LockByte at) throws IOException {
    synchronized (LockFile.MONITOR) {
      return TakenByte.isSigned(at);
    }
  }

  /** Made anew each time: it is rarely wanted, and there may be many locks. Any thread. */
  LockHolder holder() {
    return LockHolder.self(Instant.EPOCH.plusNanos(sinceNanos));
  }

  /** Whether it was not given back. */
  boolean isHeld() {
    return taken != null;
  }

  /** Whether somebody else has it now. */
  boolean isLost() {
    return isLost;
  }

  /**
   * Whether the lock stays free while nobody holds it, as a holder that lives would not leave it.
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

  /** Whether the last time it was made sure of is just past. Any thread. */
  boolean isConfirmed() {
    return isJustPast(confirmedAtNanos);
  }

  /** Whether nothing that was confirmed then needs to be confirmed again. */
  static boolean isJustPast(long nanoTime) {
    return System.nanoTime() - nanoTime < CONFIRMED_NANOS;
  }

  /**
   * Makes sure of it: takes it again if it was dropped.
   *
   * @throws IOException if somebody else has it
   */
  void confirm() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isLost && taken != null && !isRetaken()) {
      // somebody may have it for the moment in which it reads that it is not free
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

  /** Whether that one took it after this did, and may be there still. */
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

  /** Removed with the session's file, the lock goes with that, whose loss the next force finds. */
  private boolean hasFile() {
    return Files.exists(text.root().file(Part.SESSIONS, text.id().value() + SessionFolder.SUFFIX));
  }

  /** Gives it back; a second call does nothing. */
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
