package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.Session;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The heap that {@code record} costs the thread that calls it. */
@Timeout(60)
class AllocationTest {

  private static final Instant NOW = Instant.parse("2026-11-20T23:00:00Z");
  private static final List<SessionEvent> EVENTS = List.of(
      new UserMessage("Fix the failing test"),
      new InferenceStarted("model-1", 2),
      new ToolCall("call_1", "bash", "{\"command\":\"ls\"}"),
      ToolResult.ok("call_1", "main.py"));
  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 500;

  @Test
  void recordingAllocatesNothing() throws IOException {
    assumeThat(ManagementFactory.getThreadMXBean())
        .as("this JVM measures what a thread allocates")
        .isInstanceOf(com.sun.management.ThreadMXBean.class);
    Journals options = new Journals();
    options.ringSlots = 1 << 16;
    options.clock = () -> NOW;
    try (Journal journal = options.start()) {
      Session session = journal.open("s-1", new MemoryFile()::asSessionFile);
      record(session, WARM_UP);
      session.sync();
      // a wait for room in the ring, or a compilation, costs something once
      long least = Long.MAX_VALUE;
      for (int series = 0; series < 20; series++) {
        long before = allocatedBytes();
        record(session, ROUNDS);
        least = Math.min(least, allocatedBytes() - before);
      }
      assertThat(least / (ROUNDS * EVENTS.size())).as("bytes an event").isZero();
    }
  }

  private static void record(Session session, int rounds) {
    for (int i = 0; i < rounds; i++) {
      for (int e = 0; e < EVENTS.size(); e++) {
        session.record(EVENTS.get(e));
      }
    }
  }

  private static long allocatedBytes() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
