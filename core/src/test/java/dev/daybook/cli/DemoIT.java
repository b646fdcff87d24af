package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration checks itself; this checks that it does. */
class DemoIT {

  @TempDir
  Path folder;

  @Test
  void recordsFoldsAndSumsUpInAFolderThatIsGoneAfterwards() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Cli.Outcome outcome = new Cli(folder)
        .withJvmOption("-Djava.io.tmpdir=" + temporary)
        .run("demo", "--agents", "3", "--events", "500");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("1,500 events in ")
        .contains("events/s")
        .contains("MB/s")
        .contains("record()", "recordSync()", "p50 ", "p99 ", "p99.9 ")
        .contains("events per force")
        .contains("3 of 3 sessions: every event there, in order, as recorded")
        .contains(temporary.toString());
    assertThat(list(temporary)).noneMatch(name -> name.contains("daybook"));
  }

  @Test
  void keepsTheFilesOfEveryRunInAGivenFolder() throws IOException {
    Cli cli = new Cli(folder);
    for (int run = 1; run <= 2; run++) {
      Cli.Outcome outcome = cli.run("demo", "--agents", "2", "--events", "100", "--root", "kept");
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      List<String> sessions = list(folder.resolve("kept/sessions"));
      assertThat(sessions).hasSize(2 * run);
    }
    String session = list(folder.resolve("kept/sessions")).get(0).replace(".ndjson", "");
    List<String> folded = cli.run("fold", session, "--root", "kept").succeeded().lines();
    assertThat(folded).hasSize(100);
    assertThat(folded.get(0)).contains("\"type\":\"session_started\"");
    assertThat(folded.get(99)).contains("\"type\":\"session_ended\"");
  }

  private static List<String> list(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
