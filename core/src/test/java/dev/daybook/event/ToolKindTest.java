package dev.daybook.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolKindTest {

  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @ParameterizedTest
  @CsvSource({
    "notebook, notebook",
    "NotebookEdit, notebook",
    "read_notebook, notebook",
    "bash_notebook, notebook",
    "bash, shell",
    "Bash, shell",
    "BashOutput, shell",
    "run_shell_command, shell",
    "read_shell, shell",
    "exec, shell",
    "EXEC, shell",
    "exec_command, other",
    "execute, other",
    "read, file_read",
    "ReadFile, file_read",
    "read_write, file_read",
    "thread, file_read",
    "view, file_read",
    "cat, file_read",
    "View, file_read",
    "view_image, other",
    "concat, other",
    "catalog, other",
    "write, file_write",
    "WriteFile, file_write",
    "write_patch, file_write",
    "edit, file_edit",
    "MultiEdit, file_edit",
    "apply_patch, file_edit",
    "edit_search, file_edit",
    "grep, search",
    "Glob, search",
    "tool_search, search",
    "WebSearch, search",
    "find, search",
    "find_files, other",
    "search_agent, search",
    "agent, sub_agent",
    "spawn_agent, sub_agent",
    "web_agent, sub_agent",
    "web, web",
    "WebFetch, web",
    "fetch, web",
    "http_get, web",
    "todo, other",
    "'', other",
    "' bash ', shell",
    "' exec', other",
    "日本語, other",
  })
  void guessesByTheFirstRuleThatTheNameMatches(String toolName, String kind) {
    assertThat(ToolKind.guess(toolName)).isEqualTo(new ToolKind(kind));
    assertThat(ToolKind.guess(toolName).isKnown()).isTrue();
  }

  @Test
  void aNameWithALineBreakIsNotTheExactName() {
    assertThat(ToolKind.guess("exec\n")).isEqualTo(ToolKind.OTHER);
    assertThat(ToolKind.guess("cat\n")).isEqualTo(ToolKind.OTHER);
  }

  @Test
  void guessesTheSameInEveryCountry() {
    Locale.setDefault(Locale.forLanguageTag("tr"));
    assertThat(ToolKind.guess("EDIT")).isEqualTo(ToolKind.FILE_EDIT);
    assertThat(ToolKind.guess("WRITE")).isEqualTo(ToolKind.FILE_WRITE);
  }
}
