package dev.daybook.internal.exchange.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.check.UsageTally;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.Usage;
import dev.daybook.internal.exchange.Exports;
import dev.daybook.internal.exchange.reference.SeedFile;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.read.Fold;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The turns of agent loops without an end. */
class LoopTurnsTest {

  private static TurnEnd turn(String loop, long input) {
    return new TurnEnd(loop, AgentMessage.user("hi"), new Usage(input, 1), List.of());
  }

  private static AgentEnd end(String loop, long input) {
    return new AgentEnd(loop, List.of(), new Usage(input, 1), null);
  }

  @Test
  void loopsThatEndedAreNotHeld() {
    LoopTurns turns = new LoopTurns(10);
    for (int i = 0; i < 100_000; i++) {
      turns.see(2L * i, turn("loop-" + i, 1));
      turns.see(2L * i + 1, end("loop-" + i, 1));
    }
    assertThat(turns.size()).isZero();
    for (int i = 0; i < 1_000; i++) {
      turns.see(200_000L + i, turn("open-" + i, 1));
    }
    assertThat(turns.size()).isEqualTo(10);
  }

  @Test
  void tokensOfRowsAddUpToTheUsage() throws IOException {
    Random random = new Random(17);
    for (int round = 0; round < 50; round++) {
      List<SessionEvent> events = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String loop = "l" + random.nextInt(4);
        events.add(
            random.nextInt(3) == 0 ? end(loop, random.nextInt(100)) : turn(loop, 1L << (i % 30)));
      }
      if (round % 2 == 0) {
        events.add(
            0,
            SessionFork.builder()
                .parentSessionId("parent")
                .forkedToSeq(9)
                .replayEventCount(10L)
                .build());
      }
      assertAddsUp(SeedFile.entries(events.toArray(new SessionEvent[0])));
    }
  }

  private static void assertAddsUp(List<Entry> entries) throws IOException {
    Fold<Optional<UsageTally>> tally = UsageTally.fold();
    entries.forEach(tally::accept);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exports.write(SeedFile.session("s-1", entries), "ndjson", out);
    long input = 0;
    for (String row : out.toString(UTF_8).split("\n")) {
      byte[] bytes = row.getBytes(UTF_8);
      Long tokens = JsonValue.first(bytes, 0, bytes.length).get("input_tokens").count();
      input += tokens == null ? 0 : tokens;
    }
    assertThat(input).isEqualTo(tally.result().map(each -> each.usage().input()).orElse(0L));
  }
}
