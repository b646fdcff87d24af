package dev.daybook.tree;

import static dev.daybook.tree.EventStream.answer;
import static dev.daybook.tree.EventStream.toolEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.CompactionBlock;
import dev.daybook.event.CompactionEnded;
import dev.daybook.event.CompactionStarted;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Entry;
import dev.daybook.event.InputRejected;
import dev.daybook.event.Json;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.MessageStart;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ParallelLoopStart;
import dev.daybook.event.ProgressMessage;
import dev.daybook.event.PruneApplied;
import dev.daybook.event.RevertApplied;
import dev.daybook.event.RevertCategory;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolExecutionUpdate;
import dev.daybook.event.ToolOutput;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.tree.LoopTree.PlacedLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Events in no order at all, with few enough ids that they meet. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class RandomStreamsTest {

  private static final List<String> SESSIONS = List.of("s", "t", "u", "");
  private static final List<String> LOOPS = List.of(
      "s.main.1", "s.main.2", "s.alt.1", "t.main.1", "t.sub.2", "u.x.1", "plain", "a.b", "");
  private static final List<ContinuationKind> KINDS = List.of(
      ContinuationKind.INITIAL,
      ContinuationKind.DEFAULT,
      ContinuationKind.BRANCH,
      ContinuationKind.RERUN,
      ContinuationKind.COMPACTION,
      new ContinuationKind("sideways"));

  @Test
  void neverThrowAndAlwaysGiveATree() throws IOException {
    long seed = System.nanoTime();
    for (int i = 0; i < 2000; i++) {
      long own = seed + i;
      try {
        feedAndLook(new Random(own), own);
      } catch (RuntimeException thrown) {
        throw new AssertionError("seed " + own, thrown);
      }
    }
  }

  private static void feedAndLook(Random random, long seed) throws IOException {
    SessionTree tree = new SessionTree();
    for (Entry entry : stream(random, 60).entries()) {
      tree.accept(entry);
      switch (random.nextInt(40)) {
        case 0 -> tree.checkpoint();
        case 1 -> tree.flush();
        case 2 -> tree.drainCompleted();
        case 3 -> tree.forget(any(random, SESSIONS));
        default -> {}
      }
    }
    for (AgentSession session : tree.sessions()) {
      assertIsTree(session, seed);
      TreeJson.write(session, OutputStream.nullOutputStream());
    }
  }

  private static void assertIsTree(AgentSession session, long seed) {
    List<PlacedLoop> placed = new LoopTree(session).depthFirst();
    assertThat(placed).as("seed %s", seed).hasSameSizeAs(session.loops());
    Set<String> ids = new HashSet<>();
    for (Loop loop : session.loops()) {
      ids.add(loop.loopId());
      assertThat(loop.sessionId()).as("seed %s", seed).isEqualTo(session.sessionId());
      assertThat(loop.childrenLoopIds()).as("seed %s", seed).doesNotContain(loop.loopId());
      for (int i = 0; i < loop.events().size(); i++) {
        assertThat(loop.events().get(i).sequence()).as("seed %s", seed).isEqualTo(i);
      }
      assertThat(session.tree().chainTo(loop.loopId())).as("seed %s", seed).endsWith(loop.loopId());
    }
    for (Loop loop : session.loops()) {
      assertThat(ids).as("seed %s", seed).containsAll(loop.childrenLoopIds());
    }
  }

  @Test
  void giveTheSameTreeFromDiskAsLive(@TempDir Path root) {
    long seed = System.nanoTime();
    for (int i = 0; i < 25; i++) {
      EventStream stream = stream(new Random(seed + i), 200);
      assertThat(stream.recordedAndFolded(root.resolve("" + i)))
          .as("seed %s", seed + i)
          .isEqualTo(stream.tree().sessions());
    }
  }

  private static EventStream stream(Random random, int events) {
    EventStream stream = new EventStream();
    for (int i = 0; i < events; i++) {
      stream.event(event(random));
    }
    return stream;
  }

  private static SessionEvent event(Random random) {
    String loop = any(random, LOOPS);
    return switch (random.nextInt(26)) {
      case 0, 1, 2, 3, 4 ->
        new AgentStart(
            "agent" + random.nextInt(2),
            any(random, SESSIONS),
            loop,
            random.nextInt(3) == 0 ? null : any(random, LOOPS),
            random.nextInt(3) == 0 ? null : any(random, KINDS),
            random.nextBoolean() ? "tag" : null,
            random.nextBoolean() ? Json.EMPTY_OBJECT : null,
            null);
      case 5, 6 ->
        new AgentEnd(
            loop,
            List.of(answer("end", "m", "p")),
            new Usage(random.nextInt(9), 1),
            random.nextInt(4) == 0 ? "no" : null);
      case 7, 8 -> new TurnStart(loop, random.nextInt(4), TurnTrigger.USER);
      case 9, 10, 11 ->
        new TurnEnd(
            loop,
            random.nextBoolean() ? answer("a") : answer("a", "m", "p"),
            EventStream.TEN,
            List.of(AgentMessage.tool("c" + random.nextInt(3), "t", "r")));
      case 12, 13 ->
        new MessageEnd(loop, random.nextBoolean() ? answer("a") : AgentMessage.user("q"));
      case 14 -> new MessageStart(loop, AgentMessage.user("q"));
      case 15, 16 ->
        toolEnd(
            loop, "c" + random.nextInt(3), "t", random.nextBoolean() ? null : any(random, LOOPS));
      case 17 ->
        new ParallelLoopStart(
            any(random, SESSIONS), List.of(loop, any(random, LOOPS), "s.new." + random.nextInt(3)));
      case 18 -> new ParallelLoopEnd(any(random, SESSIONS), loop, random.nextInt(3), Usage.NONE);
      case 19 ->
        new CompactionBlock(
            loop,
            new TurnRange(0, random.nextInt(3)),
            new TurnMessages(new TurnRange(0, 0), List.of(answer("short"))),
            null);
      case 20 -> new RevertApplied(loop, RevertCategory.FAILURE, 1L, List.of(2L), null, true, null);
      case 21 -> new PruneApplied(loop, 1, 1, null, List.of(1L));
      case 22 ->
        random.nextBoolean()
            ? new CompactionStarted(loop, 1, 1)
            : new CompactionEnded(loop, 2, 1, 2, 1, 1);
      case 23 ->
        random.nextBoolean()
            ? new ProgressMessage(loop, "c", "t", "half")
            : new InputRejected(loop, "no");
      case 24 ->
        random.nextBoolean()
            ? new ToolExecutionStart(loop, "c", "t", Json.EMPTY_OBJECT)
            : new ToolExecutionUpdate(loop, "c", "t", ToolOutput.text("half"));
      default -> new UserMessage("not of a loop");
    };
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
