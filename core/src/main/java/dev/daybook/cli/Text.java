package dev.daybook.cli;

import dev.daybook.internal.json.JsonText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts as a terminal takes them. They come from users, models and tools: a character that would
 * move the cursor, change colours, turn the direction of writing or break UTF-8 is shown by its
 * number, as {@code <U+001B>}. A width is counted in places, of which an ideograph or an emoji
 * takes two and an accent none.
 */
final class Text {

  /** The end of colours. */
  static final String RESET = "\u001b[0m";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final char ESCAPE = '\u001b';
  private static final String MORE = "…";
  private static final int TAB = 8;
  private static final int AMOUNT_DIGITS = 6;

  private Text() {}

  /** Returns the text on one line. */
  static String line(String text) {
    return harmless(text, "");
  }

  /** Returns the text on as many lines as it has, whatever ends them; tabs stay too. */
  static String block(String text) {
    return harmless(text.replace("\r\n", "\n"), "\n\t");
  }

  /** Returns a report as a line of JSON for a program: one object with all these parts. */
  static String jsonLine(Record... parts) {
    return json(JsonText.ofAll(parts)) + "\n";
  }

  /** Returns JSON on one line, where every harmful character has an escape that means the same. */
  static String json(String json) {
    return replaced(json, "", "\\u", "");
  }

  private static String harmless(String text, String kept) {
    return replaced(text, kept, "<U+", ">");
  }

  private static String replaced(String text, String kept, String before, String after) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      if (isHarmful(c) && kept.indexOf(c) < 0) {
        // all of them have four digits
        shown.append(before).append(HEX.toHexDigits((char) c)).append(after);
      } else {
        shown.appendCodePoint(c);
      }
    });
    return shown.toString();
  }

  /** Returns true if all of it is printable ASCII, as most texts are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c <= '~';
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> true;
      case Character.FORMAT -> turnsDirection(c);
      default -> false;
    };
  }

  /**
   * Returns true for the marks, embeddings, overrides and isolates of the bidirectional algorithm.
   */
  private static boolean turnsDirection(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /**
   * Returns text that is valid UTF-8, as JSON for other programs is: it has no half of a surrogate
   * pair.
   */
  static String wellFormed(String text) {
    StringBuilder all = new StringBuilder();
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
        .forEach(all::appendCodePoint);
    return all.toString();
  }

  /** Returns the text on one line, with one space for any white space. */
  static String shortLine(String text, int mostLetters) {
    StringBuilder shown = new StringBuilder();
    int letters = 0;
    boolean isSpace = false;
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      i += Character.charCount(letter);
      if (Character.isWhitespace(letter)) {
        isSpace = letters > 0;
        continue;
      }
      if (letters + (isSpace ? 1 : 0) >= mostLetters) {
        return line(shown.toString()) + MORE;
      }
      letters += isSpace ? 2 : 1;
      shown.append(isSpace ? " " : "").appendCodePoint(letter);
      isSpace = false;
    }
    return line(shown.toString());
  }

  /** Returns the beginning of a text, of so many letters, as it is. */
  static String start(String text, int mostLetters) {
    if (text.codePointCount(0, text.length()) <= mostLetters) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, mostLetters)) + MORE;
  }

  /** Returns an amount of money with as many digits as a model's call costs, and no noise. */
  static String amount(double amount) {
    BigDecimal rounded = BigDecimal.valueOf(amount)
        .setScale(AMOUNT_DIGITS, RoundingMode.HALF_UP)
        .stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
  }

  /** Returns a number with its noun: one session, two sessions. */
  static String counted(long count, String noun) {
    String all = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    return count + " " + (count == 1 ? noun : all);
  }

  /**
   * Returns the lines of a text without line feeds; at least one. Spaces at a break go; a word that
   * is wider than a line alone is broken where the line ends.
   */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    int end = fitting(text, from, width);
    while (end < text.length()) {
      int space = text.charAt(end) == ' ' ? end : text.lastIndexOf(' ', end - 1);
      boolean isBetweenWords = space > from && !text.substring(from, space).isBlank();
      int to = isBetweenWords ? space : end;
      lines.add(text.substring(from, to).stripTrailing());
      from = to;
      while (isBetweenWords && from < text.length() && text.charAt(from) == ' ') {
        from++;
      }
      end = fitting(text, from, width);
    }
    if (from < text.length() || lines.isEmpty()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  /** Returns the latest end of the line that begins there: behind one letter at least. */
  private static int fitting(String text, int from, int width) {
    int used = 0;
    int i = from;
    while (i < text.length()) {
      int letter = text.codePointAt(i);
      used += width(letter);
      if (used > width && i > from) {
        return i;
      }
      i += Character.charCount(letter);
    }
    return i;
  }

  /** Returns the text cut to so many places at most; its colours end with it. */
  static String cut(String text, int places) {
    if (width(text) <= places) {
      return text;
    }
    Matcher colour = COLOUR.matcher(text);
    boolean isColoured = false;
    int used = 1;
    int to = 0;
    while (to < text.length()) {
      if (colour.region(to, text.length()).lookingAt()) {
        isColoured = !colour.group().equals(RESET);
        to = colour.end();
        continue;
      }
      int letter = text.codePointAt(to);
      used += width(letter);
      if (used > places) {
        break;
      }
      to += Character.charCount(letter);
    }
    return text.substring(0, to).stripTrailing() + "…" + (isColoured ? RESET : "");
  }

  /** Returns the places that the text takes, colours none. */
  static int width(String text) {
    String seen = text.indexOf(ESCAPE) < 0 ? text : COLOUR.matcher(text).replaceAll("");
    int places = 0;
    for (int i = 0; i < seen.length(); ) {
      int c = seen.codePointAt(i);
      places += isPlain(c) ? 1 : width(c);
      i += Character.charCount(c);
    }
    return places;
  }

  /** Returns the places that a code point takes; a tab up to eight. */
  static int width(int c) {
    if (c == '\t') {
      return TAB;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /**
   * Returns true for the wide and fullwidth blocks of Unicode Standard Annex 11, roughly, and
   * emoji.
   */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1f64f)
        || (c >= 0x1f680 && c <= 0x1f6ff)
        || (c >= 0x1f900 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
