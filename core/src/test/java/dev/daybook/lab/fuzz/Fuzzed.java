package dev.daybook.lab.fuzz;

import dev.daybook.cli.InputTarget;
import dev.daybook.internal.file.LockTextTarget;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** All that is fuzzed, each with a folder of its name in {@code src/test/resources/fuzz}. */
enum Fuzzed {
  LINES(LinesTarget::new, 4, 3000),
  ENTRY(EntryTarget::new, 4, 2500),
  INPUT(InputTarget::new, 2, 3000),
  PARTS(PartsTarget::new, 3, 2500),
  ROUND_TRIP(RoundTripTarget::new, 3, 500),
  READING(ReadingTarget::new, 3, 500),
  REPAIR(RepairTarget::new, 5, 400),
  RESUME(ResumeTarget::new, 4, 200),
  NAMES(NamesTarget::new, 1, 1000),
  LOCK_TEXT(LockTextTarget::new, 1, 1000);

  /** The parts of all of them. */
  static final int SHARES =
      Arrays.stream(values()).mapToInt(fuzzed -> fuzzed.share).sum();

  private final Supplier<Target> target;

  /** Its part of the time that all have together. */
  final int share;

  /** How many inputs the short form makes. */
  final int rounds;

  Fuzzed(Supplier<Target> target, int share, int rounds) {
    this.target = target;
    this.share = share;
    this.rounds = rounds;
  }

  Target open() {
    return target.get();
  }

  /** Its name in files and reports. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
