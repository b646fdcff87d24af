package dev.daybook.workflow;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Await;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.AgentCommand;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StepCompleted;
import dev.daybook.event.StepFailed;
import dev.daybook.event.StepOutput;
import dev.daybook.event.StepSkipped;
import dev.daybook.event.StepStarted;
import dev.daybook.event.StepStream;
import dev.daybook.event.TierStarted;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkflowRecorderTest {

  private static final WorkflowStarted STARTED =
      new WorkflowStarted("nightly", "nightly.zig", 2, null, "/home/a", "do it");

  @TempDir
  Path root;

  private final ManualTimer timer = new ManualTimer();
  private Daybook daybook;
  private Session session;

  @BeforeEach
  void open() {
    // nothing is forced but what a caller waits for
    daybook = Daybook.builder(root)
        .forceInterval(Duration.ofHours(1))
        .maxLineBytes(4096)
        .open();
    session = daybook.openSession("run");
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  private WorkflowRecorder start() {
    return start(session::record);
  }

  private WorkflowRecorder start(Consumer<SessionEvent> recordIfRoom) {
    return new WorkflowRecorder(
        session,
        STARTED,
        WorkflowRecorder.HEARTBEAT_INTERVAL,
        recordIfRoom,
        timer,
        timer::nanoTime);
  }

  private List<SessionEvent> events() {
    daybook.sync();
    return daybook.history("run").events();
  }

  @Test
  void recordsTheCallsInTheirOrderWithTheTimesInBetween() {
    WorkflowRecorder run = start();
    run.tierStarted(0, List.of("build", "test"));
    Step build = run.step("build", 0, "agent-1", AgentCommand.RUN, "m-1", "Build it.\nNow.");
    timer.pass(Duration.ofMillis(1500));
    Step test = run.step("test", 0);
    build.output(StepStream.STDERR, "warning");
    timer.pass(Duration.ofMillis(500));
    build.completed(0, List.of("artifact"));
    test.failed(3L, 1, "flaky");
    test.failed(null, 2, "killed");
    run.skipped("deploy", "test failed");
    run.finish(WorkflowStatus.FAILURE);
    assertThat(events())
        .containsExactly(
            STARTED,
            new TierStarted(0, List.of("build", "test")),
            new StepStarted("build", 0, "agent-1", AgentCommand.RUN, "m-1", "Build it. Now."),
            new StepStarted("test", 0, null, null, null, null),
            new StepOutput("build", StepStream.STDERR, "warning"),
            new StepCompleted("build", 0, 2000, List.of("artifact")),
            new StepFailed("test", 3L, 1, "flaky"),
            new StepFailed("test", null, 2, "killed"),
            new StepSkipped("deploy", "test failed"),
            new WorkflowEnded(WorkflowStatus.FAILURE, 2000),
            new SessionEnded(new EndReason(EndKind.ERROR, null, null)));
    assertThat(run.unrecorded()).isZero();
    assertThat(run.failure()).isEmpty();
  }

  @Test
  void theEndIsForcedWhenFinishReturns() {
    WorkflowRecorder run = start();
    run.tierStarted(0, List.of());
    run.finish(WorkflowStatus.SUCCESS);
    assertThat(session.counters().forced()).isEqualTo(4);
    assertThat(daybook.history("run").events()).endsWith(SessionEnded.normally());
  }

  @ParameterizedTest
  @CsvSource({"success, normal_end", "failure, error", "interrupted, interrupted", "theirs,"})
  void theSessionEndsAsTheWorkflowDid(String status, String reason) {
    start().finish(new WorkflowStatus(status));
    EndReason expected = reason == null ? null : new EndReason(new EndKind(reason), null, null);
    assertThat(events())
        .endsWith(new WorkflowEnded(new WorkflowStatus(status), 0), new SessionEnded(expected));
  }

  @Test
  void anUnfinishedRunWasInterrupted() {
    assertThatThrownBy(() -> {
          try (WorkflowRecorder run = start()) {
            run.tierStarted(0, List.of());
            timer.pass(Duration.ofSeconds(1));
            throw new IllegalStateException("the workflow's own");
          }
        })
        .isInstanceOf(IllegalStateException.class)
        .hasNoSuppressedExceptions();
    assertThat(events())
        .endsWith(
            new WorkflowEnded(WorkflowStatus.INTERRUPTED, 1000),
            new SessionEnded(new EndReason(EndKind.INTERRUPTED, null, null)));
    assertThat(WorkflowStatus.INTERRUPTED.isKnown()).isTrue();
  }

  @Test
  void afterTheEndNothingMoreIsRecordedAndItIsCounted() {
    WorkflowRecorder run = start();
    Step step = run.step("build", 0);
    run.finish(WorkflowStatus.SUCCESS);
    run.finish(WorkflowStatus.FAILURE);
    run.close();
    assertThat(run.unrecorded()).isZero();
    step.output(StepStream.STDOUT, "late");
    step.completed(0, List.of());
    run.tierStarted(1, List.of());
    run.step("late", 1).failed(null, 1, "late");
    run.skipped("late", "late");
    timer.beat();
    assertThat(events()).hasSize(4).endsWith(SessionEnded.normally());
    assertThat(run.unrecorded()).isEqualTo(6);
    assertThat(run.failure()).as("nothing was refused").isEmpty();
  }

  @Test
  void whatTheSessionRefusesStopsNothingAndIsCounted() {
    WorkflowRecorder run = start();
    Step step = run.step("build", 0);
    step.output(StepStream.STDOUT, "x".repeat(5000));
    step.output(StepStream.STDOUT, "y".repeat(5000));
    step.completed(0, List.of());
    assertThat(run.unrecorded()).isEqualTo(2);
    assertThat(run.failure()).map(DaybookException::kind).contains(Kind.LINE_TOO_LONG);
    run.finish(WorkflowStatus.SUCCESS);
    assertThat(events()).hasSize(5);
  }

  @Test
  void aMistakeOfTheCallerIsThrown() {
    WorkflowRecorder run = start();
    assertThat(faultOf(() -> run.tierStarted(-1, List.of())).kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThatThrownBy(() -> WorkflowRecorder.start(session, STARTED, Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("heartbeats are at least a second apart: interval=PT0.999S");
    run.close();
  }

  @Test
  void anEndThatIsNotRecordedIsReportedOnce() {
    WorkflowRecorder run = start();
    session.close();
    assertThat(faultOf(() -> run.finish(WorkflowStatus.SUCCESS)).kind())
        .isEqualTo(Kind.SESSION_CLOSED);
    run.close();
    assertThat(timer.beats()).isEmpty();
    assertThat(daybook.history("run").events()).containsExactly(STARTED);
  }

  @Test
  void signsOfLifeAreRecordedUntilTheEnd() {
    WorkflowRecorder run = start();
    assertThat(timer.intervals()).containsExactly(Duration.ofSeconds(10));
    timer.beat();
    run.tierStarted(0, List.of());
    timer.beat();
    List<Runnable> beats = timer.beats();
    run.finish(WorkflowStatus.SUCCESS);
    assertThat(timer.beats()).as("stopped with the run").isEmpty();
    // one that was under way meanwhile
    beats.forEach(Runnable::run);
    assertThat(events())
        .containsSubsequence(STARTED, new Heartbeat(10L), new TierStarted(0, List.of()))
        .filteredOn(Heartbeat.class::isInstance)
        .hasSize(2);
    assertThat(events()).endsWith(SessionEnded.normally());
  }

  @Test
  void aSignOfLifeThatIsRefusedHoldsUpNeitherTheNextNorTheRun() {
    List<SessionEvent> offered = new ArrayList<>();
    WorkflowRecorder run = start(event -> {
      offered.add(event);
      if (offered.size() == 1) {
        throw DaybookException.of(Kind.OVERFLOW, "no room");
      }
    });
    timer.beat();
    timer.beat();
    assertThat(offered).containsExactly(new Heartbeat(10L), new Heartbeat(10L));
    run.finish(WorkflowStatus.SUCCESS);
    assertThat(events()).hasSize(3);
    assertThat(run.unrecorded()).as("a sign of life is no loss").isZero();
  }

  @Test
  void nothingStandsBehindTheEndHoweverManyThreadsRecord() throws Exception {
    WorkflowRecorder run = start();
    Step step = run.step("build", 0);
    List<Thread> threads = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      Thread thread = new Thread(() -> {
        while (run.unrecorded() < 100) {
          step.output(StepStream.STDOUT, "line");
          timer.beat();
        }
      });
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    Await.until("much is recorded", () -> session.counters().recorded() >= 1000);
    run.finish(WorkflowStatus.SUCCESS);
    for (Thread thread : threads) {
      thread.join();
    }
    List<SessionEvent> events = events();
    assertThat(events)
        .endsWith(new WorkflowEnded(WorkflowStatus.SUCCESS, 0), SessionEnded.normally());
    assertThat(events).filteredOn(WorkflowEnded.class::isInstance).hasSize(1);
    assertThat(run.unrecorded()).isGreaterThanOrEqualTo(100);
  }
}
