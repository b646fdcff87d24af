package dev.daybook.internal.check;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.ParallelLoopEnd;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sum of the model calls of a session and of their cost, by a key that the caller chooses for
 * each call. Events of several kinds record the same call, so only one kind counts: the first in
 * the order of {@link Source} that the session has. The entries that a fork copied do not count.
 * Its size is bounded by the number of keys. Belongs to one thread.
 *
 * @param <K> the key
 */
public final class CostSum<K> {

  /** The share of a cost by which two sums of it may differ. */
  private static final double ROUNDING = 1e-9;

  /** The kinds of events that hold a cost. */
  public enum Source {
    PROVIDER_USAGE,
    INFERENCE_COMPLETED,
    AGENT_END,
    ASSISTANT_MESSAGE
  }

  /**
   * Model calls of one key.
   *
   * @param calls their number
   * @param usage their cost; null if none of them has one
   */
  public record Cost(long calls, @Nullable Usage usage) {

    /** Returns the sum of both. */
    public Cost plus(Cost other) {
      Usage both = usage;
      if (both == null) {
        both = other.usage;
      } else if (other.usage != null) {
        both = both.plus(other.usage);
      }
      return new Cost(calls + other.calls, both);
    }
  }

  /**
   * The calls of a session by key.
   *
   * @param source the kind of events that they are the sum of
   * @param costs by key, in the order in which the keys were met
   */
  public record Result<K>(Source source, Map<K, Cost> costs) {}

  private final int maxOpenLoops;
  private final Map<K, Cost> ofProviders = new LinkedHashMap<>();
  private final Map<K, Cost> ofInferences = new LinkedHashMap<>();
  private final Map<K, Cost> ofLoops = new LinkedHashMap<>();
  private final Map<K, Cost> ofAnswers = new LinkedHashMap<>();

  private boolean hasProvidersElsewhere;

  /** The cost of the turns of each loop without an end yet. Loops beyond the bound are left out. */
  private final Map<String, Map<K, Cost>> ofOpenLoops = new LinkedHashMap<>();

  /** @param maxOpenLoops the most loops without an end whose turns are counted */
  public CostSum(int maxOpenLoops) {
    this.maxOpenLoops = maxOpenLoops;
  }

  /**
   * Takes the next event that is no copy.
   *
   * @param keyOf gives the key of a call by its cost, which is null if it is not known
   */
  public void see(SessionEvent event, Function<@Nullable Usage, K> keyOf) {
    if (event instanceof ProviderUsage provider) {
      Usage usage =
          provider.usageSummary() == null ? null : provider.usageSummary().asUsage();
      add(ofProviders, keyOf.apply(usage), new Cost(1, usage));
    } else if (event instanceof InferenceCompleted inference) {
      Long input = inference.inputTokens();
      Long output = inference.outputTokens();
      Usage usage = input == null && output == null
          ? null
          : new Usage(input == null ? 0 : input, output == null ? 0 : output);
      add(ofInferences, keyOf.apply(usage), new Cost(1, usage));
    } else if (event instanceof TurnEnd end) {
      String loop = ShortName.of(end.loopId());
      Map<K, Cost> turns = ofOpenLoops.get(loop);
      if (turns == null && ofOpenLoops.size() < maxOpenLoops) {
        turns = new LinkedHashMap<>();
        ofOpenLoops.put(loop, turns);
      }
      if (turns != null) {
        add(turns, keyOf.apply(end.usage()), new Cost(1, end.usage()));
      }
    } else if (event instanceof AgentEnd end) {
      agentEnd(end, keyOf);
    } else if (event instanceof ParallelLoopEnd end) {
      Usage usage = end.evaluationUsage();
      // without one, nothing was asked to choose, and the cost of the session is elsewhere
      if (!usage.equals(Usage.NONE)) {
        add(ofLoops, keyOf.apply(usage), new Cost(1, usage));
      }
    } else if (event instanceof AssistantMessage answer && !answer.isPartial()) {
      add(ofAnswers, keyOf.apply(null), new Cost(1, null));
    }
  }

