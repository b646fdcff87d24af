package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of a tool to an agent's loop, final or so far.
 *
 * @param content the part that the model is shown
 * @param details the part that it is not shown
 * @param childLoopId the loop that did the work, where the tool is a sub-agent
 */
public record ToolOutput(
    List<Content> content, @Nullable Json details, @Nullable String childLoopId) {

  /** Returns an output of text. */
  public static ToolOutput text(String text) {
    return new ToolOutput(List.of(Content.text(text)), null, null);
  }

  public ToolOutput {
    content = Check.list(content, ToolOutput.class, "content");
  }
}
