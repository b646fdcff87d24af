package dev.daybook.check;

import dev.daybook.check.Examination.Position;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.Usage;
import dev.daybook.event.WireNames;
import dev.daybook.read.Fold;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The total cost of the model calls of a session. Events of several kinds record the same call, so
 * only one kind is added up: the first of these that the session has.
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

  /** The sum so far, separately for each kind of event. Its size is bounded for any session. */
  static final class UsageSum implements Examination, Fold<Optional<UsageTally>> {

    private @Nullable Usage ofProviders;
    private @Nullable Usage ofInferences;
    private @Nullable Usage ofLoops;

    /**
     * The cost of the turns of each loop without an end yet. Loops beyond the bound are left out.
     */
    private final Map<String, Usage> ofOpenLoops = new LinkedHashMap<>();

    @Override
    public void see(Entry entry, Position at) {
      accept(entry);
    }

    @Override
    public void accept(Entry entry) {
      SessionEvent event = entry.event();
      if (event instanceof ProviderUsage usage && usage.usageSummary() != null) {
        ofProviders = plus(ofProviders, usage.usageSummary().asUsage());
      } else if (event instanceof InferenceCompleted inference) {
        Long input = inference.inputTokens();
        Long output = inference.outputTokens();
        if (input != null || output != null) {
          ofInferences =
              plus(ofInferences, new Usage(input == null ? 0 : input, output == null ? 0 : output));
        }
      } else if (event instanceof TurnEnd end) {
        String loop = ShortName.of(end.loopId());
        if (ofOpenLoops.containsKey(loop) || ofOpenLoops.size() < Diagnosis.MAX_OPEN) {
          ofOpenLoops.merge(loop, end.usage(), Usage::plus);
        }
      } else if (event instanceof AgentEnd end) {
        ofOpenLoops.remove(ShortName.of(end.loopId()));
        ofLoops = plus(ofLoops, end.usage());
      } else if (event instanceof ParallelLoopEnd end) {
        ofLoops = plus(ofLoops, end.evaluationUsage());
      }
    }

    @Override
    public void end() {
      for (Usage usage : ofOpenLoops.values()) {
        ofLoops = plus(ofLoops, usage);
      }
      ofOpenLoops.clear();
    }

    @Override
    public Optional<UsageTally> result() {
      end();
      return Optional.ofNullable(tally());
    }

    private @Nullable UsageTally tally() {
      if (ofProviders != null) {
        return new UsageTally(WireNames.of(ProviderUsage.class), ofProviders);
      } else if (ofInferences != null) {
        // the same calls, in which the loops record more
        boolean isSame = ofLoops != null
            && ofLoops.input() == ofInferences.input()
            && ofLoops.output() == ofInferences.output();
        return new UsageTally(
            WireNames.of(InferenceCompleted.class),
            isSame && ofLoops != null ? ofLoops : ofInferences);
      }
      return ofLoops == null ? null : new UsageTally(WireNames.of(AgentEnd.class), ofLoops);
    }

    private static Usage plus(@Nullable Usage sum, Usage usage) {
      return sum == null ? usage : sum.plus(usage);
    }
  }
}
