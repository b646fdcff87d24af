package dev.daybook.internal.search;

import org.jspecify.annotations.Nullable;

/**
 * The automaton of a regular expression, which accepts all that the expression matches and perhaps
 * more: what stands at a place without a char, such as a boundary of words, it leaves out.
 */
final class RegexNfa {

  /** The times that a piece is repeated at most, before it may come any number of times. */
  private static final int MAX_COPIES = 8;

  private final ByteNfa nfa = new ByteNfa();
  private final String regex;
  private final boolean isCaseSensitive;
  private int at;

  /**
   * An automaton.
   *
   * @param start its first state
   * @param accept its last one
   */
  record Automaton(ByteNfa nfa, int start, int accept) {}

  private RegexNfa(String regex, boolean isCaseSensitive) {
    this.regex = regex;
    this.isCaseSensitive = isCaseSensitive;
  }

  /** A construct that makes no automaton, or none that is worth it. */
  private static final class UnknownPart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownPart() {
      super("a construct without an automaton", null, false, false);
    }
  }

  /** Returns the automaton; null if there is none, or it takes anything. */
  static @Nullable Automaton of(String regex, boolean isCaseSensitive) {
    RegexNfa parser = new RegexNfa(regex, isCaseSensitive);
    try {
      int start = parser.nfa.add();
      int accept = parser.alternatives(start);
      return parser.at < regex.length() ? null : new Automaton(parser.nfa, start, accept);
    } catch (UnknownPart | ByteNfa.TooLarge | StringIndexOutOfBoundsException e) {
      return null;
    }
  }

  private int alternatives(int from) {
    int end = nfa.add();
    while (true) {
      int begin = nfa.add();
      nfa.skip(from, begin);
      nfa.skip(sequence(begin), end);
      if (at == regex.length() || regex.charAt(at) == ')') {
        return end;
      }
      at++;
    }
  }

  private int sequence(int from) {
    int state = from;
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      state = quantified(state);
    }
    return state;
  }

  /** Parses a piece with its quantifier; returns the state behind it. */
  private int quantified(int from) {
    int begin = at;
    int first = nfa.add();
    nfa.skip(from, first);
    int end = piece(first);
    int behind = at;
    if (at == regex.length() || "?*+{".indexOf(regex.charAt(at)) < 0) {
      return end;
    }
    int[] bounds = bounds();
    int next = at;
    int least = Math.min(bounds[0], MAX_COPIES);
    boolean isEndless = bounds[1] < 0 || bounds[1] > MAX_COPIES;
    int most = isEndless ? Math.max(1, least) : bounds[1];
    int result = nfa.add();
    if (least == 0) {
      nfa.skip(from, result);
    }
    int last = end;
    int lastBegin = first;
    for (int copies = 1; copies <= most; copies++) {
      if (copies > 1) {
        int again = nfa.add();
        nfa.skip(last, again);
        at = begin;
        lastBegin = again;
        last = piece(again);
        if (at != behind) {
          throw new UnknownPart();
        }
      }
      if (copies >= least) {
        nfa.skip(last, result);
      }
    }
    if (isEndless) {
      nfa.skip(last, lastBegin);
    }
    at = next;
    return result;
  }

  /** Parses a quantifier; returns the least and the most times, negative for any. */
  private int[] bounds() {
    char c = regex.charAt(at++);
    int least = c == '+' ? 1 : 0;
    int most = c == '?' ? 1 : -1;
    if (c == '{') {
      int end = regex.indexOf('}', at);
      String[] numbers = regex.substring(at, end).split(",", -1);
      least = number(numbers[0]);
      most = numbers.length == 1 ? least : numbers[1].isEmpty() ? -1 : number(numbers[1]);
      at = end + 1;
    }
    if (at < regex.length() && (regex.charAt(at) == '?' || regex.charAt(at) == '+')) {
      at++;
    }
    if (at < regex.length() && "?*+{".indexOf(regex.charAt(at)) >= 0) {
      throw new UnknownPart();
    }
    return new int[] {least, most};
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new UnknownPart();
    }
  }

  private int piece(int from) {
    int c = regex.codePointAt(at);
    at += Character.charCount(c);
    return switch (c) {
      case '(' -> group(from);
      case '[' -> lead(from, charClass());
      case '.' -> lead(from, CharClass.any());
      case '^', '$' -> from;
      case '?', '*', '+', '{' -> throw new UnknownPart();
      case '\\' -> escape(from);
      default -> lead(from, CharClass.of(c));
    };
  }

  private int lead(int from, CharClass chars) {
    int to = nfa.add();
    nfa.lead(from, to, isCaseSensitive ? chars : chars.inEitherCase());
    return to;
  }

  private int group(int from) {
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
        throw new UnknownPart();
      }
    }
    int begin = nfa.add();
    nfa.skip(from, isLook ? from : begin);
    int end = alternatives(begin);
    if (at == regex.length()) {
      throw new UnknownPart();
    }
    at++;
    return isLook ? from : end;
  }

  private int escape(int from) {
    int c = regex.codePointAt(at);
    at += Character.charCount(c);
    return switch (c) {
      case 'b', 'B', 'A', 'z', 'Z' -> from;
      case 'd', 'w', 's', 'h', 'v', 'D', 'W', 'S', 'H', 'V' -> lead(from, CharClass.predefined(c));
      default -> lead(from, CharClass.of(plain(c)));
    };
  }

  /** Returns the char that an escape stands for. */
  private static int plain(int c) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'e' -> '\u001b';
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new UnknownPart();
        }
        yield c;
      }
    };
  }

  /** Parses a class of chars and ranges. */
  private CharClass charClass() {
    CharClass chars = new CharClass();
    boolean isNegated = regex.charAt(at) == '^';
    if (isNegated) {
      at++;
    }
    if (regex.charAt(at) == ']') {
      throw new UnknownPart();
    }
    while (regex.charAt(at) != ']') {
      int from = regex.codePointAt(at);
      at += Character.charCount(from);
      if (from == '[' || from == '&') {
        throw new UnknownPart();
      }
      if (from == '\\') {
        int letter = regex.codePointAt(at);
        at += Character.charCount(letter);
        if ("dwshvDWSHV".indexOf(letter) >= 0) {
          chars.addAll(CharClass.predefined(letter));
          continue;
        }
        from = plain(letter);
      }
      chars.addRange(from, rangeEnd(from));
    }
    at++;
    if (isNegated) {
      if (!isCaseSensitive) {
        // what it excludes, it may have in another case
        return CharClass.any();
      }
      chars.negate();
    }
    return chars;
  }

  private int rangeEnd(int from) {
    if (regex.charAt(at) != '-' || regex.charAt(at + 1) == ']') {
      return from;
    }
    at++;
    int to = regex.codePointAt(at);
    at += Character.charCount(to);
    if (to == '[') {
      throw new UnknownPart();
    }
    if (to == '\\') {
      int letter = regex.codePointAt(at);
      at += Character.charCount(letter);
      to = plain(letter);
    }
    return to;
  }
}
