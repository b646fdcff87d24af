package dev.daybook.internal.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The literals of which every match of a regular expression has one, as far as they are plain to
 * see: of {@code (a|b)cd+e?} it is {@code cd}. It is for a filter alone, so what it does not know
 * it leaves out.
 */
final class RequiredLiterals {

  private static final int MAX_ALTERNATIVES = 4;

  /** Escapes of letters that stand for one char, each with it. */
  private static final String ESCAPES = "t\tn\nr\rf\fa\u0007e\u001b";

  private static final String QUANTIFIERS = "?*+{";

  private final String regex;
  private int at;

  private RequiredLiterals(String regex) {
    this.regex = regex;
  }

  /** A construct that is not looked into. */
  private static final class UnknownConstruct extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownConstruct() {
      super("a construct that is not looked into", null, false, false);
    }
  }

  /**
   * Returns the literals; none if there may be a match without any.
   *
   * @param regex a sound regular expression
   */
  static List<String> of(String regex) {
    RequiredLiterals parser = new RequiredLiterals(regex);
    try {
      List<String> found = parser.alternatives();
      return found == null || parser.at < regex.length() ? List.of() : found;
    } catch (UnknownConstruct | StringIndexOutOfBoundsException e) {
      return List.of();
    }
  }

  /** Parses to the end of the group; returns what is required in it, or null. */
  private @Nullable List<String> alternatives() {
    List<String> all = new ArrayList<>();
    boolean isKnown = true;
    while (true) {
      List<String> required = sequence();
      if (required == null) {
        isKnown = false;
      } else {
        all.addAll(required);
      }
      if (at == regex.length() || regex.charAt(at) == ')') {
        return isKnown && all.size() <= MAX_ALTERNATIVES ? all : null;
      }
      at++;
    }
  }

  private @Nullable List<String> sequence() {
    List<String> best = null;
    StringBuilder run = new StringBuilder();
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      int before = at;
      List<String> group = null;
      int literal = -1;
      if (regex.charAt(at) == '(') {
        group = group();
      } else {
        literal = piece();
      }
      boolean isQuantified = at < regex.length() && QUANTIFIERS.indexOf(regex.charAt(at)) >= 0;
      boolean isOptional = isQuantified && skipQuantifier();
      if (literal >= 0 && !isOptional) {
        run.appendCodePoint(literal);
      }
      if (literal < 0 || isQuantified) {
        best = better(best, run.length() == 0 ? null : List.of(run.toString()));
        run.setLength(0);
        best = better(best, isOptional ? null : group);
      }
      if (literal >= 0 && isQuantified && !isOptional) {
        // it may stand again before what follows
        run.appendCodePoint(literal);
      }
      if (at == before) {
        throw new UnknownConstruct();
      }
    }
    return better(best, run.length() == 0 ? null : List.of(run.toString()));
  }

  private static @Nullable List<String> better(
      @Nullable List<String> one, @Nullable List<String> other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return rarity(other) > rarity(one) ? other : one;
  }

  private static int rarity(List<String> literals) {
    return literals.stream()
        .mapToInt(literal -> literal.codePoints().map(RunSieve::rarity).sum())
        .min()
        .orElse(0);
  }

  /** Parses a group; returns what is required in it, or null. */
  private @Nullable List<String> group() {
    at++;
    boolean isLook = false;
    if (regex.charAt(at) == '?') {
      char kind = regex.charAt(at + 1);
      boolean isBehind =
          kind == '<' && (regex.charAt(at + 2) == '=' || regex.charAt(at + 2) == '!');
      if (kind == ':' || kind == '>') {
        at += 2;
      } else if (kind == '=' || kind == '!' || isBehind) {
        isLook = true;
        at += isBehind ? 3 : 2;
      } else if (kind == '<') {
        at = regex.indexOf('>', at) + 1;
      } else {
        // flags change the meaning of what follows
        throw new UnknownConstruct();
      }
    }
    List<String> required = alternatives();
    if (at == regex.length()) {
      throw new UnknownConstruct();
    }
    at++;
    return isLook ? null : required;
  }

  /** Parses one piece; returns the character that it is, or -1 if it is something else. */
  private int piece() {
    int c = regex.codePointAt(at);
    at += Character.charCount(c);
    return switch (c) {
      case '\\' -> escape();
      case '[' -> {
        skipClass();
        yield -1;
      }
      case '.', '^', '$' -> -1;
      case '?', '*', '+', '{' -> throw new UnknownConstruct();
      default -> c;
    };
  }

  private int escape() {
    int c = regex.codePointAt(at);
    at += Character.charCount(c);
    boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!isLetter) {
      return c;
    }
    int plain = ESCAPES.indexOf(c);
    if (plain >= 0 && plain % 2 == 0) {
      return ESCAPES.charAt(plain + 1);
    }
    if ("dDwWsSbBAzZGRhHvV".indexOf(c) >= 0 || (c >= '1' && c <= '9' && !isDigitNext())) {
      return -1;
    }
    throw new UnknownConstruct();
  }

  /** Returns true if a digit follows, which may be a part of a group's number. */
  private boolean isDigitNext() {
    return at < regex.length() && regex.charAt(at) >= '0' && regex.charAt(at) <= '9';
  }

  /** Skips a class, which may have others in it. */
  private void skipClass() {
    int depth = 1;
    boolean isFirst = true;
    while (depth > 0) {
      char c = regex.charAt(at++);
      if (c == '\\') {
        if (regex.charAt(at) == 'Q') {
          throw new UnknownConstruct();
        }
        at++;
      } else if (c == '[') {
        depth++;
        isFirst = true;
        continue;
      } else if (c == ']') {
        if (isFirst) {
          throw new UnknownConstruct();
        }
        depth--;
      } else if (c == '^' && isFirst) {
        continue;
      }
      isFirst = false;
    }
  }

  /** Skips a quantifier; returns true if it lets its piece be absent. */
  private boolean skipQuantifier() {
    char c = regex.charAt(at++);
    boolean isOptional = c == '?' || c == '*';
    if (c == '{') {
      int end = regex.indexOf('}', at);
      isOptional = regex.charAt(at) == '0' || !Character.isDigit(regex.charAt(at));
      at = end + 1;
    }
    if (at < regex.length() && (regex.charAt(at) == '?' || regex.charAt(at) == '+')) {
      at++;
    }
    if (at < regex.length() && QUANTIFIERS.indexOf(regex.charAt(at)) >= 0) {
      throw new UnknownConstruct();
    }
    return isOptional;
  }
}
