package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.AgentCommand;
import dev.daybook.event.Entry;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.StepOutput;
import dev.daybook.event.StepSkipped;
import dev.daybook.event.StepStarted;
import dev.daybook.event.StepStream;
import dev.daybook.event.TierStarted;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowStarted;
import dev.daybook.event.WorkflowStatus;
import dev.daybook.internal.json.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases that zig's own tests show of its envelope, in our format. */
class ZigEnvelopeCasesTest {

  private static final Instant START = Instant.parse("2026-11-20T23:00:00Z");

  @Test
  @DisplayName("zig: the envelope round-trips")
  void theEnvelopeRoundTrips() {
    StepStarted event = new StepStarted("build", 1, "a-1", AgentCommand.RUN, null, "Build it…");
    byte[] line = Wire.line(12, event);
    JsonNode json = Wire.json(line);
    assertThat(json.get("seq").longValue()).isEqualTo(12);
    assertThat(json.get("ts").textValue()).isEqualTo("2026-11-20T23:00:00.123456Z");
    assertThat(json.get("session_id").textValue()).isEqualTo(Lines.SESSION_ID);
    assertThat(Wire.decode(line))
        .isEqualTo(new Entry(12, Lines.TS, Lines.SESSION_ID, null, "step_started", event));
  }

  @Test
  @DisplayName("zig: a ts with +00:00 and nine digits is the same moment, to the microsecond")
  void aTimestampOfTheirsIsRead() {
    String line =
        Wire.lineOf("heartbeat", "2026-11-20T23:00:00.123456789+00:00", "{\"interval_secs\":10}");
    assertThat(Wire.decode(line)).isEqualTo(Lines.entry(0, "heartbeat", new Heartbeat(10L)));
  }

  @Test
  @DisplayName("zig: the tag of an event is its name in snake_case")
  void theTagIsInSnakeCase() {
    Wire.check(
        new WorkflowStarted("nightly", "w/nightly.zig", 2, null, "/home/a", null),
        "workflow_started",
        """
        {"workflow_name":"nightly","workflow_path":"w/nightly.zig","tier_count":2,"cwd":"/home/a"}""");
    Wire.check(
        new TierStarted(0, List.of("build", "test")),
        "tier_started",
        "{\"tier_index\":0,\"step_names\":[\"build\",\"test\"]}");
    Wire.check(
        new StepOutput("build", StepStream.STDERR, "warning"),
        "step_output",
        "{\"step_name\":\"build\",\"stream\":\"stderr\",\"line\":\"warning\"}");
    Wire.check(
        new StepSkipped("test", "no need"),
        "step_skipped",
        "{\"step_name\":\"test\",\"reason\":\"no need\"}");
    Wire.check(
        new WorkflowEnded(WorkflowStatus.FAILURE, 900),
        "workflow_ended",
        "{\"status\":\"failure\",\"duration_ms\":900}");
  }

  @Test
  @DisplayName("zig: ts and seq agree")
  void tsAndSeqAgree(@TempDir Path root) {
    AtomicLong ticks = new AtomicLong();
    try (Daybook daybook = Daybook.builder(root)
        .clock(() -> START.plusMillis(ticks.getAndIncrement()))
        .open()) {
      Session session = daybook.openSession("s-1");
      for (int i = 0; i < 200; i++) {
        session.record(new Heartbeat(10L));
      }
      session.sync();
      List<Entry> entries = daybook.history("s-1").entries();
      assertThat(entries)
          .hasSize(200)
          .allSatisfy(entry -> assertThat(entry.ts()).isEqualTo(START.plusMillis(entry.seq())));
    }
  }

  @Test
  @DisplayName("zig: the order of seq is the order of the file, whoever records")
  void theOrderOfSeqIsTheOrderOfTheFile(@TempDir Path root) throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s-1");
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Thread thread = new Thread(() -> {
          for (int i = 0; i < 250; i++) {
            session.record(new Heartbeat(10L));
          }
        });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      session.sync();
      List<String> lines = Files.readAllLines(daybook.file("s-1"));
      assertThat(lines).hasSize(1000);
      for (int i = 0; i < lines.size(); i++) {
        assertThat(Wire.decode(lines.get(i)).seq()).isEqualTo(i);
      }
    }
  }
}
