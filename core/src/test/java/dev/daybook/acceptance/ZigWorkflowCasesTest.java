package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.StepStarted;
import dev.daybook.event.StepStream;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import dev.daybook.workflow.LastStep;
import dev.daybook.workflow.Step;
import dev.daybook.workflow.WorkflowRecorder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases that zig's own tests show of writing a run, and of going on with one. */
class ZigWorkflowCasesTest {

  @TempDir
  Path root;

  private Daybook daybook;
  private Session session;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
    session = daybook.openSession("run");
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  private WorkflowRecorder start() {
    return WorkflowRecorder.start(session, "nightly", "nightly.zig", 1);
  }

  private StepStarted lastStep() {
    session.sync();
    return daybook.fold("run", new LastStep()).result();
  }

  @Test
  @DisplayName("zig: a run is start, tier, step and end, and its first line is the start")
  void aRunIsStartTierStepAndEnd() {
    try (WorkflowRecorder run = start()) {
      run.tierStarted(0, List.of("build"));
      Step step = run.step("build", 0, "agent-1", null, null, null);
      step.completed(0, List.of());
      run.finish(WorkflowStatus.SUCCESS);
    }
    List<Entry> entries = daybook.history("run").entries();
    assertThat(entries)
        .extracting(Entry::type)
        .containsExactly(
            "workflow_started",
            "tier_started",
            "step_started",
            "step_completed",
            "workflow_ended",
            "session_ended");
    // theirs begins at 1
    assertThat(entries.get(0).seq()).isZero();
    assertThat(entries.get(0).event()).isInstanceOf(WorkflowStarted.class);
  }

  @Test
  @DisplayName("zig: the last step wins, also after the end event")
  void theLastStepWins() {
    WorkflowRecorder run = start();
    run.step("build", 0, "agent-1", null, null, null).completed(0, List.of());
    assertThat(lastStep().agentSessionId()).isEqualTo("agent-1");
    run.step("test", 1, "agent-2", null, null, null).failed(1L, 1, "red");
    assertThat(lastStep().agentSessionId()).isEqualTo("agent-2");
    run.finish(WorkflowStatus.FAILURE);
    assertThat(lastStep().agentSessionId()).isEqualTo("agent-2");
    assertThat(lastStep().stepName()).isEqualTo("test");
  }

  @Test
  @DisplayName("zig: no step is an error")
  void noStepIsAnError() {
    start().finish(WorkflowStatus.SUCCESS);
    DaybookException fault = faultOf(this::lastStep);
    assertThat(fault.kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
    assertThat(fault.getMessage()).startsWith("no step of the workflow was started");
  }

  @Test
  @DisplayName("zig: events that are no steps are ignored")
  void otherEventsAreIgnored() {
    WorkflowRecorder run = start();
    Step step = run.step("build", 0, "agent-1", null, null, null);
    step.output(StepStream.STDOUT, "{\"type\":\"step_started\",\"agent_session_id\":\"no\"}");
    run.skipped("test", "no need");
    session.record(new UserMessage("hello"));
    session.record(new Unknown("step_begun", "{\"agent_session_id\":\"no\"}"));
    run.close();
    assertThat(lastStep().agentSessionId()).isEqualTo("agent-1");
  }
}
