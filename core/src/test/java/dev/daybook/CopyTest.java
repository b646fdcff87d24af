package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.SessionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session copied by a program that knows its types, and not all of their fields. */
class CopyTest {

  private static final List<Unknown> EVENTS = List.of(
      new Unknown(
          "agent_end",
          "{\"loop_id\":\"l\",\"new\":{\"a\":1.10},\"usage\":{\"input\":1,\"output\":2,\"x\":[ ]},"
              + "\"messages\":[{\"role\":\"user\",\"y\":null,\"content\":[{\"type\":\"text\","
              + "\"text\":\"\\u0041\",\"z\":1E+2}]}]}"),
      new Unknown(
          "tool_call",
          "{ \"vendor\" : \"\\/\", \"arguments\":\"{}\",\"name\":\"bash\",\"call_id\":\"c\"}"),
      new Unknown("made_up", "{\"a\":1,\"a\":2}"),
      new Unknown("session_ended", "{\"reason\":null}"));

  @TempDir
  Path root;

  @Test
  void keepsEveryByteOfTheData() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      write(daybook.file("original"), EVENTS);
      List<SessionEvent> events = daybook
          .reader("original", ReadOptions.strict().withVerbatimData(true))
          .history()
          .events();
      assertThat(events).isEqualTo(EVENTS);
      try (Session copy = daybook.openSession("copy")) {
        events.forEach(copy::record);
      }
      assertThat(data(daybook.file("copy")))
          .isEqualTo(data(daybook.file("original")))
          .isEqualTo(EVENTS.stream().map(event -> event.data().text()).toList());
      assertThat(daybook.history("copy").events())
          .isEqualTo(daybook.history("original").events())
          .isNotEqualTo(EVENTS);
    }
  }

  @Test
  void recordingTheCopyChecksWhatReadingItDidNot() throws IOException {
    Unknown bad = new Unknown("tool_call", "{\"call_id\":\"c\",\"name\":7}");
    try (Daybook daybook = Daybook.open(root)) {
      write(daybook.file("original"), List.of(bad));
      SessionReader strict = daybook.reader("original", ReadOptions.strict());
      assertThat(faultOf(strict::history).kind()).isEqualTo(Kind.WRONG_KIND);
      assertThat(daybook
              .reader("original", ReadOptions.strict().withVerbatimData(true))
              .history()
              .events())
          .containsExactly(bad);
      try (Session copy = daybook.openSession("copy")) {
        assertThat(faultOf(() -> copy.record(bad)).kind()).isEqualTo(Kind.WRONG_KIND);
      }
    }
  }

  private static void write(Path file, List<Unknown> events) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int seq = 0; seq < events.size(); seq++) {
      lines.writeBytes(Lines.lineOf("original", seq, events.get(seq)));
    }
    Files.createDirectories(file.getParent());
    Files.write(file, lines.toByteArray());
  }

  private static List<String> data(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
        .map(line -> line.replaceAll("^.*?\"data\":|,\"crc\":\"[0-9a-f]{8}\"}$", ""))
        .toList();
  }
}
