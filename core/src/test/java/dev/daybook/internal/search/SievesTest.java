package dev.daybook.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.search.SearchQuery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters let through every line that matches, however JSON writes it. */
class SievesTest {

  private static final String[] PIECES = {
    "a", "b", "k", "K", "\u212a", "s", "ſ", "S", "i", "İ", "ı", "I", "é", "É", "e", "/", "\\", "\"",
    "\n", "\t", "\u001b", "🎉", "日", "ß", "σ", "ς", "Σ", " ", "0", "7", "foo", "bar", "fail", "n",
    "u"
  };

  private final Random random = new Random(1);

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** The line with the text, each char in one of the forms that JSON has for it. */
  private byte[] line(String text) {
    StringBuilder line = new StringBuilder("{\"data\":{\"text\":\"");
    boolean isPlain = random.nextBoolean();
    text.codePoints().forEach(c -> {
      String shortForm = switch (c) {
        case '\n' -> "\\n";
        case '\t' -> "\\t";
        case '"' -> "\\\"";
        case '\\' -> "\\\\";
        case '/' -> random.nextBoolean() ? "\\/" : "/";
        default -> c < ' ' ? null : Character.toString(c);
      };
      if (shortForm != null && (isPlain || random.nextInt(4) > 0)) {
        line.append(shortForm);
      } else {
        for (char half : Character.toChars(c)) {
          line.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) half));
        }
      }
    });
    return line.append("\"}}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean passes(SearchPlan plan, byte[] line) {
    List<Sieve> sieves = plan.sieves();
    DfaSieve second = plan.secondSieve();
    return (sieves.isEmpty()
            || sieves.stream().anyMatch(sieve -> sieve.next(line, 0, line.length) >= 0))
        && (second == null || second.next(line, 0, line.length) >= 0);
  }

  private static boolean matches(SearchPlan plan, String text) throws Exception {
    char[] chars = text.toCharArray();
    return plan.matcher().find(chars, chars.length, 0);
  }

  @Test
  void literalsPass() throws Exception {
    int matched = 0;
    for (int n = 0; n < 20_000; n++) {
      String text = text();
      int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
      String literal = text.substring(from);
      SearchQuery query = SearchQuery.literal(literal).withCaseSensitivity(n % 2 == 0);
      SearchPlan plan = new SearchPlan(query);
      assertThat(matches(plan, text)).isTrue();
      assertThat(passes(plan, line(text))).as("%s in %s", literal, text).isTrue();
      matched++;
    }
    assertThat(matched).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fo+bar",
        "(foo|bar)fail",
        "k[a-z]*s",
        "\\bfoo\\b",
        "f[^o]i",
        "fail.*bar",
        "[é-ÿ]a",
        ".{3}foo",
        "(?:a|b){2,3}n",
        "^foo",
        "foo$",
        "\\s\\w",
        "\\D7",
        "\"\\w",
        "\\\\u",
        "🎉+a?b",
        "日|ß",
        "x?σ",
        "(?=f)foo",
        "(?i:FOO)",
        "(\\w)\\1",
        "[a-z&&[^b]]n",
        "\\x61",
        "\\p{L}0",
        "\\Qfoo\\E",
        "a{0,2}foo?",
        "(a|)n",
        "s.i",
        "[k]s",
        "[^\\n]{2}\\n",
        ".",
        "\\W/",
        "fail|s[7/]"
      })
  void expressionsPass(String regex) throws Exception {
    int matched = 0;
    for (int n = 0; n < 4_000; n++) {
      String text = text();
      SearchQuery query = SearchQuery.regex(regex).withCaseSensitivity(n % 2 == 0);
      SearchPlan plan = new SearchPlan(query);
      if (query.compiled().matcher(text).find()) {
        matched++;
        assertThat(passes(plan, line(text))).as("%s in %s", regex, text).isTrue();
      }
    }
    assertThat(matched).isPositive();
  }

  @Test
  void manyExpressionsOfPiecesPass() throws Exception {
    for (int n = 0; n < 20_000; n++) {
      StringBuilder regex = new StringBuilder();
      for (int i = random.nextInt(4); i >= 0; i--) {
        String piece = Pattern.quote(PIECES[random.nextInt(PIECES.length)])
            .replace("\\Q", "")
            .replace("\\E", "");
        piece = piece.matches("[\\\\/\"]") ? "\\" + piece : piece;
        regex.append("(?:").append(piece).append(')');
        regex.append(List.of("", "?", "*", "+", "{2}", "|", ".*").get(random.nextInt(7)));
      }
      String text = text();
      SearchQuery query =
          SearchQuery.regex(regex.toString()).withCaseSensitivity(random.nextBoolean());
      if (query.compiled().matcher(text).find()) {
        assertThat(passes(new SearchPlan(query), line(text)))
            .as("%s in %s", regex, text)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "foo, foo",
    "fo+bar, obar",
    "(foo|bar)x, foo;bar",
    "x?foo, foo",
    "(foo)?b, b",
    "foo|, ''",
    "[a-z]+, ''",
    "a(?!foo), a",
    "(?i)foo, ''",
    "foo{2}bar, obar",
    "\\.java:\\d+, .java:"
  })
  void requiredLiteralsAreSeen(String regex, String literals) {
    assertThat(String.join(";", RequiredLiterals.of(regex))).isEqualTo(literals);
  }

  @Test
  void linesWithoutTheLiteralDoNotPass() {
    byte[] line = "{\"data\":{\"text\":\"a \\u001b[31mred\\u001b[0m word\"}}\n"
        .getBytes(StandardCharsets.UTF_8);
    for (String literal : List.of("green", "redd", "31x", "érd")) {
      assertThat(passes(new SearchPlan(SearchQuery.literal(literal)), line)).isFalse();
    }
    assertThat(passes(new SearchPlan(SearchQuery.regex("r[a-c]d|w[a-z]{9}")), line))
        .isFalse();
  }
}
