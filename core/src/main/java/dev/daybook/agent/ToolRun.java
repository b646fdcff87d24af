package dev.daybook.agent;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolResult;
import org.jspecify.annotations.Nullable;

/**
 * A run of a tool. The caller reports one result; without one the call stays open, as after a
 * crash. Any thread.
 */
public final class ToolRun {

  private final AgentRecorder recorder;
  private final Message.Call call;
  private final long startNanos = System.nanoTime();

  ToolRun(AgentRecorder recorder, Message.Call call) {
    this.recorder = recorder;
    this.call = call;
  }

  /** Records that the tool did what was asked. */
  public void ok(String output) {
    record(true, output, null, null);
  }

  /** Records that the tool did what was asked and returned more than text. */
  public void ok(String output, Json data) {
    record(true, output, null, data);
  }

  /** Records that the tool failed; the model is given the error's message. */
  public void failed(ErrorInfo error) {
    record(false, null, error, null);
  }

  /** Records that a hook did not let the tool run. */
  public void blocked(String hookName, String reason) {
    recorder.record(new ToolBlocked(call.id(), hookName, reason, call.name(), null));
  }

  private void record(
      boolean ok, @Nullable String output, @Nullable ErrorInfo error, @Nullable Json data) {
    long durationMs = (System.nanoTime() - startNanos) / 1_000_000;
    recorder.record(new ToolResult(
        call.id(), ok, output, error, durationMs, null, call.name(), null, null, data));
  }
}
