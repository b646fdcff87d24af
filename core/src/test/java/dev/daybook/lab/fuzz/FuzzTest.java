package dev.daybook.lab.fuzz;

import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hostile bytes at every entry point, without a fuzzer: the inputs that are kept, and seeded
 * mutations of them. {@code -Ddaybook.lab.seed=S} tries again what the run of that seed tried.
 */
@Tag(Lab.TAG)
class FuzzTest {

  private static final long SEED = Long.getLong("daybook.lab.seed", System.nanoTime());

  private final Finding finding =
      Lab.finding("hostile bytes").add("inputs", 0).add("broken", 0).add("hangs", 0);

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatIsKeptHolds(Fuzzed fuzzed) {
    Target target = fuzzed.open();
    List<byte[]> seeds = Seeds.of(fuzzed);
    for (byte[] input : seeds) {
      run(target, input, "kept");
    }
    finding.add("inputs", seeds.size());
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void noMutationOfWhatIsKeptBreaksIt(Fuzzed fuzzed) {
    Target target = fuzzed.open();
    Mutation mutation =
        new Mutation(new SplittableRandom(SEED + fuzzed.ordinal()), Seeds.of(fuzzed));
    for (int i = Lab.rounds(fuzzed.rounds, 4 * fuzzed.rounds); i > 0; i--) {
      run(target, mutation.next(), "-Ddaybook.lab.seed=" + SEED);
      finding.add("inputs", 1);
    }
  }

  private void run(Target target, byte[] input, String where) {
    try {
      target.run(input);
    } catch (Throwable broken) {
      finding.add("broken", 1);
      throw new AssertionError(where + ", input=" + HexFormat.of().formatHex(input), broken);
    }
  }
}
