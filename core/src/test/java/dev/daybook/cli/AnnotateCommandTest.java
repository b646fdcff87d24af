package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.cli.Cli.Outcome;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that adds a note from outside. */
class AnnotateCommandTest {

  @TempDir
  Path folder;

  private Cli cli;
  private Daybook daybook;

  @BeforeEach
  void create() {
    cli = new Cli(folder);
    daybook = Daybook.open(folder.resolve(".daybook"));
    daybook.createSession("s-1", List.of(new UserMessage("one")));
  }

  @Test
  void saysTheSeqOfANoteInAFreeSession() throws Exception {
    Outcome outcome = cli.run(
        "annotate",
        "s-1",
        "no disk",
        "--level",
        "warn",
        "--data",
        "{\"a\":1}",
        "--tag",
        "ci",
        "--tag",
        "flaky");
    assertThat(outcome.succeeded().out()).isEqualTo("recorded as seq 1\n");
    assertThat(daybook.history("s-1").events())
        .last()
        .isEqualTo(new Note(
            NoteLevel.WARN,
            "no disk",
            "annotation",
            new Json("{\"tags\":[\"ci\",\"flaky\"],\"data\":{\"a\":1}}")));
  }

  @Test
  void saysThatANoteWaitsForTheHolder() throws Exception {
    Session session = daybook.openSession("s-1");
    assertThat(cli.run("annotate", "@latest", "hello").succeeded().out())
        .isEqualTo("laid in the inbox: the process that records the session takes it in\n");
    JsonNode laid = Cli.json(
        cli.run("annotate", "s-1", "hello", "--id", "i", "--json").succeeded().out());
    assertThat(laid.get("recorded").asBoolean()).isFalse();
    assertThat(laid.has("seq")).isFalse();
    session.close();
    JsonNode again = Cli.json(
        cli.run("annotate", "s-1", "hello", "--id", "i", "--json").succeeded().out());
    assertThat(again.get("id").asText()).isEqualTo("i");
    assertThat(again.get("seq").asLong()).isEqualTo(2);
    assertThat(daybook.history("s-1").entries()).hasSize(3);
  }

  @Test
  void refusesWhatIsNoNote() throws Exception {
    assertThat(cli.run("annotate", "absent", "x").failed().errorKind())
        .isEqualTo("session_not_found");
    Cli.Outcome noJson = cli.run("annotate", "s-1", "x", "--data", "{");
    assertThat(noJson.exitCode()).isEqualTo(2);
    assertThat(noJson.err()).contains("--data is no JSON");
    assertThat(cli.run("annotate", "s-1", " ").exitCode()).isEqualTo(2);
    assertThat(cli.run("annotate", "s-1", "x", "--level", "loud").exitCode()).isEqualTo(2);
    assertThat(cli.run("annotate", "s-1").exitCode()).isEqualTo(2);
    assertThat(daybook.history("s-1").entries()).hasSize(1);
  }
}
