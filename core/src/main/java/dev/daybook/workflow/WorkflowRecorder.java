package dev.daybook.workflow;

import dev.daybook.event.AgentCommand;
import dev.daybook.event.DaybookException;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StepSkipped;
import dev.daybook.event.StepStarted;
import dev.daybook.event.TierStarted;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import dev.daybook.journal.Durability;
import dev.daybook.journal.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records one run of a workflow in an open session: tiers of steps, what the steps print, signs of
 * life in between, and the end. Any thread.
 *
 * <pre>{@code
 * try (Session session = daybook.session(id);
 *     WorkflowRecorder run = WorkflowRecorder.start(session, "nightly", "nightly.zig", 1)) {
 *   run.tierStarted(0, List.of("build"));
 *   Step build = run.step("build", 0);
 *   build.output(StepStream.STDOUT, "compiling");
 *   build.completed(0, List.of());
 *   run.finish(WorkflowStatus.SUCCESS);
 * }
 * }</pre>
 *
 * <p>A workflow must not fail because of its log. So only {@link #start}, before there is work, and
 * {@link #finish}, which is an acknowledgement, throw what the session throws. What is recorded in
 * between is in the ring when a call returns, as after {@link Session#record}; if the session
 * refuses it, it is counted in {@link #unrecorded}, the first reason is kept in {@link #failure},
 * and the call returns as if nothing were. With {@code Overflow.BLOCK} and {@code BLOCK_THEN_DROP}
 * a call can wait for room. An event that its own type refuses, as a tier of index -1, is the
 * caller's mistake and thrown.
 *
 * <p>The session stays open when the run has ended; whoever opened it closes it, after this.
 */
public final class WorkflowRecorder implements AutoCloseable {

  /** How often a sign of life is recorded unless one says otherwise. */
  public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(10);

  private final Session session;
  private final Consumer<SessionEvent> recordIfRoom;
  private final LongSupplier nanoTime;
  private final Heartbeat heartbeat;
  private final long startNanos;
  private final Runnable stopHeartbeats;

  /** Shared by whoever records, so that nothing of this run stands behind its end. */
  private final ReadWriteLock recording = new ReentrantReadWriteLock();

  private final AtomicLong unrecorded = new AtomicLong();
  private final AtomicReference<@Nullable DaybookException> failure = new AtomicReference<>();
  private boolean ended;

  WorkflowRecorder(
      Session session,
      WorkflowStarted started,
      Duration heartbeatInterval,
      Consumer<SessionEvent> recordIfRoom,
      HeartbeatTimer timer,
      LongSupplier nanoTime) {
    if (heartbeatInterval.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "heartbeats are at least a second apart: interval=" + heartbeatInterval);
    }
    this.session = session;
    this.recordIfRoom = recordIfRoom;
    this.nanoTime = nanoTime;
    this.heartbeat = new Heartbeat(heartbeatInterval.toSeconds());
    this.startNanos = nanoTime.getAsLong();
    session.record(started);
    this.stopHeartbeats = timer.every(heartbeatInterval, this::beat);
  }

  /**
   * Records that the workflow begins, and from now on a sign of life every 10 seconds.
   *
   * @throws DaybookException as {@link Session#record} does; nothing goes on then
   */
  public static WorkflowRecorder start(Session session, WorkflowStarted started) {
    return start(session, started, HEARTBEAT_INTERVAL);
  }

  /**
   * As {@link #start(Session, WorkflowStarted)}, of a workflow of which no more is known.
   *
   * @param path the workflow's file
   */
  public static WorkflowRecorder start(Session session, String name, String path, long tierCount) {
    return start(session, new WorkflowStarted(name, path, tierCount, null, null, null));
  }

  /**
   * As {@link #start(Session, WorkflowStarted)}, with a sign of life after each interval.
   *
   * @param heartbeatInterval at least a second; parts of a second are not told to readers
   */
  public static WorkflowRecorder start(
      Session session, WorkflowStarted started, Duration heartbeatInterval) {
    return new WorkflowRecorder(
        session,
        started,
        heartbeatInterval,
        session::tryRecord,
        SharedTimer.INSTANCE,
        System::nanoTime);
  }

  /** The steps of a tier begin. */
  public void tierStarted(long index, List<String> stepNames) {
    record(new TierStarted(index, stepNames));
  }

  /** As the other {@code step}, where nothing is known of the agent. */
  public Step step(String name, long tierIndex) {
    return step(name, tierIndex, null, null, null, null);
  }

  /**
   * A step begins.
   *
   * @param tierIndex its tier, from 0
   * @param agentSessionId the agent's session that does it, which {@link LastStep} finds again
   * @param prompt what the agent is told; its first 200 code points are recorded, on one line
   * @return what to tell more of it
   */
  public Step step(
      String name,
      long tierIndex,
      @Nullable String agentSessionId,
      @Nullable AgentCommand agentCommand,
      @Nullable String model,
      @Nullable String prompt) {
    String preview = prompt == null ? null : PromptPreview.of(prompt);
    Step step = new Step(this, name);
    record(new StepStarted(name, tierIndex, agentSessionId, agentCommand, model, preview));
    return step;
  }

  /** A step is not done at all. */
  public void skipped(String stepName, String reason) {
    record(new StepSkipped(stepName, reason));
  }

  /**
   * The run ended: records that, with the time since the start, and that the session did. When this
   * returns, both and all before them are forced. Whatever is told of the run later is ignored and
   * counted as unrecorded; a second call does nothing, also after one that threw.
   *
   * @throws DaybookException as {@link Session#recordSync} does; the end may not be in the file
   *     then, and a reader will take the run for one that crashed
   */
  public void finish(WorkflowStatus status) {
    if (!end()) {
      return;
    }
    session.record(new WorkflowEnded(status, millisSince(startNanos)));
    session.recordSync(new SessionEnded(reasonOf(status)), Durability.FORCED);
  }

  /**
   * Records that the run was interrupted, if nobody finished it: whoever started it left without a
   * word, as an exception makes one do. Else does nothing.
   *
   * @throws DaybookException as {@link #finish} does
   */
  @Override
  public void close() {
    finish(WorkflowStatus.INTERRUPTED);
  }

  /** How many events the session refused, or came after the end. */
  public long unrecorded() {
    return unrecorded.get();
  }

  /** Why the first event that the session refused was not recorded. */
  public Optional<DaybookException> failure() {
    return Optional.ofNullable(failure.get());
  }

  void record(SessionEvent event) {
    recording.readLock().lock();
    try {
      if (ended) {
        unrecorded.incrementAndGet();
      } else {
        session.record(event);
      }
    } catch (DaybookException refused) {
      unrecorded.incrementAndGet();
      failure.compareAndSet(null, refused);
    } finally {
      recording.readLock().unlock();
    }
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  long millisSince(long nanos) {
    return (nanoTime.getAsLong() - nanos) / 1_000_000;
  }

  /** Waits for nothing; a beat that finds no room is not missed, since others stand there. */
  private void beat() {
    if (!recording.readLock().tryLock()) {
      return;
    }
    try {
      if (!ended) {
        recordIfRoom.accept(heartbeat);
      }
    } catch (DaybookException refused) {
      failure.compareAndSet(null, refused);
    } finally {
      recording.readLock().unlock();
    }
  }

  private boolean end() {
    recording.writeLock().lock();
    try {
      if (ended) {
        return false;
      }
      ended = true;
    } finally {
      recording.writeLock().unlock();
    }
    stopHeartbeats.run();
    return true;
  }

  private static @Nullable EndReason reasonOf(WorkflowStatus status) {
    if (status.equals(WorkflowStatus.SUCCESS)) {
      return EndReason.NORMAL;
    } else if (status.equals(WorkflowStatus.FAILURE)) {
      return new EndReason(EndKind.ERROR, null, null);
    } else if (status.equals(WorkflowStatus.INTERRUPTED)) {
      return new EndReason(EndKind.INTERRUPTED, null, null);
    }
    return null;
  }
}
