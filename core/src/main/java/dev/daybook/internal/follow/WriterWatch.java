package dev.daybook.internal.follow;

import dev.daybook.LockHolder;
import dev.daybook.event.Entry;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.read.TailEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A watch that distinguishes a writer that is gone, one that is stuck and one that is merely
 * silent. The lock shows if there is a writer. Heartbeats count only while there is one, and only
 * if the session had some. Belongs to one thread.
 */
final class WriterWatch {

  /** The silence before the first question, and the time between two. */
  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int MAX_MISSED_HEARTBEATS = 3;

  /** A question to the file system for the writer. */
  @FunctionalInterface
  interface Writer {
    Optional<LockHolder> holder() throws IOException;

    /** Returns true if the last writer closed the session; false if that cannot be known. */
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

  /**
   * Notes that the file has changed. Returns the event that a writer is back, if there was none;
   * else null.
   */
  @Nullable
  TailEvent changed() {
    heard();
    return isGone ? back(holder()) : null;
  }

  private void heard() {
    askedAtNanos = System.nanoTime();
  }

  /** Notes that an entry was read. */
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
   * Returns the event to emit about the writer while the file does not change; null if there is
   * none.
   *
   * @param lines the file's, read to its end, which was not the end of the session
   */
  @Nullable
  TailEvent inSilence(LiveLines lines) throws IOException {
    if (System.nanoTime() - askedAtNanos < QUIET_NANOS) {
      return null;
    }
    heard();
    Optional<LockHolder> holder;
    try {
      holder = writer.holder();
    } catch (IOException unanswered) {
      // as in a folder that the user may only read: then nothing is reported of the writer
      return null;
    }
    if (holder.isPresent()) {
      return isGone ? back(holder) : stalled();
    } else if (isGone || lines.look() != LiveLines.Look.SAME) {
      // entries written before it let go are read first
      return null;
    }
    isGone = true;
    return new TailEvent.WriterGone(lines.tornTailBytes(), writer.hasClosed());
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
    if (silence.compareTo(expected.multipliedBy(MAX_MISSED_HEARTBEATS)) <= 0) {
      return null;
    }
    isStalled = true;
    return new TailEvent.Stalled(silence, expected);
  }
}
