package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.MemoryFolder;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session that is opened in a heap that cannot hold its last line. */
@Timeout(120)
class ResumeMemoryTest {

  private static final int LINE_BYTES = 24 << 20;

  @TempDir(factory = MemoryFolder.class)
  Path root;

  @Test
  void saysThatMemoryLacksAndNotThatTheLineIsDamaged() throws Exception {
    try (Daybook daybook = Daybook.builder(root)
        .maxLineBytes(2 * LINE_BYTES)
        .maxInFlightBytes(8L * LINE_BYTES)
        .open()) {
      daybook.openSession("s-1").recordSync(new UserMessage("x".repeat(LINE_BYTES)));
    }
    String printed = new ChildJvm()
        .heapMegabytes(28)
        .flag("-XX:+UseSerialGC")
        .run(Opener.class, root.toString());
    assertThat(printed)
        .contains("LINE_TOO_LONG: memory cannot hold one of the last lines")
        .doesNotContain("damaged");
  }

  /** Opens the session, and says why it cannot. */
  static final class Opener {

    private Opener() {}

    public static void main(String[] args) {
      try (Daybook daybook = Daybook.builder(Path.of(args[0]))
          .maxLineBytes(64 << 10)
          .maxInFlightBytes(1 << 20)
          .open()) {
        daybook.openSession("s-1");
        throw new AssertionError("it opens");
      } catch (DaybookException why) {
        System.out.println(why.kind() + ": " + why.getMessage());
      }
    }
  }
}
