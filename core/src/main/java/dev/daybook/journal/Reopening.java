package dev.daybook.journal;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reopen a failed session's file, with its outcome, which travels through the ring
 * to the journal thread. That thread takes the file. If the attempt does not get there, or is no
 * longer wanted, the thread that finds that out fails this ack, and the file is closed.
 */
final class Reopening extends Ack {

  final Outage outage;
  private final Supervisor supervisor;
  private final AtomicBoolean settled = new AtomicBoolean();
  private @Nullable SessionFile file;
  private @Nullable DaybookException failure;
  private long nextDelayNanos;

  Reopening(Outage outage, Supervisor supervisor, long nextDelayNanos) {
    super(Durability.FORCED);
    this.outage = outage;
    this.supervisor = supervisor;
    this.nextDelayNanos = nextDelayNanos;
  }

  /**
   * Opens the file, on the supervisor's thread.
   *
   * @param maxNanos the wait after a failure that no waiting mends by itself
   */
  void open(long maxNanos) {
    try {
      file = SessionFile.reopened(outage.source, outage.known());
    } catch (Throwable cause) {
      if (cause instanceof LostFileException) {
        // known from the next try on
        outage.isLost = true;
      }
      if (cause instanceof DaybookException why
          && why.kind() != Kind.SESSION_LOCKED
          && why.kind() != Kind.IO_ERROR) {
        nextDelayNanos = maxNanos;
      }
      failure = whyFailed(cause);
    }
  }

  private DaybookException whyFailed(Throwable cause) {
    try {
      return DaybookException.causedBy(
          cause,
          Kind.SESSION_FAILED,
          "session failed, and its file cannot be opened again yet; that is tried again",
          "session",
          outage.appender.id,
          "nextTryMillis",
          TimeUnit.NANOSECONDS.toMillis(nextDelayNanos),
          "cause",
          String.valueOf(cause));
    } catch (OutOfMemoryError noMemory) {
      return Failures.WITHOUT_MEMORY;
    }
  }

  /** Returns why the file could not be opened; null if it could. */
  @Nullable
  DaybookException failure() {
    return failure;
  }

  /**
   * Returns the file, which is the caller's from now on; null if there is none, or it is closed.
   */
  @Nullable
  SessionFile take() {
    if (file == null || !settled.compareAndSet(false, true)) {
      return null;
    }
    supervisor.recovered(outage);
    return file;
  }

  @Override
  void succeeded(long atSeq) {
    throw new AssertionError("a reopening is taken or fails");
  }

  @Override
  void failed(DaybookException why) {
    if (settled.compareAndSet(false, true)) {
      try {
        if (file != null) {
          file.file().close();
        }
      } catch (Throwable unclosed) {
        // nothing was written through it
      } finally {
        supervisor.failedAgain(outage, nextDelayNanos);
      }
    }
  }
}
