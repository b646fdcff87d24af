package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING for words, as far as a program can hold them. */
class LanguageTest {

  private static final Path SOURCES = Path.of("src/main/java").toAbsolutePath();

  /** A user's words, which are not a message of Daybook. */
  private static final Path MADE_UP = Path.of("dev/daybook/examples/MadeUpTexts.java");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

  /** A text block or a string, in its group; and all else in which a quote may stand. */
  private static final Pattern LITERAL = Pattern.compile(
      COMMENT.pattern()
          + "|'(?:[^'\\\\]|\\\\.[^'\\n]*)'"
          + "|(\"\"\"(?:[^\"\\\\]|\\\\.|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*+\")",
      Pattern.DOTALL);

  private static final Pattern ESCAPE = Pattern.compile("\\\\.");

  /** A doc comment, and what stands between it and the type that it is of. */
  private static final Pattern TYPE_DOC = Pattern.compile(
      "/\\*\\*((?:(?!\\*/).)*+)\\*/\\s*(?:@[\\w.]+(?:\\([^)]*\\))?\\s*)*"
          + "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed)\\s+)*"
          + "(?:class|interface|enum|record|@interface)\\s+(\\w+)",
      Pattern.DOTALL);

  private static final Pattern QUESTION =
      Pattern.compile("(?:What|How|Where|Why|Who|Whose|Whether|Which|When)\\b.*", Pattern.DOTALL);

  private static final Pattern AGENTLESS = Pattern.compile(
      "\\b(?:nobody|somebody|whoever|anybody|everybody|tell|tells|told|telling|untold)\\b",
      Pattern.CASE_INSENSITIVE);

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void theDocOfATypeSaysWhatTheTypeIs() throws IOException {
    List<String> questions = new ArrayList<>();
    for (Path file : files()) {
      Matcher docs = TYPE_DOC.matcher(Files.readString(file));
      while (docs.find()) {
        String doc = docs.group(1).replaceAll("\\s*\\n\\s*\\*", " ").strip();
        if (QUESTION.matcher(doc).matches()) {
          questions.add(SOURCES.relativize(file) + " " + docs.group(2) + ": " + doc);
        }
      }
    }
    assertThat(questions).isEmpty();
  }

  @Test
  void commentsNameTheAgent() throws IOException {
    List<String> agentless = new ArrayList<>();
    for (Path file : files()) {
      Matcher comments = COMMENT.matcher(Files.readString(file));
      while (comments.find()) {
        addAgentless(file, comments.group(), agentless);
      }
    }
    assertThat(agentless).isEmpty();
  }

  @Test
  void messagesNameTheAgent() throws IOException {
    List<String> agentless = new ArrayList<>();
    for (Path file : files()) {
      Matcher literals = LITERAL.matcher(Files.readString(file));
      while (!file.endsWith(MADE_UP) && literals.find()) {
        if (literals.group(1) != null) {
          // the letter of an escape is none of the word behind it
          addAgentless(file, ESCAPE.matcher(literals.group(1)).replaceAll(" "), agentless);
        }
      }
    }
    assertThat(agentless).isEmpty();
  }

  private static void addAgentless(Path file, String text, List<String> agentless) {
    Matcher words = AGENTLESS.matcher(text);
    while (words.find()) {
      agentless.add(SOURCES.relativize(file) + ": " + words.group());
    }
  }
}
