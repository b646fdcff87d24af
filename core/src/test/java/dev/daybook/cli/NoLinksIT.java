package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that has no hard links: the kernel refuses each, at the request of strace. */
class NoLinksIT {

  @TempDir
  private Path folder;

  private Cli.Outcome create(Cli cli, String session) throws Exception {
    return create(cli, session, "inject=link,linkat:error=EPERM");
  }

  private Cli.Outcome create(Cli cli, String session, String... injections) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        "strace",
        "-f",
        "-o",
        folder.resolve("trace").toString(),
        "-e",
        "trace=link,linkat,rename"));
    for (String injection : injections) {
      command.addAll(List.of("-e", injection));
    }
    ProcessBuilder builder = cli.process("create", session);
    command.addAll(builder.command());
    Path out = folder.resolve("out");
    Process process = builder.command(command).redirectOutput(out.toFile()).start();
    return new Cli.Outcome(Cli.exitCode(process), Cli.read(out), cli.err());
  }

  @Test
  void aSessionIsCreatedAllTheSameAndOnce() throws Exception {
    assumeTrue(straceInjects(), "strace is not usable here");
    Cli cli = new Cli(folder);
    assertThat(create(cli, "s").exitCode()).as(cli.err()).isZero();
    assertThat(Files.readString(folder.resolve("trace"))).contains("EPERM").contains("INJECTED");
    assertThat(cli.sessionFile("s")).isEmptyFile();
    assertThat(create(cli, "s").failed().errorKind()).isEqualTo("session_exists");
    try (Stream<Path> files = Files.list(cli.sessionFile("s").getParent())) {
      assertThat(files).as("no draft is left").hasSize(1);
    }
  }

  @Test
  void aSessionThatCannotBeCreatedIsNotThereAfterwards() throws Exception {
    assumeTrue(straceInjects(), "strace is not usable here");
    Cli cli = new Cli(folder);
    Cli.Outcome refused =
        create(cli, "s", "inject=link,linkat:error=EPERM", "inject=rename:error=EIO");
    assertThat(refused.failed().errorKind()).isEqualTo("io_error");
    assertThat(cli.sessionFile("s")).doesNotExist();
    assertThat(create(cli, "s").exitCode()).as(cli.err()).isZero();
  }

  private static boolean straceInjects() throws InterruptedException {
    try {
      Process process = new ProcessBuilder(
              "strace", "-o", "/dev/null", "-e", "inject=link:error=EPERM", "true")
          .redirectErrorStream(true)
          .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
