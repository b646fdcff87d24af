package dev.daybook.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Titles for people that are distinct in a column. Of texts that begin with the same words, longer
 * than the column, the first sentence that differs is shown; where the difference stands too deep
 * in it, what begins with the first word that differs. What does not differ stays.
 */
final class DistinctTitles {

  /** The end of a title that is not the whole text. */
  private static final String GOES_ON = "...";

  /** The mark for words that are left out. */
  private static final String LEFT_OUT = "…";

  private static final String ENDS_OF_SENTENCES = ".!?:;";

  private final List<String> titles;
  private final int places;

  /**
   * Takes the titles of a column.
   *
   * @param places the width of the column
   */
  DistinctTitles(List<String> titles, int places) {
    this.titles = titles;
    this.places = places;
  }

  /**
   * Returns the texts to show, harmless, in the order of the titles.
   *
   * @param whole gives more of the text of a title, by its place from 0, or nothing if there is no
   *     more; asked only for titles that are not distinct
   */
  List<String> shown(IntFunction<String> whole) {
    List<String> shown = new ArrayList<>();
    Map<String, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < titles.size(); i++) {
      String title = Text.line(titles.get(i));
      shown.add(title);
      alike.computeIfAbsent(Text.cut(title, places), cut -> new ArrayList<>()).add(i);
    }
    for (List<Integer> group : alike.values()) {
      if (group.size() > 1 && group.stream().map(titles::get).anyMatch(this::isCut)) {
        distinguish(group, whole, shown);
      }
    }
    return shown;
  }

  private boolean isCut(String title) {
    return title.endsWith(GOES_ON) || Text.width(title) > places;
  }

  private record Titled(int row, String text) {}

  private void distinguish(List<Integer> group, IntFunction<String> whole, List<String> shown) {
    // texts with the most in common stand beside each other
    List<Titled> sorted = group.stream()
        .map(row -> new Titled(row, Text.line(whole.apply(row))))
        .filter(text -> !text.text().isEmpty())
        .sorted(Comparator.comparing(Titled::text))
        .toList();
    for (int i = 0; i < sorted.size(); i++) {
      String text = sorted.get(i).text();
      int before = i == 0 ? 0 : common(text, sorted.get(i - 1).text());
      int behind = i + 1 == sorted.size() ? 0 : common(text, sorted.get(i + 1).text());
      int differs = Math.max(before, behind);
      if (sorted.size() > 1 && differs < text.length()) {
        shown.set(
            sorted.get(i).row(),
            LEFT_OUT + text.substring(beginning(text, differs)).strip());
      }
    }
  }

  /** Returns how many chars the texts have in common, whole code points alone. */
  private static int common(String a, String b) {
    int least = Math.min(a.length(), b.length());
    int at = 0;
    while (at < least && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    return at > 0 && Character.isHighSurrogate(a.charAt(at - 1)) ? at - 1 : at;
  }

  /** Returns the beginning of the sentence, or else the word, in which the texts differ. */
  private int beginning(String text, int differs) {
    int sentence = 0;
    int word = 0;
    for (int i = 0; i < differs; i++) {
      if (text.charAt(i) == ' ') {
        word = i + 1;
        if (i > 0 && ENDS_OF_SENTENCES.indexOf(text.charAt(i - 1)) >= 0) {
          sentence = i + 1;
        }
      }
    }
    return beginning(text, differs, sentence, word);
  }

  private int beginning(String text, int differs, int sentence, int word) {
    int half = places / 2;
    if (Text.width(text.substring(sentence, differs)) < half) {
      return sentence;
    }
    return Text.width(text.substring(word, differs)) < half ? word : differs;
  }
}
