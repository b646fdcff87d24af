package dev.daybook.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a mistyped one may have meant. */
final class Nearest {

  private static final int MAX_ANSWERS = 3;

  /** Longer names are not compared, so that no long argument takes long. */
  private static final int MAX_LETTERS = 256;

  private record Candidate(String name, int distance) {}

  private Nearest() {}

  /** The nearest names first, at most three; none that has little in common with what was given. */
  static List<String> to(String given, Collection<String> names) {
    List<Candidate> near = new ArrayList<>();
    int limit = Math.max(1, Math.min(given.length() / 3, 3));
    for (String name : names) {
      int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      boolean isBeginning = given.length() > 1 && name.startsWith(given);
      if (distance <= limit || isBeginning) {
        near.add(new Candidate(name, isBeginning ? 0 : distance));
      }
    }
    near.sort(Comparator.comparingInt(Candidate::distance));
    return near.stream().limit(MAX_ANSWERS).map(Candidate::name).toList();
  }

  /** How many letters to insert, remove, replace or swap with the next one. */
  private static int distance(String a, String b) {
    if (a.length() > MAX_LETTERS || b.length() > MAX_LETTERS) {
      return Integer.MAX_VALUE;
    }
    int[][] least = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        least[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, least);
      }
    }
    return least[a.length()][b.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] least) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(least[i - 1][j - 1] + same, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
    boolean isSwapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return isSwapped ? Math.min(best, least[i - 2][j - 2] + 1) : best;
  }
}
