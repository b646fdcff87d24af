package dev.daybook.lab.fuzz;

/**
 * The entry point for Jazzer, which calls it in a process of its own, once for each input that it
 * makes.
 */
public final class FuzzMain {

  private static Target target = input -> {};

  private FuzzMain() {}

  /**
   * Called once, with the name of what is fuzzed. Tries the kept inputs, so that no class is
   * instrumented in the time that one input may take.
   */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    Fuzzed fuzzed = Fuzzed.valueOf(arguments[0]);
    target = fuzzed.open();
    for (byte[] seed : Seeds.of(fuzzed)) {
      target.run(seed);
    }
  }

  /** Called for each input; what this throws is a finding. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.run(input);
  }
}
