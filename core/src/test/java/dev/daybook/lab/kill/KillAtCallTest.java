package dev.daybook.lab.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.MemoryFolder;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process killed just before the n-th call to the system that changes anything, or in the middle
 * of the n-th write, for every n until it is not killed any more: what returned before is kept, and
 * the call under way was made wholly or not at all. A library of 100 lines of C, which is put
 * before the system's own, counts and kills.
 *
 * <p>In a thread of its own: reading what a process prints takes no interrupt, and one that hangs
 * is to fail the test, not the build.
 */
@Tag(Lab.TAG)
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillAtCallTest {

  /** So many calls there are at least: a library that sees none would prove nothing. */
  private static final int MIN_CALLS = 10;

  /** At this call the first session that is created has its name, and its draft's still. */
  private static final int FIRST_SHORT = 5;

  @TempDir
  private static Path built;

  private static KillLibrary library;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final Finding finding =
      Lab.finding("targeted kills").add("kills", 0).add("acknowledged", 0).add("lost", 0);

  @BeforeAll
  static void build() throws Exception {
    library = KillLibrary.build(built);
  }

  @ParameterizedTest
  @CsvSource({
    "files, false, false, 17",
    "files, true, false, 8",
    "recording, false, false, 13",
    "recording, true, false, 9",
    "recording, false, true, 17",
    "resting, false, false, 13"
  })
  void aKillAtAnyCallLosesNothing(String calls, boolean isTorn, boolean isLogged, int everyShort)
      throws Exception {
    Model model = Model.of(calls);
    int every = Lab.isLong() ? 1 : everyShort;
    for (int n = Math.min(every, FIRST_SHORT); ; n += every) {
      World world = new World(Files.createDirectory(folder.resolve("root-" + n)));
      world.prepare();
      Process victim = library.start(
          world.root(),
          n,
          isTorn,
          Victim.class,
          world.root().toRealPath().toString(),
          calls,
          String.valueOf(isLogged));
      int returned = returned(victim);
      int exit = KillLibrary.exitCode(victim);
      if (exit == 0) {
        assertThat(returned).isEqualTo(model.size());
        assertThat(n).as("calls that were counted").isGreaterThan(MIN_CALLS);
        return;
      }
      assertThat(exit).isEqualTo(KillLibrary.KILLED);
      try {
        int drafts = world.check(model, returned);
        finding.add("kills", 1).add("acknowledged", returned).add("drafts left", drafts);
      } catch (Throwable e) {
        throw new AssertionError(calls + ", " + (isTorn ? "torn write " : "before call ") + n, e);
      }
    }
  }

  /** How many calls said that they returned, until the process ended. */
  private static int returned(Process victim) throws IOException {
    String printed = KillLibrary.printed(victim);
    // a number that was cut off was not said
    int returned = (int) printed.chars().filter(c -> c == '\n').count();
    for (int n = 0, from = 0; n < returned; n++) {
      int end = printed.indexOf('\n', from);
      assertThat(printed.substring(from, end)).isEqualTo(String.valueOf(n));
      from = end + 1;
    }
    return returned;
  }
}
