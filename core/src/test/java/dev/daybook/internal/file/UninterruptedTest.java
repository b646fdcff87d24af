package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.MemoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UninterruptedTest {

  @TempDir(factory = MemoryFolder.class)
  Path root;

  /** As a thread without memory does. */
  @Test
  void aThreadThatEndsWithoutAnAnswerIsNotWaitedFor() {
    assertThatThrownBy(() -> Uninterrupted.call(() -> 1, task -> new Thread(() -> {}, "dead")))
        .isInstanceOfSatisfying(
            DaybookException.class, e -> assertThat(e.kind()).isEqualTo(Kind.IO_ERROR))
        .hasMessageContaining("thread=dead");
  }

  @Test
  void whatWasThrownHasTheFramesOfTheWorkAndOfTheCaller() {
    assertThatThrownBy(() -> Uninterrupted.call(UninterruptedTest::refuse))
        .isInstanceOf(IOException.class)
        .satisfies(thrown -> assertThat(framesOf(thrown))
            .contains("refuse", "whatWasThrownHasTheFramesOfTheWorkAndOfTheCaller"));
  }

  /** In a JVM in which stacks have no frames, as those have that are taken without memory. */
  public static void main(String[] arguments) throws IOException {
    try {
      Uninterrupted.call(UninterruptedTest::refuse);
    } catch (IOException refused) {
      System.out.println("refused: " + refused.getMessage());
    }
  }

  @Test
  void withoutFramesItIsThrownAsItIs() throws Exception {
    assertThat(new ChildJvm().flag("-XX:-StackTraceInThrowable").run(UninterruptedTest.class))
        .contains("refused: planned");
  }

  private static int refuse() throws IOException {
    throw new IOException("planned");
  }

  @Test
  void aRefusedOpeningHasTheFramesOfItsCaller() {
    try (Daybook first = Daybook.open(root);
        Daybook second = Daybook.open(root)) {
      first.openSession("s");
      assertThatThrownBy(() -> second.openSession("s"))
          .hasToString("dev.daybook.SessionLockedException: SESSION_LOCKED: this process has the"
              + " session open already; close it there, or record there: "
              + detailsOf(second))
          .satisfies(thrown ->
              assertThat(framesOf(thrown)).contains("aRefusedOpeningHasTheFramesOfItsCaller"));
      assertThatThrownBy(() -> second.resumeSession("other"))
          .satisfies(thrown ->
              assertThat(framesOf(thrown)).contains("aRefusedOpeningHasTheFramesOfItsCaller"))
          .asString()
          .contains("SESSION_NOT_FOUND");
    }
  }

  private static String detailsOf(Daybook refused) {
    try {
      refused.openSession("s");
      throw new AssertionError("two writers");
    } catch (DaybookException why) {
      String message = String.valueOf(why.getMessage());
      return message.substring(message.indexOf("session=s"));
    }
  }

  private static Iterable<String> framesOf(Throwable thrown) {
    // a lambda's frame names the method that it stands in
    return Arrays.stream(thrown.getStackTrace())
        .map(frame -> frame.getMethodName().replaceAll("^lambda\\$|\\$\\d+$", ""))
        .toList();
  }
}
