package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.catalog.SessionState;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.cli.Cli.Outcome;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import java.time.Instant;
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

  /** Else an old session would seem to have lasted until today, and would be the latest. */
  @Test
  void aNoteIsNoActivityOfTheSession() {
    String said =
        "{\"type\":\"user_message\",\"ts\":\"2025-01-02T03:04:05Z\",\"data\":{\"text\":\"x\"}}\n";
    String ended = "{\"type\":\"session_ended\",\"ts\":\"2025-01-02T03:04:09Z\",\"data\":{}}\n";
    for (String session : List.of("short", "long")) {
      // the ends of a large file are read apart
      cli.runWith(said.repeat(session.equals("long") ? 200 : 1) + ended, "record", session)
          .succeeded();
      cli.run("annotate", session, "seen").succeeded();
      cli.run("annotate", session, "seen again").succeeded();

      SessionSummary summary = daybook.catalog().summary(session);
      assertThat(summary.updated()).isEqualTo("2025-01-02T03:04:09Z");
      assertThat(summary.state()).isEqualTo(SessionState.ENDED);
      assertThat(cli.run("show", session).succeeded().out()).contains(", 4.0 s, ");
      // it has ended, so that there is nothing to wait for
      assertThat(cli.run("tail", session).succeeded().lines())
          .last()
          .asString()
          .contains("seen again");
    }
    assertThat(daybook.catalog().find("@latest")).isEqualTo("s-1");
    Instant ofNow = daybook.catalog().summary("s-1").updated();

    daybook.createSession("noted", List.of(new Note(NoteLevel.INFO, "x", Note.ANNOTATION, null)));
    assertThat(daybook.catalog().summary("noted").updated()).isAfter(ofNow);
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
