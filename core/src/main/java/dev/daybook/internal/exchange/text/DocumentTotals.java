package dev.daybook.internal.exchange.text;

import dev.daybook.event.Entry;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.Usage;
import dev.daybook.internal.check.CallPairing;
import dev.daybook.internal.check.Copies;
import dev.daybook.internal.check.CostSum;
import dev.daybook.internal.check.ModelFailures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The totals at the head of a document: what the session's models and tools did, and its
 * sub-agents. What a fork copied counts in the session that it comes from. One thread.
 */
final class DocumentTotals implements CallPairing.Listener<Boolean> {

  private static final int MAX_OPEN = 10_000;
  private static final int AMOUNT_DIGITS = 6;
  private static final String ALL = "";

  /**
   * A sub-agent.
   *
   * @param first its first event
   * @param seq the seq of that
   * @param phase the phase that it reached last
   */
  private record Called(SubagentEvent first, long seq, SubagentPhase phase) {}

  private final Copies copies = new Copies();
  private final CostSum<String> costs = new CostSum<>(MAX_OPEN);
  private final CallPairing<Boolean> pairs = new CallPairing<>(MAX_OPEN, this);
  private final ModelFailures failures = new ModelFailures();
  private final Map<String, Called> agents = new LinkedHashMap<>();
  private long calls;
  private long failedCalls;
  private long failedModelCalls;

  void see(Entry entry) {
    boolean isCopy = copies.has(entry.seq(), entry.event());
    pairs.see(entry.seq(), entry.event(), isCopy);
    if (!isCopy) {
      costs.see(entry.event(), usage -> ALL);
      failedModelCalls += failures.see(entry.event()) ? 1 : 0;
    }
    if (!isCopy && entry.event() instanceof SubagentEvent event) {
      agents.merge(
          event.subagentId(),
          new Called(event, entry.seq(), event.event()),
          (known, now) -> new Called(known.first, known.seq, now.phase));
    }
  }

  @Override
  public void call(Boolean isCopy, String tool) {
    calls += isCopy ? 0 : 1;
  }

  @Override
  public void failure(Boolean isCopy, String tool) {
    failedCalls += isCopy ? 0 : 1;
  }

  /** Returns the lines of a list; what there is none of has no line. */
  String list() {
    StringBuilder list = new StringBuilder();
    CostSum.Cost cost = costs.result().map(sum -> sum.costs().get(ALL)).orElse(null);
    if (cost != null || failedModelCalls > 0) {
      list.append("- Model calls: ")
          .append(cost == null ? 0 : cost.calls())
          .append(failed(failedModelCalls))
          .append('\n');
    }
    Usage usage = cost == null ? null : cost.usage();
    if (usage != null) {
      list.append("- Tokens: ").append(tokens(usage)).append('\n');
      Double dollars = usage.costUsd();
      list.append(dollars == null ? "" : "- Cost: " + amount(dollars) + " USD\n");
    }
    if (calls > 0) {
      list.append("- Tool calls: ").append(calls).append(failed(failedCalls)).append('\n');
    }
    if (!agents.isEmpty()) {
      list.append("- Sub-agents: ").append(agents.size()).append('\n');
      agents.values().forEach(agent -> list.append(line(agent)));
    }
    return list.toString();
  }

  private static String line(Called called) {
    SubagentEvent first = called.first;
    String agent = first.agent() == null ? "" : ", " + MarkdownEscape.inline(first.agent());
    String task = first.task() == null ? "" : ": " + MarkdownEscape.inline(first.task());
    return "  - " + MarkdownEscape.code(sessionOf(first)) + agent + " (called at seq " + called.seq
        + ", " + MarkdownEscape.inline(called.phase.wireName()) + ")" + task + "\n";
  }

  /** Returns the sub-agent's session, or where that is not known, its own id. */
  static String sessionOf(SubagentEvent event) {
    return event.childSessionId() == null ? event.subagentId() : event.childSessionId();
  }

  private static String failed(long count) {
    return count == 0 ? "" : ", failed: " + count;
  }

  private static String tokens(Usage usage) {
    return "input " + usage.input()
        + ", output " + usage.output()
        + part("from cache", usage.cacheRead())
        + part("into cache", usage.cacheWrite())
        + part("thinking", usage.reasoning());
  }

  private static String part(String name, @Nullable Long tokens) {
    return tokens == null ? "" : ", " + name + " " + tokens;
  }

  private static String amount(double dollars) {
    return BigDecimal.valueOf(dollars)
        .setScale(AMOUNT_DIGITS, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
