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

/** The rules of CONTRIBUTING for the words of comments, as far as a program can hold them. */
class LanguageTest {

  private static final Path SOURCES = Path.of("src/main/java").toAbsolutePath();

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

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
        Matcher words = AGENTLESS.matcher(comments.group());
        while (words.find()) {
          agentless.add(SOURCES.relativize(file) + ": " + words.group());
        }
      }
    }
    assertThat(agentless).isEmpty();
  }
}
