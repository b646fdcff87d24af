package dev.daybook.workflow;

import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.Session;
import dev.daybook.event.AgentCommand;
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
 * A recorder of one run of a workflow in an open session: tiers of steps, their output, signs of
 * life in between, and the end. Any thread.
 *
 * <pre>{@code
 * try (Session session = daybook.openSession(id);
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
 * {@link #finish}, which is an acknowledgement, throw the session's exceptions. An event recorded
 * in between is in the ring when a call returns, as after {@link Session#record}. If the session
 * refuses it, it is counted in {@link #unrecorded}, the first reason is kept in {@link #failure},
 * and the call returns normally. A call can wait for room, if the journal's overflow policy waits.
 * An event that its own type refuses, as a tier of index -1, is the caller's mistake: its exception
 * is thrown.
 *
 * <p>The session stays open when the run has ended; the caller that opened it closes it, after
 * this.
 */
public final class WorkflowRecorder implements AutoCloseable {

  /** The default interval between signs of life. */
  public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(10);

  private final Session session;
  private final Consumer<SessionEvent> recordIfRoom;
  private final LongSupplier nanoTime;
  private final Heartbeat heartbeat;
  private final long startNanos;
  private final Runnable stopHeartbeats;

  /**
   * A lock held shared by each recording thread and exclusively by the end, so that no event of
   * this run follows its end.
   */
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
   * @throws DaybookException as {@link Session#record} does; no heartbeat is started then
   */
  public static WorkflowRecorder start(Session session, WorkflowStarted started) {
    return start(session, started, HEARTBEAT_INTERVAL);
  }

  /**
   * Records the beginning as {@link #start(Session, WorkflowStarted)} does, of a workflow of which
   * no more is known.
   *
   * @param path the workflow's file
   */
  public static WorkflowRecorder start(Session session, String name, String path, long tierCount) {
    return start(session, new WorkflowStarted(name, path, tierCount, null, null, null));
  }

  /**
   * Records the beginning as {@link #start(Session, WorkflowStarted)} does, with a sign of life
   * after each interval.
   *
   * @param heartbeatInterval the interval, at least a second; parts of a second are not recorded
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

  /** Records that the steps of a tier begin. */
  public void tierStarted(long index, List<String> stepNames) {
    record(new TierStarted(index, stepNames));
  }

  /** Records that a step begins, of whose agent nothing is known. */
  public Step step(String name, long tierIndex) {
    return step(name, tierIndex, null, null, null, null);
  }

  /**
   * Records that a step begins.
   *
   * @param tierIndex its tier, from 0
   * @param agentSessionId the session of the agent that does it, which {@link LastStep} finds again
   * @param prompt the agent's prompt; its first 200 code points are recorded, on one line
   * @return the step, to which the caller reports its output and end
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

  /** Records that a step is not done at all. */
  public void skipped(String stepName, String reason) {
    record(new StepSkipped(stepName, reason));
  }

  /**
   * Records that the run ended, with the time since the start, and that the session ended. When
   * this returns, both and all before them are forced. Events of the run that come later are
   * ignored and counted as unrecorded. A second call does nothing, also after one that threw.
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
   * Records that the run was interrupted, unless {@link #finish} was called, as when an exception
   * ends the program's block. Otherwise does nothing.
   *
   * @throws DaybookException as {@link #finish} does
   */
  @Override
  public void close() {
    finish(WorkflowStatus.INTERRUPTED);
  }

  /** Returns the number of events that the session refused or that came after the end. */
  public long unrecorded() {
    return unrecorded.get();
  }

  /** Returns the reason of the session's first refusal, or empty if it refused no event. */
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

  /**
   * Records a sign of life without waiting. A beat that finds no room is dropped; the events in its
   * place show life as well.
   */
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
