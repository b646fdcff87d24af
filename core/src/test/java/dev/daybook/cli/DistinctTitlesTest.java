package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DistinctTitlesTest {

  private static final int PLACES = 30;

  private final List<Integer> read = new ArrayList<>();

  /** The titles of sessions whose users said these first. */
  private List<String> titles(String... said) {
    List<String> titles = Stream.of(said)
        .map(text -> text.length() > 40 ? text.substring(0, 40) + "..." : text)
        .toList();
    return new DistinctTitles(titles, PLACES).shown(row -> {
      read.add(row);
      return said[row];
    });
  }

  @Test
  void whatDiffersStaysAndNothingIsRead() {
    assertThat(titles("Fix the build", "Write a test for the new parser, please", "", ""))
        .containsExactly("Fix the build", "Write a test for the new parser, please", "", "");
    assertThat(read).isEmpty();
  }

  @Test
  void theFirstSentenceThatDiffersIsShown() {
    String rules = "You are a coding agent. Read the rules in AGENTS.md before you begin! ";
    assertThat(titles(rules + "Fix the build.", rules + "Fix nothing, look.", "Hello"))
        .containsExactly("…Fix the build.", "…Fix nothing, look.", "Hello");
    assertThat(read).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void eachDiffersFromTheOneThatIsMostLikeIt() {
    String rules = "You are a coding agent that never asks anybody. ";
    String module = "Module parser. ";
    assertThat(titles(
            rules + module + "Issue 1 is yours.",
            rules + "Module lexer.",
            rules + module + "Issue 2 is yours."))
        .containsExactly("…Issue 1 is yours.", "…Module lexer.", "…Issue 2 is yours.");
  }

  @Test
  void aDifferenceDeepInALongSentenceIsShownFromItsWord() {
    String words = "please look at the file that has the name ".repeat(2);
    assertThat(titles(words + "Main.java", words + "Mail.java"))
        .containsExactly("…Main.java", "…Mail.java");
  }

  @Test
  void whatDoesNotDifferStays() {
    String words = "please look at the file that has the name Main.java";
    String begun = words.substring(0, 40) + "...";
    assertThat(titles(words, words, words + " and another one"))
        .containsExactly(begun, begun, "…Main.java and another one");
  }

  @Test
  void noCharacterIsBroken() {
    String words = "x".repeat(45);
    assertThat(titles(words + "\ud83d\ude00", words + "\ud83d\ude01", words + "<\u001b"))
        .allSatisfy(title -> assertThat(title).startsWith("…").doesNotContain("\u001b"))
        .doesNotHaveDuplicates();
  }
}
