package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lab.Lab;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user without a home folder: only what needs one is refused, and says what to do. */
@Tag(Lab.TAG)
@Timeout(60)
class NoHomeIT {

  @TempDir
  private Path folder;

  /** An empty variable is none; Java asks the system's list of users, and says ? if that fails. */
  private Cli homeless(String userHome) {
    return new Cli(folder)
        .withEnvironment("HOME", "")
        .withEnvironment("DAYBOOK_HOME", "")
        .withJvmOption("-Duser.home=" + userHome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", ""})
  void aProjectsSessionsAreRefusedWithWhatToDo(String userHome) {
    Cli.Outcome outcome = homeless(userHome).run("ls", "--project").failed();
    assertThat(outcome.errorKind()).isEqualTo("io_error");
    assertThat(outcome.error().get("message").asText())
        .isEqualTo(
            "this user has no home folder; set the environment variable DAYBOOK_HOME to a folder");
    assertThat(homeless(userHome).run("create", "s", "--project").failed().errorKind())
        .isEqualTo("io_error");
    assertThat(folder.resolve("?")).doesNotExist();
  }

  @Test
  void theDefaultRootAndANamedHomeNeedNone() {
    homeless("?").run("create", "s").succeeded();
    assertThat(folder.resolve(".daybook/sessions/s.ndjson")).exists();
    homeless("?")
        .withEnvironment("DAYBOOK_HOME", folder.resolve("home").toString())
        .run("create", "s", "--project")
        .succeeded();
    assertThat(folder.resolve("home/projects")).isNotEmptyDirectory();
  }
}
