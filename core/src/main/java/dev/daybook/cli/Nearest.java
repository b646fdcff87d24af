package dev.daybook.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A search for the names that a mistyped one may have meant. The longer that one is, the more
 * letters may be wrong; it may be the beginning of a name, or stand anywhere in one. A name that
 * differs in its case, or in spaces, hyphens and underscores, alone comes first.
 */
final class Nearest {

  private static final int MAX_ANSWERS = 3;
  private static final Pattern SEPARATORS = Pattern.compile("[ _-]+");

  /** The letters of the longest name that is compared, so that no long argument takes long. */
  private static final int MAX_LETTERS = 256;

  /** The letters that a part of a name must have: fewer are the part of too many names. */
  private static final int MIN_PART = 4;

  /**
   * A name that may have been meant.
   *
   * @param rank lowest for the nearest names; of one rank, names stay in their order
   */
  private record Candidate(String name, int rank) {}

  private final String given;
  private final int mostWrong;
  private final int mostWrongInPart;

  private Nearest(String given) {
    this.given = given.toLowerCase(Locale.ROOT);
    int letters = given.length();
    this.mostWrong = Math.max(1, Math.min(letters / 3, Math.max(3, letters / 8)));
    this.mostWrongInPart = letters < MIN_PART ? -1 : Math.min(letters / 4, 3);
  }

  /**
   * Returns the nearest names first, at most three, leaving out those that have little in common
   * with what was given.
   */
  static List<String> to(String given, Collection<String> names) {
    Nearest nearest = new Nearest(given);
    List<Candidate> near = new ArrayList<>();
    for (String name : names) {
      int rank = nearest.rank(name.toLowerCase(Locale.ROOT));
      if (rank >= 0) {
        near.add(new Candidate(name, rank));
      }
    }
    near.sort(Comparator.comparingInt(Candidate::rank));
    return near.stream().limit(MAX_ANSWERS).map(Candidate::name).toList();
  }

  /** Returns the distance of a name from what was given; -1 if it has little in common with it. */
  private int rank(String name) {
    if (form(name).equals(form(given))) {
      return 0;
    }
    boolean isBeginning = given.length() > 1 && name.startsWith(given);
    if (isBeginning || (given.length() >= MIN_PART && name.contains(given))) {
      return 1;
    }
    if (given.length() > MAX_LETTERS || name.length() > MAX_LETTERS) {
      return -1;
    }
    int[] wrong = wrong(name);
    int least = IntStream.of(wrong).min().orElseThrow();
    // a whole name comes before the beginning of one
    return wrong[name.length()] <= mostWrong
        ? 2 * wrong[name.length()] + 1
        : least <= mostWrongInPart ? 2 * least + 2 : -1;
  }

  /** Returns a name without what separates its words. */
  private static String form(String name) {
    return SEPARATORS.matcher(name).replaceAll("");
  }

  /**
   * Returns how many letters to insert, remove, replace or swap with the next one, to make of what
   * was given the beginning of the name of each length.
   */
  private int[] wrong(String name) {
    int[][] least = new int[given.length() + 1][name.length() + 1];
    for (int i = 0; i <= given.length(); i++) {
      for (int j = 0; j <= name.length(); j++) {
        least[i][j] = i == 0 || j == 0 ? i + j : step(given, name, i, j, least);
      }
    }
    return least[given.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] least) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(least[i - 1][j - 1] + same, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
    boolean isSwapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return isSwapped ? Math.min(best, least[i - 2][j - 2] + 1) : best;
  }
}
