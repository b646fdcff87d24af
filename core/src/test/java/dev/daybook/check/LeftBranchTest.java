package dev.daybook.check;

import static dev.daybook.check.Diagnoses.seqs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.check.Diagnosis.Verdict;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The diagnosis of a session that left a branch of its conversation. */
class LeftBranchTest {

  private static final UserMessage USER = new UserMessage("hello");
  private static final AssistantMessage ANSWER = new AssistantMessage("hi");
  private static final ToolCall CALL = new ToolCall("a", "bash", "{}");
  private static final ToolResult RESULT = ToolResult.ok("a", "done");

  private static SessionEvent keeping(long toSeq) {
    return new BranchSwitched(List.of(new SeqRange(0, toSeq)), null);
  }

  @Test
  void aCallThatWasLeftIsNotOpen() {
    Diagnosis left = Diagnoses.of(USER, CALL, keeping(0), ANSWER);
    assertThat(left.verdict()).isEqualTo(Verdict.READY);
    assertThat(left.tools()).isEqualTo(new ToolTally(1, 0, 0, 0, List.of()));

    Diagnosis kept = Diagnoses.of(USER, CALL, keeping(1), ANSWER);
    assertThat(seqs(kept, FindingKind.TOOL_CALL_WITHOUT_RESULT)).containsExactly(1L);
  }

  @Test
  void aCallOfABranchThatComesBackIsOpen() {
    Diagnosis back = Diagnoses.of(USER, CALL, keeping(0), ANSWER, keeping(1));
    assertThat(seqs(back, FindingKind.TOOL_CALL_WITHOUT_RESULT)).containsExactly(1L);
    assertThat(back.tools().open()).isEqualTo(1);
  }

  @Test
  void anIdentifierMayComeAgainOnAnotherBranch() {
    Diagnosis open = Diagnoses.of(USER, CALL, keeping(0), CALL, RESULT, ANSWER);
    assertThat(open.findings()).isEmpty();
    assertThat(open.tools()).isEqualTo(new ToolTally(2, 1, 0, 0, List.of()));
    Diagnosis answered = Diagnoses.of(USER, CALL, RESULT, keeping(0), CALL, RESULT, ANSWER);
    assertThat(answered.findings()).isEmpty();
    assertThat(answered.tools()).isEqualTo(new ToolTally(2, 2, 0, 0, List.of()));
  }

  @Test
  void aTurnThatWasLeftWaitsForNoAnswer() {
    assertThat(Diagnoses.of(USER, ANSWER, USER, CALL, RESULT, keeping(1)).findings())
        .isEmpty();
    assertThat(seqs(
            Diagnoses.of(USER, ANSWER, USER, CALL, RESULT, keeping(2)),
            FindingKind.USER_TURN_WITHOUT_ANSWER))
        .containsExactly(2L);
  }
}
