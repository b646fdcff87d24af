package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.journal.Session;
import dev.daybook.replay.History;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, word for word. */
class QuickStartTest {

  @Test
  void theExampleOfTheReadmeRuns(@TempDir Path root) {
    // README begin
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.session("s-1");
      session.record(new UserMessage("Fix the failing test"));
      session.record(new ToolCall("call_1", "bash", "{\"command\":\"ls\"}"));
      long seq = session.recordSync(ToolResult.ok("call_1", "main.py"));
      // here all three are on the device, whatever happens next
      History history = daybook.history("s-1");
      history.entries().forEach(entry -> System.out.println(entry.seq() + " " + entry.type()));
      // README end
      assertThat(seq).isEqualTo(2);
      assertThat(history.events())
          .containsExactly(
              new UserMessage("Fix the failing test"),
              new ToolCall("call_1", "bash", "{\"command\":\"ls\"}"),
              ToolResult.ok("call_1", "main.py"));
    }
  }
}
