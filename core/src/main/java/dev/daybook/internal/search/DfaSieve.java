package dev.daybook.internal.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The search with an automaton: one look at a table for each byte. Its states are made when they
 * are first needed, and all forgotten when they are too many. Belongs to one thread.
 */
final class DfaSieve implements Sieve {

  private static final int BYTES = 256;
  private static final int MAX_STATES = 1_000;

  /** The next state that is not known yet; below it, that of a match. */
  private static final int UNKNOWN = -1;

  private static final int ACCEPTED = -2;

  private final ByteNfa nfa;
  private final int accept;
  private final BitSet start = new BitSet();
  private final Map<BitSet, Integer> numbers = new HashMap<>();
  private int idle;
  private BitSet[] states = new BitSet[16];

  /** For each state its row of next states, each as the index of its row. */
  private int[] table = new int[16 * BYTES];

  private DfaSieve(RegexNfa.Automaton automaton) {
    this.nfa = automaton.nfa();
    this.accept = automaton.accept();
    start.set(automaton.start());
    nfa.close(start);
    number(start);
  }

  /** Returns the sieve for a regular expression; null if every line may match, or no one knows. */
  static @Nullable DfaSieve of(String regex, boolean isCaseSensitive) {
    RegexNfa.Automaton automaton = RegexNfa.of(regex, isCaseSensitive);
    if (automaton == null) {
      return null;
    }
    DfaSieve sieve = new DfaSieve(automaton);
    return sieve.start.get(sieve.accept) ? null : sieve;
  }

  @Override
  public int next(byte[] bytes, int from, int to) {
    int state = 0;
    int i = from;
    int lastIdle = from;
    while (i < to) {
      int[] rows = table;
      int last = state;
      while (i < to) {
        int next = rows[state | (bytes[i] & 0xff)];
        if (next < 0) {
          last = state;
          state = next;
          break;
        }
        state = next;
        i++;
        lastIdle = next == 0 ? i : lastIdle;
      }
      if (state == UNKNOWN) {
        state = learnt(last, bytes[i] & 0xff);
        if (state >= 0) {
          i++;
          lastIdle = state == 0 ? i : lastIdle;
        }
      }
      if (state == ACCEPTED) {
        idle = lastIdle;
        return i;
      }
    }
    return -1;
  }

  /** Returns the index before which no match begins, once {@link #next} has found a line. */
  int idle() {
    return idle;
  }

  /** Finds out the next state; returns the index of its row, or {@link #ACCEPTED}. */
  private int learnt(int row, int b) {
    BitSet next = nfa.step(states[row / BYTES], b);
    nfa.close(next);
    next.or(start);
    if (next.get(accept)) {
      table[row | b] = ACCEPTED;
      return ACCEPTED;
    }
    Integer known = numbers.get(next);
    if (known == null && numbers.size() == MAX_STATES) {
      numbers.clear();
      number(start);
      return number(next) * BYTES;
    }
    int number = known == null ? number(next) : known;
    table[row | b] = number * BYTES;
    return number * BYTES;
  }

  private int number(BitSet state) {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    if (number == states.length) {
      states = Arrays.copyOf(states, 2 * number);
      table = Arrays.copyOf(table, 2 * number * BYTES);
    }
    Arrays.fill(table, number * BYTES, (number + 1) * BYTES, UNKNOWN);
    states[number] = state;
    numbers.put(state, number);
    return number;
  }
}
