package dev.daybook.follow;

import dev.daybook.event.Entry;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.session.LockHolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a writer that is gone from one that is stuck and one that has nothing to say. The lock says
 * whether there is a writer; only where there is one do heartbeats count, and only if the session
 * had some. Belongs to one thread.
 */
final class WriterWatch {

  /** So long nothing must have come, and so long ago the last question must be. */
  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int MOST_MISSED_HEARTBEATS = 3;

  /** Who writes; a question to the file system. */
  @FunctionalInterface
  interface Writer {
    Optional<LockHolder> holder() throws IOException;

    /** Whether whoever wrote last closed the session; false if that cannot be known. */
    default boolean hasClosed() throws IOException {
      return false;
    }
  }

  private final Writer writer;
  private final InstantSource clock;
  private long askedAtNanos;
  private boolean isGone;
  private boolean isStalled;
  private @Nullable Duration interval;
  private @Nullable Instant lastTs;

  WriterWatch(Writer writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
    heard();
  }

  /** The file has changed. Tells that somebody is back, if nobody was there; else null. */
  @Nullable
  TailEvent changed() {
    heard();
    return isGone ? back(holder()) : null;
  }

  private void heard() {
    askedAtNanos = System.nanoTime();
  }

  /** An entry was read. */
  void heard(Entry entry) {
    heard();
    isStalled = false;
    lastTs = entry.ts();
    if (entry.event() instanceof Heartbeat heartbeat) {
      Long seconds = heartbeat.intervalSecs();
      interval = seconds == null || seconds == 0 || seconds > Integer.MAX_VALUE
          ? null
          : Duration.ofSeconds(seconds);
    } else if (entry.event() instanceof WorkflowEnded) {
      interval = null;
    }
  }

  /**
   * What there is to tell of the writer while the file does not change; null if nothing.
   *
   * @param file was read as far as it goes, and that was not the end of the session
   */
  @Nullable
  TailEvent inSilence(TailFile file) throws IOException {
    if (System.nanoTime() - askedAtNanos < QUIET_NANOS) {
      return null;
    }
    heard();
    Optional<LockHolder> holder;
    try {
      holder = writer.holder();
    } catch (IOException unanswered) {
      // as in a folder that one may only read: then nothing is told of the writer
      return null;
    }
    if (holder.isPresent()) {
      return isGone ? back(holder) : stalled();
    } else if (isGone || file.look() != TailFile.Look.SAME) {
      // what it wrote before it let go is read first
      return null;
    }
    isGone = true;
    return new TailEvent.WriterGone(file.tornTailBytes(), writer.hasClosed());
  }

  private TailEvent back(Optional<LockHolder> holder) {
    isGone = false;
    return new TailEvent.WriterBack(holder);
  }

  private Optional<LockHolder> holder() {
    try {
      return writer.holder();
    } catch (IOException unanswered) {
      return Optional.empty();
    }
  }

  private @Nullable TailEvent stalled() {
    Duration expected = interval;
    Instant last = lastTs;
    if (isStalled || expected == null || last == null) {
      return null;
    }
    Duration silence = Duration.between(last, clock.instant());
    if (silence.compareTo(expected.multipliedBy(MOST_MISSED_HEARTBEATS)) <= 0) {
      return null;
    }
    isStalled = true;
    return new TailEvent.Stalled(silence, expected);
  }
}
