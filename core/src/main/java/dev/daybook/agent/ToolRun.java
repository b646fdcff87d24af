package dev.daybook.agent;

import dev.daybook.event.ErrorInfo;
import dev.daybook.event.Json;
import dev.daybook.event.Message;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolResult;
import org.jspecify.annotations.Nullable;

/**
 * A tool that runs. Report one result; one that never comes leaves the call open, as a crash does.
 * Any thread.
 */
public final class ToolRun {

  private final AgentRecorder recorder;
  private final Message.Call call;
  private final long startNanos = System.nanoTime();

  ToolRun(AgentRecorder recorder, Message.Call call) {
    this.recorder = recorder;
    this.call = call;
  }

  /** The tool did what was asked. */
  public void ok(String output) {
    record(true, output, null, null);
  }

  /** The tool did what was asked, and what it returned is more than text. */
  public void ok(String output, Json data) {
    record(true, output, null, data);
  }

  /** The tool failed; the model is given the error's message. */
  public void failed(ErrorInfo error) {
    record(false, null, error, null);
  }

  /** The tool was not let run. */
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
