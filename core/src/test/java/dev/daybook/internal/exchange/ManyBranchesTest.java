package dev.daybook.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Note;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.codex.CodexFormat;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.gemini.GeminiFormat;
import dev.daybook.internal.exchange.gemini.QwenFormat;
import dev.daybook.internal.exchange.pi.PiFormat;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files of which each item forks from an earlier one. */
@Timeout(120)
class ManyBranchesTest {

  private static final int FORKS = 100_000;

  /** What a session of so many entries may have of ranges, of real files none has a tenth. */
  private static final long MAX_RANGES = 2_000_000;

  private static final class Counted implements ImportTarget {
    long seq = 2;
    long switches;
    long ranges;
    long notes;

    @Nullable
    BranchSwitched last;

    @Override
    public String sessionId() {
      return "s";
    }

    @Override
    public long nextSeq() {
      return seq;
    }

    @Override
    public void add(SessionEvent event, @Nullable Instant ts, @Nullable String id) {
      seq++;
      if (event instanceof BranchSwitched switched) {
        switches++;
        ranges += switched.kept().size();
        last = switched;
      } else if (event instanceof Note note && "too_many_branches".equals(note.kind())) {
        notes++;
      }
    }

    @Override
    public ImportTarget child(String name, SessionStarted started) {
      throw new AssertionError("no sub-agents");
    }
  }

  private static Counted read(
      AgentFormat format, int forks, String head, IntFunction<String> fork) {
    SourceReader reader =
        format.reader(new FileHead(Path.of("s.jsonl"), head.getBytes(UTF_8), Instant.EPOCH));
    Counted target = new Counted();
    long line = 0;
    for (String each : head.split("\n")) {
      line++;
      read(reader, each, line, target);
    }
    for (int i = 0; i < forks; i++) {
      for (String each : fork.apply(i).split("\n")) {
        line++;
        read(reader, each, line, target);
      }
    }
    reader.end(target);
    return target;
  }

  private static void read(SourceReader reader, String text, long line, ImportTarget target) {
    byte[] bytes = text.getBytes(UTF_8);
    reader.read(new Item(JsonValue.first(bytes, 0, bytes.length), line, 0, ""), target);
  }

  private static void assertBounded(AgentFormat format, String head, IntFunction<String> fork) {
    Counted few = read(format, 500, head, fork);
    assertThat(few.switches).isGreaterThanOrEqualTo(499);
    assertThat(few.notes).isZero();
    Counted many = read(format, FORKS, head, fork);
    assertThat(many.ranges).isBetween(few.ranges, MAX_RANGES);
    assertThat(many.notes).isEqualTo(1);
    assertThat(many.switches).isLessThan(FORKS);
  }

  private static String pi(String id, String parent) {
    return "{\"type\":\"message\",\"id\":\"" + id + "\",\"parentId\":" + parent
        + ",\"timestamp\":\"2026-01-02T03:04:05Z\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}\n";
  }

  @Test
  void piIsBounded() {
    String head = "{\"type\":\"session\",\"version\":3,\"id\":\"s\","
        + "\"timestamp\":\"2026-01-02T03:04:05Z\",\"cwd\":\"/w\"}\n" + pi("a0", "null");
    assertBounded(
        PiFormat.PI,
        head,
        i -> pi("x" + i, "\"a" + i + "\"") + pi("a" + (i + 1), "\"a" + i + "\""));
  }

  private static String qwen(String id, String parent) {
    return "{\"uuid\":\"" + id + "\",\"parentUuid\":" + parent
        + ",\"sessionId\":\"s\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"type\":\"user\","
        + "\"message\":{\"role\":\"user\",\"parts\":[{\"text\":\"x\"}]}}\n";
  }

  @Test
  void qwenIsBounded() {
    assertBounded(
        new QwenFormat(),
        qwen("a0", "null"),
        i -> qwen("x" + i, "\"a" + i + "\"") + qwen("a" + (i + 1), "\"a" + i + "\""));
  }

  private static String gemini(String id) {
    return "{\"id\":\"" + id + "\",\"timestamp\":\"2026-05-01T10:00:01.000Z\",\"type\":\"user\","
        + "\"content\":[{\"text\":\"x\"}]}\n";
  }

  @Test
  void geminiIsBounded() {
    String head = "{\"sessionId\":\"s\",\"projectHash\":\"h\","
        + "\"startTime\":\"2026-05-01T10:00:00.000Z\",\"lastUpdated\":\"2026-05-01T10:00:00.000Z\"}\n";
    assertBounded(
        new GeminiFormat(),
        head,
        i -> gemini("a" + i) + gemini("x" + i) + "{\"$rewindTo\":\"x" + i + "\"}\n");
  }

  private static String codex(String type, String payload) {
    return "{\"timestamp\":\"2026-01-02T03:04:05Z\",\"type\":\"" + type + "\",\"payload\":"
        + payload + "}\n";
  }

  @Test
  void codexIsBounded() {
    String prompt = codex("event_msg", "{\"type\":\"user_message\",\"message\":\"x\"}");
    assertBounded(
        new CodexFormat(),
        codex("session_meta", "{\"id\":\"s\",\"cwd\":\"/w\"}") + prompt,
        i -> prompt
            + prompt
            + codex("event_msg", "{\"type\":\"thread_rolled_back\",\"num_turns\":1}"));
  }
}
