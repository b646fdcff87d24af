package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first event of a JVM may come from a handler of the overflow of its stack. */
@Timeout(60)
class FirstEventDeepDownTest {

  private static final int CALLS_BELOW_THE_END = 1_500;

  /** Records, in vain until there is stack enough, and then as any thread does. */
  public static void main(String[] args) throws Exception {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      Session session = journal.open("s", file::asSessionFile);
      Thread deep = new Thread(null, () -> recordFromTheEndUp(session), "deep", 1 << 19);
      deep.start();
      deep.join();
      session.recordSync(new UserMessage("afterwards"));
    }
    System.out.println(Journals.texts(file.forcedContent()).contains("afterwards"));
  }

  private static void recordFromTheEndUp(Session session) {
    int end = end();
    for (int calls = end; calls > end - CALLS_BELOW_THE_END; calls -= 7) {
      try {
        recordBelow(calls, session);
      } catch (StackOverflowError expected) {
        assertThat(expected).isNotNull();
      }
    }
  }

  private static int end() {
    int calls = 0;
    try {
      while (true) {
        calls += 50;
        recordBelow(calls, null);
      }
    } catch (StackOverflowError end) {
      return calls;
    }
  }

  private static void recordBelow(int calls, Session session) {
    if (calls > 0) {
      recordBelow(calls - 1, session);
    } else if (session != null) {
      session.record(new UserMessage("deep down"));
    }
  }

  @Test
  void itsFailureForWantOfStackRefusesNoLaterOne() throws Exception {
    // compiled calls would take less stack than those that were counted
    assertThat(new ChildJvm().flag("-Xint").run(FirstEventDeepDownTest.class)).contains("true");
  }
}
