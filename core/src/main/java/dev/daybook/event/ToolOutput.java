package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tool gave back to an agent's loop, or has so far.
 *
 * @param content what the model is shown
 * @param details what it is not
 * @param childLoopId the loop that did the work, where the tool is a sub-agent
 */
public record ToolOutput(
    List<Content> content, @Nullable Json details, @Nullable String childLoopId) {

  /** Text. */
  public static ToolOutput text(String text) {
    return new ToolOutput(List.of(Content.text(text)), null, null);
  }

  public ToolOutput {
    content = Check.list(content, ToolOutput.class, "content");
  }
}
