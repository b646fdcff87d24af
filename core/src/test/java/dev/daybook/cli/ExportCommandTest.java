package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code export}. */
class ExportCommandTest {

  @TempDir
  Path folder;

  private Cli recorded() throws IOException {
    Cli cli = new Cli(folder);
    cli.runWith("""
            {"type":"session_started","ts":"2026-01-02T03:04:05Z","data":{"agent_name":"coder"}}
            {"type":"user_message","ts":"2026-01-02T03:04:05Z","data":{"text":"hi"}}
            {"type":"note","ts":"2026-01-02T03:04:05Z","data":{"level":"info","message":"n"}}
            """, "record", "s-1").succeeded();
    return cli;
  }

  @Test
  void writesASessionAndReportsWhatTheFormLacks() throws IOException {
    Cli.Outcome outcome = recorded().run("export", "s", "--format", "celeste");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            "{\"type\":\"user\",\"content\":\"hi\",\"timestamp\":\"2026-01-02T03:04:05Z\"}\n");
    assertThat(outcome.err())
        .contains(
            "{\"report\":{\"kind\":\"not_in_format\",\"what\":\"note\",\"entries\":1}}",
            "\"what\":\"session_started\"");
  }

  @Test
  void writesEveryFormThatHelpNames() throws IOException {
    Cli cli = recorded();
    String help = cli.run("export", "--help").succeeded().out().replaceAll("\\s+", " ");
    String forms = help.substring(help.indexOf("FORMAT is ") + 10);
    // it was recorded here, and so has no source
    assertThat(cli.run("export", "s-1", "--format", "source").exitCode()).isEqualTo(1);
    List<String> written = new ArrayList<>();
    for (String form :
        forms.substring(forms.indexOf(", ") + 2, forms.indexOf('.')).split(", ")) {
      Cli.Outcome outcome = cli.run("export", "s-1", "--format", form);
      if (outcome.exitCode() == 0) {
        written.add(form);
      } else {
        assertThat(outcome.err()).as(form).contains("nothing of this session fits the format");
      }
    }
    assertThat(written).contains("markdown", "jsonl", "ndjson", "celeste");
    assertThat(cli.run("export", "s-1", "--format", "markdown").out()).contains("## User\n\nhi\n");
  }

  @Test
  void formatThatHoldsNothingOfTheSessionIsAFailure() throws IOException {
    Cli cli = recorded();
    cli.runWith(
            "{\"type\":\"note\",\"data\":{\"level\":\"info\",\"message\":\"n\"}}\n", "record", "n")
        .succeeded();
    Cli.Outcome outcome = cli.run("export", "n", "--format", "zig").failed();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("nothing of this session fits the format");
  }

  @Test
  void refusesWhatItCannotWrite() throws IOException {
    Cli cli = recorded();
    assertThat(cli.run("export", "s-1").exitCode()).isEqualTo(2);
    Cli.Outcome other = cli.run("export", "s-1", "--format", "markdwon");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("markdown");
    assertThat(cli.run("export", "absent", "--format", "jsonl").exitCode()).isEqualTo(1);
  }

  @Test
  void takesWhatPeopleTry() throws IOException {
    Cli cli = recorded();
    String markdown =
        cli.run("export", "s-1", "--format", "markdown").succeeded().out();
    for (String name : List.of("md", "MD", "Markdown")) {
      assertThat(cli.run("export", "s-1", "--format", name).succeeded().out())
          .as(name)
          .isEqualTo(markdown);
    }
    for (String option : List.of("-o", "--output", "--output=s.md")) {
      Cli.Outcome outcome = cli.run("export", "s-1", "--format", "md", option);
      assertThat(outcome.exitCode()).as(option).isEqualTo(2);
      assertThat(outcome.err()).as(option).contains("no such option: -", "> FILE");
    }
    Cli.Outcome unknown = cli.run("export", "s-1", "--format", "nosuch");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("give one of source, markdown, jsonl, ndjson");
  }

  @Test
  void saysThatASessionIsEmpty() {
    Cli cli = new Cli(folder);
    cli.run("create", "empty").succeeded();
    for (String form : List.of("jsonl", "ndjson")) {
      Cli.Outcome outcome = cli.run("export", "empty", "--format", form);
      assertThat(outcome.exitCode()).as(form).isZero();
      assertThat(outcome.out()).as(form).isEmpty();
      assertThat(outcome.err())
          .as(form)
          .isEqualTo("{\"report\":{\"kind\":\"no_entries\",\"session\":\"empty\"}}\n");
    }
    Cli.Outcome replay = cli.run("replay", "empty", "--json");
    assertThat(replay.exitCode()).isZero();
    assertThat(replay.out()).isEmpty();
    assertThat(replay.err()).contains("\"no_messages\"");
    assertThat(cli.run("replay", "empty", "--last", "0").succeeded().err()).isEmpty();
  }
}
