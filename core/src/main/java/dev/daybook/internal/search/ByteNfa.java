package dev.daybook.internal.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A nondeterministic automaton over the bytes of JSON strings. A char is there as itself, as a
 * backslash with a letter, or by its number; chars beyond ASCII, and those that are written by
 * number, are not distinguished. Built by one thread, and then read by any.
 */
final class ByteNfa {

  /** The bound that keeps its cost small. */
  private static final int MAX_STATES = 4_000;

  private static final String SHORT = "\bb\tt\nn\ff\rr\"\"\\\\//";

  /** For each state, the sets of bytes that lead on, and where to. */
  private final List<List<Edge>> edges = new ArrayList<>();

  /** For each state, the states that are reached without a byte. */
  private final List<List<Integer>> empty = new ArrayList<>();

  private record Edge(ByteSet bytes, int to) {}

  int add() {
    if (edges.size() == MAX_STATES) {
      throw new TooLarge();
    }
    edges.add(new ArrayList<>());
    empty.add(new ArrayList<>());
    return edges.size() - 1;
  }

  /** The automaton of a pattern that is not worth one. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("the pattern is too large for a filter", null, false, false);
    }
  }

  void skip(int from, int to) {
    empty.get(from).add(to);
  }

  /** Leads from one state to another by one char of the class, in any of its forms. */
  void lead(int from, int to, CharClass chars) {
    ByteSet plain = new ByteSet();
    ByteSet letters = new ByteSet();
    for (int c = 0; c < 0x80; c++) {
      if (chars.has(c)) {
        plain.add(c);
      }
    }
    for (int i = 0; i < SHORT.length(); i += 2) {
      if (chars.has(SHORT.charAt(i))) {
        letters.add(SHORT.charAt(i + 1));
      }
    }
    ByteSet sound = new ByteSet();
    for (int c = ' '; c < 0x80; c++) {
      if (plain.has(c) && c != '"' && c != '\\') {
        sound.add(c);
      }
    }
    edges.get(from).add(new Edge(sound, to));
    int backslash = add();
    edges.get(from).add(new Edge(ByteSet.of('\\'), backslash));
    edges.get(backslash).add(new Edge(letters, to));
    int number = add();
    byNumber(backslash, number);
    skip(number, to);
    if (chars.hasOthers()) {
      // a char beyond the basic plane takes two numbers
      int second = add();
      edges.get(number).add(new Edge(ByteSet.of('\\'), second));
      byNumber(second, to);
      int inside = add();
      edges.get(from).add(new Edge(range(0xc0, 0xff), inside));
      edges.get(inside).add(new Edge(range(0x80, 0xbf), inside));
      skip(inside, to);
    }
  }

  private void byNumber(int backslash, int to) {
    int at = add();
    edges.get(backslash).add(new Edge(ByteSet.of('u'), at));
    ByteSet hex = range('0', '9');
    hex.addAll(range('a', 'f'));
    hex.addAll(range('A', 'F'));
    for (int i = 0; i < 4; i++) {
      int next = i == 3 ? to : add();
      edges.get(at).add(new Edge(hex, next));
      at = next;
    }
  }

  private static ByteSet range(int from, int to) {
    ByteSet set = new ByteSet();
    for (int b = from; b <= to; b++) {
      set.add(b);
    }
    return set;
  }

  /** Adds all that is reached from its states without a byte. */
  void close(BitSet states) {
    List<Integer> left = new ArrayList<>();
    states.stream().forEach(left::add);
    while (!left.isEmpty()) {
      for (int next : empty.get(left.remove(left.size() - 1))) {
        if (!states.get(next)) {
          states.set(next);
          left.add(next);
        }
      }
    }
  }

  /** Returns the states to which a byte leads from these. */
  BitSet step(BitSet states, int b) {
    BitSet next = new BitSet();
    for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
      for (Edge edge : edges.get(state)) {
        if (edge.bytes().has(b)) {
          next.set(edge.to());
        }
      }
    }
    return next;
  }
}
