package dev.daybook.internal.exchange.claude;

import dev.daybook.event.ToolKind;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for its result.
 *
 * @param name the tool's name
 * @param ts the time of the call
 * @param agent the facts of a call that starts a sub-agent; null for others
 */
record ClaudeCall(
    String name, @Nullable Instant ts, @Nullable ClaudeAgent agent) {

  /** Returns the kind of a tool of that name. */
  static ToolKind kindOf(String name) {
    return switch (name) {
      case "Bash", "BashOutput", "KillShell", "KillBash", "PowerShell" -> ToolKind.SHELL;
      case "Read", "NotebookRead" -> ToolKind.FILE_READ;
      case "Write" -> ToolKind.FILE_WRITE;
      case "Edit", "MultiEdit" -> ToolKind.FILE_EDIT;
      case "Grep", "Glob", "LS" -> ToolKind.SEARCH;
      case "WebFetch", "WebSearch", "web_search", "web_fetch" -> ToolKind.WEB;
      case "NotebookEdit" -> ToolKind.NOTEBOOK;
      case "Task", "Agent" -> ToolKind.SUB_AGENT;
      case "TodoWrite", "TodoRead", "AskUserQuestion", "ExitPlanMode" -> ToolKind.OTHER;
      default -> ToolKind.guess(name.toLowerCase(Locale.ROOT));
    };
  }
}
