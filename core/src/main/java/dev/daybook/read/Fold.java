package dev.daybook.read;

import dev.daybook.event.Entry;
import java.util.function.BiFunction;
import java.util.stream.Collector;

/**
 * A state that is built from a session's entries, one after another, in the order of its file. A
 * fold is used once, by one thread.
 *
 * @param <R> the result's type
 */
public interface Fold<R> {

  /** Takes the next entry. What this throws ends the reading and reaches its caller. */
  void accept(Entry entry);

  /** Returns the result; called once, after the last entry. */
  R result();

  /**
   * Returns a fold that makes each state from the one before it and the next entry.
   *
   * @param seed the state before the first entry
   */
  static <R> Fold<R> of(R seed, BiFunction<? super R, ? super Entry, ? extends R> step) {
    return new Fold<>() {
      private R state = seed;

      @Override
      public void accept(Entry entry) {
        state = step.apply(state, entry);
      }

      @Override
      public R result() {
        return state;
      }
    };
  }

  /** Returns a fold that collects the entries, as a stream's {@code collect} would. */
  static <A, R> Fold<R> collecting(Collector<? super Entry, A, R> collector) {
    A container = collector.supplier().get();
    return new Fold<>() {
      @Override
      public void accept(Entry entry) {
        collector.accumulator().accept(container, entry);
      }

      @Override
      public R result() {
        return collector.finisher().apply(container);
      }
    };
  }
}
