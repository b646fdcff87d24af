package dev.daybook.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * The choice of a number of some variants of a benchmark, in words: {@code ListSessions
 * how=DAYBOOK} is the score of all variants with that parameter, and {@code CallerLatency load=HALF
 * service.p50} another number than the score.
 *
 * @param params those that matter; the others may be anything
 */
record Pick(String benchmark, Map<String, String> params, String number) {

  static Pick of(String words) {
    return new Pick("", Map.of(), Measured.SCORE).but(words);
  }

  /** This pick with what the words say, which is all there is if they begin with a benchmark. */
  Pick but(String words) {
    String wantedBenchmark = benchmark;
    String wantedNumber = number;
    Map<String, String> wantedParams = new TreeMap<>(params);
    for (String word : words.split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        wantedParams.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (Character.isUpperCase(word.charAt(0))) {
        wantedBenchmark = word;
        wantedNumber = Measured.SCORE;
        wantedParams.clear();
      } else {
        wantedNumber = word;
      }
    }
    return new Pick(wantedBenchmark, wantedParams, wantedNumber);
  }

  boolean takes(Measured measured) {
    return measured.benchmark().equals(benchmark)
        && measured.params().entrySet().containsAll(params.entrySet())
        && measured.numbers().containsKey(number);
  }
}
