package dev.daybook.lab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer looks for hostile bytes that break an entry point, guided by which code they reach. In the
 * long form alone, and all targets together in {@code daybook.lab.fuzz.seconds}, 200 by default:
 * what it found once is kept, and {@link FuzzTest} tries that in each test run.
 */
@Tag(Lab.TAG)
class FuzzerTest {

  private static final long SECONDS = Long.getLong("daybook.lab.fuzz.seconds", 200);

  @BeforeAll
  static void inTheLongForm() {
    Lab.need(Lab.isLong(), "the fuzzer needs minutes; -Ddaybook.lab=long");
    Lab.need(System.getProperty("os.name").startsWith("Linux"), "the fuzzer is tried on Linux");
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void theFuzzerFindsNothing(Fuzzed fuzzed) throws Exception {
    Finding finding =
        Lab.finding("fuzz executions").add(fuzzed.folder(), 0).add("crashes", 0).add("hangs", 0);
    Jazzer.Run run = new Jazzer(fuzzed).run(Math.max(1, SECONDS * fuzzed.share / Fuzzed.SHARES));
    finding.add(fuzzed.folder(), run.executions());
    finding.add("crashes", run.crashes().size()).add("hangs", run.ended() ? 0 : 1);
    String output = run.printed().substring(Math.max(0, run.printed().length() - 4_000));
    assertThat(run.ended()).as("ended in time: %s", output).isTrue();
    assertThat(run.crashes()).as("found: %s", output).isEmpty();
    assertThat(run.exitValue()).as("ended well: %s", output).isZero();
    assertThat(run.executions()).as("executions: %s", output).isPositive();
  }
}
