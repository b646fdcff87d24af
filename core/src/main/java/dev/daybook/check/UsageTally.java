package dev.daybook.check;

import dev.daybook.check.Examination.Position;
import dev.daybook.event.Entry;
import dev.daybook.event.Usage;
import dev.daybook.internal.check.Copies;
import dev.daybook.internal.check.CostSum;
import dev.daybook.read.Fold;
import java.util.Locale;
import java.util.Optional;

/**
 * The total cost of the model calls of a session. Events of several kinds record the same call, so
 * only one kind is added up: the first of these that the session has. What a fork copied from its
 * parent is not added: it stands in the parent.
 *
 * <ol>
 *   <li>{@code provider_usage} with a {@code usage_summary}
 *   <li>{@code inference_completed} with a count of tokens
 *   <li>agent loops: each {@code agent_end}; the {@code turn_end}s of loops without one; and the
 *       cost of choosing between parallel loops
 * </ol>
 *
 * @param source the wire name of that kind; {@code agent_end} for loops
 * @param usage the sum
 */
public record UsageTally(String source, Usage usage) {

  /** Returns a fold that adds up the cost; empty if no event holds one. */
  public static Fold<Optional<UsageTally>> fold() {
    return new UsageSum();
  }

  /** The sum so far. Its size is bounded for any session. */
  static final class UsageSum implements Examination, Fold<Optional<UsageTally>> {

    private static final String ALL = "";

    private final CostSum<String> costs = new CostSum<>(Diagnosis.MAX_OPEN);
    private final Copies copies = new Copies();

    @Override
    public void see(Entry entry, Position at) {
      accept(entry);
    }

    @Override
    public void accept(Entry entry) {
      if (!copies.has(entry.seq(), entry.event())) {
        costs.see(entry.event(), usage -> ALL);
      }
    }

    @Override
    public Optional<UsageTally> result() {
      return costs.result().flatMap(UsageSum::tally);
    }

    private static Optional<UsageTally> tally(CostSum.Result<String> result) {
      CostSum.Cost all = result.costs().get(ALL);
      return all == null || all.usage() == null
          ? Optional.empty()
          : Optional.of(new UsageTally(wireName(result.source()), all.usage()));
    }

    private static String wireName(CostSum.Source source) {
      return source.name().toLowerCase(Locale.ROOT);
    }
  }
}
