package dev.daybook.internal.exchange.text;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Foreign text inside Markdown. A text that is Markdown itself stays readable as that, but cannot
 * make a heading, HTML, or the definition of a link, nor leave a block of code open: so nothing in
 * it can look like a part of the document around it. Characters that a terminal obeys are shown by
 * their numbers.
 */
final class MarkdownEscape {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r]");
  private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_{}\\[\\]<>()#+!|~&])");

  /** A heading, or the line below one; the definition of a link. */
  private static final Pattern OF_DOCUMENT =
      Pattern.compile("( {0,3})(#{1,6}(?:\\s.*)?|=+\\s*|-+\\s*|\\[[^\\]]*\\]:.*)");

  private static final int LEAST_FENCE = 3;
  private static final int MAX_INDENT = 3;

  private MarkdownEscape() {}

  /** Returns text of one line in which nothing is Markdown. */
  static String inline(String text) {
    return SPECIAL.matcher(harmless(text).replaceAll("\\s+", " ").strip()).replaceAll("\\\\$1");
  }

  /** Returns text of one line as a span of code. */
  static String code(String text) {
    String line = harmless(text).replaceAll("\\s+", " ").strip();
    if (line.isEmpty()) {
      return "` `";
    }
    String ticks = "`".repeat(longestRun(line, '`') + 1);
    String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
    return ticks + space + line + space + ticks;
  }

  /** Returns text as a block of code, with a fence that is longer than any in it. */
  static String fenced(String language, String text) {
    String fence = "`".repeat(Math.max(LEAST_FENCE, longestRun(text, '`') + 1));
    String content = LINE_END.matcher(harmless(text)).replaceAll("\n");
    return fence + language + "\n" + content + (content.endsWith("\n") ? "" : "\n") + fence + "\n";
  }

  /** Returns Markdown in a quotation. */
  static String quoted(String text) {
    StringBuilder all = new StringBuilder();
    block(text)
        .lines()
        .forEach(line -> all.append(line.isEmpty() ? ">" : "> ").append(line).append('\n'));
    return all.toString();
  }

  /** Returns Markdown that stays within its place; it ends with a line feed. */
  static String block(String text) {
    StringBuilder all = new StringBuilder();
    String fence = "";
    String[] lines = LINE_END.split(harmless(text), -1);
    int indentedTo = -1;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      String written = line;
      if (!fence.isEmpty()) {
        fence = closes(line, fence) ? "" : fence;
      } else if (i > indentedTo && indented(line) > 0) {
        indentedTo = indentedEnd(lines, i);
        written = indentedTo < 0 ? behindIndent(new StringBuilder(escaped(line))) : escaped(line);
      } else {
        fence = i > indentedTo ? opened(line) : "";
        written = fence.isEmpty() ? escaped(line) : line;
      }
      all.append(written).append('\n');
    }
    if (!fence.isEmpty()) {
      all.append(fence).append('\n');
    }
    return all.toString();
  }

  /** Returns the indent of a line that begins a block of code with one; 0 for none. */
  private static int indented(String line) {
    int indent = 0;
    while (indent <= MAX_INDENT && indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent <= MAX_INDENT && !opened(line.substring(indent)).isEmpty() ? indent : 0;
  }

  /**
   * Returns the line that ends an indented block of code, in a list or not; -1 if it may be left
   * open. It may be a list's, and end with it, so that its lines are escaped as all others.
   */
  private static int indentedEnd(String[] lines, int from) {
    int indent = indented(lines[from]);
    String fence = opened(lines[from].substring(indent));
    for (int i = from + 1; i < lines.length; i++) {
      if (!lines[i].startsWith(" ".repeat(indent)) && !lines[i].isBlank()) {
        return -1;
      }
      if (closes(lines[i], fence)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the fence that a line begins a block of code with; empty for none. */
  private static String opened(String line) {
    for (char c : new char[] {'`', '~'}) {
      int length = 0;
      while (length < line.length() && line.charAt(length) == c) {
        length++;
      }
      if (length >= LEAST_FENCE && (c == '~' || line.indexOf('`', length) < 0)) {
        return line.substring(0, length);
      }
    }
    return "";
  }

  private static boolean closes(String line, String fence) {
    int from = 0;
    while (from < MAX_INDENT && from < line.length() && line.charAt(from) == ' ') {
      from++;
    }
    int to = from;
    while (to < line.length() && line.charAt(to) == fence.charAt(0)) {
      to++;
    }
    return to - from >= fence.length() && line.substring(to).isBlank();
  }

  private static String escaped(String line) {
    StringBuilder all = new StringBuilder(line.length() + 8);
    int backslashes = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      // one that has a backslash of its own keeps it; with two of them it would have none
      if (c == '<' && backslashes % 2 == 0) {
        all.append('\\');
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
      all.append(c);
    }
    return OF_DOCUMENT.matcher(line).matches() ? behindIndent(all) : all.toString();
  }

  private static String behindIndent(StringBuilder line) {
    int from = 0;
    while (line.charAt(from) == ' ') {
      from++;
    }
    return line.insert(from, '\\').toString();
  }

  private static int longestRun(String text, char of) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == of ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** Returns the text without characters that a terminal obeys; lines and tabs stay. */
  private static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      if (isHarmful(c)) {
        shown.append("\\u").append(HEX.toHexDigits((char) c));
      } else {
        shown.appendCodePoint(c);
      }
    });
    return shown.toString();
  }

  private static boolean isHarmful(int c) {
    if (c == '\n' || c == '\r' || c == '\t') {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> true;
      case Character.FORMAT ->
        c == 0x061c
            || c == 0x200e
            || c == 0x200f
            || (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069);
      default -> false;
    };
  }
}
