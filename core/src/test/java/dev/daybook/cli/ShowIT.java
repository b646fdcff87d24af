package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session for a person to read. */
class ShowIT {

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void begin() {
    cli = new Cli(folder);
  }

  private static String event(String type, String data) {
    return "{\"type\":\"" + type + "\",\"ts\":\"2026-11-20T10:00:00Z\",\"data\":" + data + "}\n";
  }

  private static String later(String type, String data) {
    return event(type, data).replace("10:00:00", "10:01:05");
  }

  private static final String SESSION = event("session_started", "{\"model\":\"m-1\"}")
      + event("user_message", "{\"text\":\"Fix the test\\nplease\"}")
      + event("assistant_message", "{\"text\":\"I'll look.\",\"thinking\":\"hm\\nwell\"}")
      + event("tool_call", "{\"call_id\":\"c\",\"name\":\"bash\",\"arguments\":\"{}\"}")
      + event("permission_decision", "{\"decision\":\"deny\",\"tool_name\":\"bash\"}")
      + later(
          "tool_result",
          "{\"call_id\":\"c\",\"ok\":false,\"output\":\"" + "line\\n".repeat(30) + "\"}")
      + later("heartbeat", "{}")
      + later(
          "step_failed",
          "{\"step_name\":\"build\",\"attempt\":2,\"exit_code\":1,\"error\":\"broke\"}")
      + later(
          "turn_failed",
          "{\"terminal_status\":\"failed\",\"error_kind\":\"timeout\",\"error_message\":\"slow\"}")
      + later("provider_usage", "{\"usage_summary\":{\"input_tokens\":12,\"output_tokens\":3}}")
      + later("provider_usage", "{\"usage_summary\":{\"input_tokens\":8,\"output_tokens\":4}}")
      + later("my_own_type", "{\"answer\":42}")
      + later("session_ended", "{\"reason\":{\"type\":\"normal_end\"}}");

  /** Who records need not know how many there were. */
  @Test
  void sumsUpNoMessagesThatWereNotCounted() {
    cli.runWith(
            event("inference_started", "{\"model\":\"m-1\",\"message_count\":0}")
                + event("inference_started", "{\"model\":\"m-2\",\"message_count\":1}")
                + event("inference_started", "{\"model\":\"m-3\",\"message_count\":2}"),
            "record",
            "s")
        .succeeded();
    assertThat(cli.run("show", "s").succeeded().lines())
        .filteredOn(line -> line.contains(" inference "))
        .extracting(line -> line.substring(line.indexOf("inference")))
        .containsExactly("inference m-1", "inference m-2, 1 message", "inference m-3, 2 messages");
  }

  @Test
  void showsWhatHappened() {
    cli.withJvmOption("-Duser.timezone=UTC").runWith(SESSION, "record", "s").succeeded();
    assertThat(cli.run("show", "s").succeeded().out()).isEqualTo("""
            s
              Fix the test please
              2026-11-20 10:00:00 to 2026-11-20 10:01:05, 1 min 5 s, 13 entries, ended

            -- 2026-11-20

            10:00:00 #0 session started m-1

            10:00:00 #1 user
              Fix the test
              please

            10:00:00 #2 assistant
              ~ hm
              ~ well
              I'll look.

            10:00:00 #3 tool bash
              {}

            10:00:00 #4 permission deny, bash

            10:01:05 #5 result bash, after 1 min 5 s, failed
            """ + "  line\n".repeat(12) + """
                  … 18 more lines; --full shows all

                10:01:05 #7 step build, failed, exit code 1, attempt 2
                  broke

                10:01:05 #8 turn failed failed, timeout
                  slow

                10:01:05 #9 usage input 12, output 3

                10:01:05 #10 usage input 8, output 4

                10:01:05 #11 my_own_type
                  {"answer":42}

                10:01:05 #12 session ended normal_end

                usage: input 20, output 7 (from provider_usage)
                tool calls: 1
                """);
    assertThat(cli.run("show", "s", "--full").succeeded().out()).contains("  line\n".repeat(30));
    assertThat(cli.run("show", "s", "--last", "1").succeeded().out())
        .startsWith("s\n  Fix the test please\n")
        .contains("13 entries")
        .endsWith("-- 2026-11-20\n\n10:01:05 #12 session ended normal_end\n");
  }

  @Test
  void aSessionCannotDriveTheTerminal() {
    String hostile = "\\u001b[2J\\r\\u202e";
    cli.runWith(
            event("user_message", "{\"text\":\"" + hostile + "\"}")
                + event(
                    "tool_call",
                    "{\"call_id\":\"c\",\"name\":\"" + hostile + "\",\"arguments\":\"\"}")
                + event("x", "{\"" + hostile + "\":1}"),
            "record",
            "s")
        .succeeded();
    String out = cli.run("show", "s").succeeded().out();
    assertThat(out).contains("<U+001B>[2J").doesNotContain("\u001b", "\r", "\u202e");
    assertThat(cli.run("tail", "s", "--no-follow").succeeded().out())
        .contains("<U+001B>[2J")
        .doesNotContain("\u001b", "\r", "\u202e");
  }

  @Test
  void coloursAreForTerminals() throws Exception {
    cli.runWith(SESSION, "record", "s").succeeded();
    assertThat(show("", "")).doesNotContain("\u001b");
    assertThat(show("NO_COLOR", "1")).doesNotContain("\u001b");
    assertThat(show("CLICOLOR_FORCE", "1")).as("this test sees colours").contains("\u001b[1m");
  }

  private String show(String variable, String value) throws Exception {
    ProcessBuilder builder = cli.process("show", "s");
    if (!variable.isEmpty()) {
      builder.environment().put(variable, value);
    }
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(Cli.exitCode(process)).isZero();
    return out;
  }

  @Test
  void damageIsReportedAndSkipped() throws Exception {
    cli.runWith(SESSION, "record", "s").succeeded();
    Files.writeString(cli.sessionFile("s"), "no entry\n{\"torn", StandardOpenOption.APPEND);
    Cli.Outcome outcome = cli.run("show", "s").failed();
    assertThat(outcome.out()).contains("session ended", "tool calls: 1");
    assertThat(Cli.lines(outcome.err()))
        .anyMatch(line -> line.contains("\"invalid_json\"") && line.contains("\"line\":14"))
        .anyMatch(line -> line.contains("\"torn_tail\",\"bytes\":6"));
  }

  @Test
  void programsGetTheLinesAsTheyAre() throws Exception {
    cli.runWith(SESSION, "record", "s").succeeded();
    String file = Files.readString(cli.sessionFile("s"));
    assertThat(cli.run("show", "s", "--json").succeeded().out()).isEqualTo(file);
    assertThat(cli.run("show", "s", "--json", "--last", "2").succeeded().lines())
        .isEqualTo(Cli.lines(file).subList(11, 13));

    Files.writeString(cli.sessionFile("s"), "no entry\n{\"torn", StandardOpenOption.APPEND);
    Cli.Outcome damaged = cli.run("show", "s", "--json").failed();
    assertThat(damaged.out()).isEqualTo(file);
    assertThat(Cli.lines(damaged.err())).hasSize(2);
  }

  @Test
  void anEmptySessionHasAHeadingAlone() throws Exception {
    cli.run("create", "s").succeeded();
    assertThat(cli.run("show", "s").succeeded().out()).isEqualTo("s\n  no entries, paused\n");
    assertThat(cli.run("show", "t").failed().errorKind()).isEqualTo("session_not_found");
    assertThat(cli.run("show", "s", "--last", "-1").exitCode()).isEqualTo(2);
  }
}
