package dev.daybook.workflow;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.StepStarted;
import dev.daybook.read.Fold;
import org.jspecify.annotations.Nullable;

/**
 * A fold that returns the step of a workflow that was started last, ended or not. Its
 * {@code agentSessionId} names the agent's session to go on with. It ignores all other entries, the
 * session's end too.
 */
public final class LastStep implements Fold<StepStarted> {

  private @Nullable StepStarted last;

  /** Makes a fold of no entries yet. */
  public LastStep() {}

  @Override
  public void accept(Entry entry) {
    if (entry.event() instanceof StepStarted started) {
      last = started;
    }
  }

  /**
   * Returns the step that was started last.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if no step was started
   */
  @Override
  public StepStarted result() {
    StepStarted step = last;
    if (step == null) {
      throw DaybookException.of(
          Kind.SESSION_NOT_FOUND,
          "no step of the workflow was started, so there is no agent's session to go on with");
    }
    return step;
  }
}
