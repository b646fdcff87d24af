package dev.daybook.internal.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sieves for a literal: one for the longest run of its bytes that every line with the literal
 * has, unless escapes by number hide them; and one for such escapes.
 */
final class LiteralSieves {

  /** The chars whose escapes are a backslash and a letter, each with its letter behind it. */
  private static final String SHORT = "\bb\tt\nn\ff\rr\"\"\\\\";

  private static final int LAST_ASCII = 0x7f;

  private final boolean isCaseSensitive;
  private List<ByteSet> run = new ArrayList<>();
  private BitSet chars = new BitSet();
  private List<ByteSet> longest = run;
  private BitSet charsOfLongest = chars;

  private LiteralSieves(boolean isCaseSensitive) {
    this.isCaseSensitive = isCaseSensitive;
  }

  /** Returns the sieves, each of which stops at lines that may have the literal; may be empty. */
  static List<Sieve> of(String literal, boolean isCaseSensitive) {
    LiteralSieves sieves = new LiteralSieves(isCaseSensitive);
    literal.codePoints().forEach(sieves::add);
    sieves.end();
    if (sieves.longest.isEmpty()) {
      return sieves.ofEscapeAlone(literal);
    }
    return List.of(new RunSieve(sieves.longest), new EscapeSieve(sieves.charsOfLongest));
  }

  /**
   * Returns the sieves for a literal in a regular expression: there, a few letters beyond ASCII are
   * cases of letters of ASCII.
   */
  static List<Sieve> inRegex(String literal, boolean isCaseSensitive) {
    if (isCaseSensitive) {
      return of(literal, true);
    }
    LiteralSieves sieves = new LiteralSieves(false);
    for (int c : literal.codePoints().toArray()) {
      if (c > LAST_ASCII) {
        sieves.end();
      } else {
        sieves.add(c);
      }
    }
    sieves.end();
    if (sieves.longest.isEmpty()) {
      return List.of();
    }
    BitSet escaped = sieves.charsOfLongest;
    List<Sieve> all = new ArrayList<>(List.of(new RunSieve(sieves.longest)));
    if (escaped.get('i') || escaped.get('s')) {
      // dotted and dotless i, and long s
      all.add(new RunSieve(List.of(ByteSet.of(0xc4, 0xc5), ByteSet.of(0xb0, 0xb1, 0xbf))));
      escaped.set(0x130);
      escaped.set(0x131);
      escaped.set(0x17f);
    }
    if (escaped.get('k')) {
      // the sign of kelvin
      all.add(new RunSieve(List.of(ByteSet.of(0xe2), ByteSet.of(0x84), ByteSet.of(0xaa))));
      escaped.set(0x212a);
    }
    all.add(new EscapeSieve(escaped));
    return all;
  }

  /**
   * Returns the search for a text in lines that write it without escapes by number; null if such
   * lines have none of its characters as they are.
   */
  static @Nullable RunSieve ofPlain(String text) {
    LiteralSieves sieves = new LiteralSieves(true);
    text.codePoints().forEach(sieves::add);
    sieves.end();
    return sieves.longest.isEmpty() ? null : new RunSieve(sieves.longest);
  }

  /** A control char is never there as itself, so that its escape is enough. */
  private List<Sieve> ofEscapeAlone(String literal) {
    int first = literal.codePointAt(0);
    if (first >= ' ') {
      return List.of();
    }
    chars.set(first);
    return List.of(new EscapeSieve(chars));
  }

  private void add(int c) {
    if (c == '/') {
      // a backslash may stand before it
      end();
      add(ByteSet.of(c), c);
    } else if (SHORT.indexOf(c) >= 0 && (c < ' ' || c == '"' || c == '\\')) {
      int letter = SHORT.charAt(shortAt(c) + 1);
      add(ByteSet.of('\\'), c);
      add(ByteSet.of(letter), c);
    } else if (c < ' ' || isSurrogate(c)) {
      // never as itself
      end();
    } else {
      addForms(isCaseSensitive ? List.of(c) : CaseFold.allOf(c));
    }
  }

  private static int shortAt(int c) {
    int at = 0;
    while (SHORT.charAt(at) != c) {
      at += 2;
    }
    return at;
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private void addForms(List<Integer> forms) {
    List<byte[]> all = forms.stream()
        .map(c -> Character.toString(c).getBytes(StandardCharsets.UTF_8))
        .toList();
    int length = all.get(0).length;
    if (all.stream().anyMatch(form -> form.length != length)) {
      end();
      return;
    }
    for (int i = 0; i < length; i++) {
      ByteSet set = new ByteSet();
      for (byte[] form : all) {
        set.add(form[i] & 0xff);
      }
      run.add(set);
    }
    forms.forEach(this::escaped);
  }

  private void add(ByteSet set, int c) {
    run.add(set);
    escaped(c);
  }

  private void escaped(int c) {
    for (char half : Character.toChars(c)) {
      chars.set(half);
    }
  }

  /** Ends the run: what follows may not stand right behind it. */
  private void end() {
    if (run.size() > longest.size() || longest == run) {
      longest = run;
      charsOfLongest = chars;
    }
    run = new ArrayList<>();
    chars = new BitSet();
  }
}