  /**
   * Takes the next event of those that count in another session: none of them adds a call, but the
   * kind that counts is that of the whole session.
   */
  public void seeRepeated(SessionEvent event) {
    hasProvidersElsewhere |=
        event instanceof ProviderUsage provider && provider.usageSummary() != null;
  }

  /** The turns of a loop have their own times and models, if their sum is what its end says. */
  private void agentEnd(AgentEnd end, Function<@Nullable Usage, K> keyOf) {
    Map<K, Cost> turns = ofOpenLoops.remove(ShortName.of(end.loopId()));
    Cost sum = turns == null ? null : total(turns);
    if (turns != null && sum != null && isSame(sum.usage(), end.usage())) {
      turns.forEach((key, cost) -> add(ofLoops, key, cost));
      return;
    }
    long calls =
        sum == null ? end.messages().stream().filter(CostSum::isAnswer).count() : sum.calls();
    add(ofLoops, keyOf.apply(end.usage()), new Cost(calls, end.usage()));
  }

  private static boolean isAnswer(AgentMessage message) {
    return message.role().equals(Role.ASSISTANT);
  }

  private static boolean isSame(@Nullable Usage sum, Usage whole) {
    return sum != null
        && sum.input() == whole.input()
        && sum.output() == whole.output()
        && Objects.equals(sum.reasoning(), whole.reasoning())
        && Objects.equals(sum.cacheRead(), whole.cacheRead())
        && Objects.equals(sum.cacheWrite(), whole.cacheWrite())
        && Objects.equals(sum.totalTokens(), whole.totalTokens())
        && isSame(sum.costUsd(), whole.costUsd());
  }

  private static boolean isSame(@Nullable Double sum, @Nullable Double whole) {
    return (sum == null || whole == null)
        ? Objects.equals(sum, whole)
        : Math.abs(sum - whole) <= ROUNDING * Math.max(sum, whole);
  }

  /** Returns the sums so far; empty if there was no model call. */
  public Optional<Result<K>> result() {
    Map<K, Cost> loops = new LinkedHashMap<>(ofLoops);
    ofOpenLoops.values().forEach(turns -> turns.forEach((key, cost) -> add(loops, key, cost)));
    if (hasUsage(ofProviders) || hasProvidersElsewhere) {
      return result(Source.PROVIDER_USAGE, ofProviders);
    } else if (hasUsage(ofInferences)) {
      // the same calls, in which the loops record more
      boolean areSame = isSameSum(total(loops), total(ofInferences));
      return result(Source.INFERENCE_COMPLETED, areSame ? loops : ofInferences);
    } else if (hasUsage(loops)) {
      return result(Source.AGENT_END, loops);
    } else if (!ofProviders.isEmpty()) {
      return result(Source.PROVIDER_USAGE, ofProviders);
    } else if (!ofInferences.isEmpty()) {
      return result(Source.INFERENCE_COMPLETED, ofInferences);
    }
    return ofAnswers.isEmpty() ? Optional.empty() : result(Source.ASSISTANT_MESSAGE, ofAnswers);
  }

  private static boolean isSameSum(@Nullable Cost one, @Nullable Cost other) {
    return one != null
        && other != null
        && one.usage() != null
        && other.usage() != null
        && one.usage().input() == other.usage().input()
        && one.usage().output() == other.usage().output();
  }

  private Optional<Result<K>> result(Source source, Map<K, Cost> costs) {
    return Optional.of(new Result<>(source, new LinkedHashMap<>(costs)));
  }

  private boolean hasUsage(Map<K, Cost> costs) {
    return costs.values().stream().anyMatch(cost -> cost.usage() != null);
  }

  private @Nullable Cost total(Map<K, Cost> costs) {
    BinaryOperator<Cost> plus = Cost::plus;
    return costs.values().stream().reduce(plus).orElse(null);
  }

  private void add(Map<K, Cost> costs, K key, Cost cost) {
    costs.merge(key, cost, Cost::plus);
  }
}
