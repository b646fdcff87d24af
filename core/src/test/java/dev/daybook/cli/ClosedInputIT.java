package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process whose standard input was closed before it began, as some service managers do. */
class ClosedInputIT {

  private static final Path SHELL = Path.of("/bin/sh");

  @TempDir
  Path folder;

  @BeforeEach
  void requireShell() {
    assumeTrue(Files.isExecutable(SHELL), "there is no shell here");
    assumeTrue(Files.exists(Path.of("/proc/self/fd")), "nothing says here what a descriptor is");
  }

  private Cli.Outcome withoutInput(String... words) throws Exception {
    Cli cli = new Cli(folder);
    List<String> command =
        new ArrayList<>(List.of(SHELL.toString(), "-c", "exec \"$@\" <&-", "sh"));
    command.addAll(cli.process(words).command());
    Process process = cli.process(words)
        .command(command)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
    return new Cli.Outcome(Cli.exitCode(process), Cli.read(folder.resolve("out")), cli.err());
  }

  /** The descriptor then is that of a file that Java has opened for itself. */
  @ParameterizedTest
  @ValueSource(strings = {"", "forced"})
  void recordsNothingAndSaysWhy(String ack) throws Exception {
    Cli.Outcome outcome =
        ack.isEmpty() ? withoutInput("record", "s") : withoutInput("record", "s", "--ack", ack);
    assertThat(outcome.failed().errorKind()).isEqualTo("io_error");
    assertThat(outcome.error().get("message").asText()).contains("standard input is closed");
    assertThat(outcome.out()).isEmpty();
    assertThat(new Cli(folder).sessionFile("s")).doesNotExist();
  }

  @Test
  void hindersNoCommandThatReadsNone() throws Exception {
    assertThat(withoutInput("create", "s").succeeded().out()).isEqualTo("s\n");
  }
}
