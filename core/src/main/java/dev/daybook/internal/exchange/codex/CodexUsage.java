package dev.daybook.internal.exchange.codex;

import dev.daybook.event.ProviderStatus;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.UsageSummary;
import dev.daybook.internal.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The cost of the model calls of a Codex session. A {@code token_count} gives the total of the
 * session, and may repeat it: a call costs what the total has grown by. Where the total falls, it
 * began anew, and the call costs what the event gives for it.
 *
 * <p>Codex counts the tokens of a cache within the input; the summary does not. Those of thinking
 * are a part of the output in both.
 */
final class CodexUsage {

  private record Counts(
      long input, long cached, long written, long output, long reasoning, long total) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    static Counts of(JsonValue usage) {
      long input = count(usage.get("input_tokens"));
      long output = count(usage.get("output_tokens"));
      Long total = usage.get("total_tokens").count();
      return new Counts(
          input,
          count(usage.get("cached_input_tokens")),
          count(usage.get("cache_write_input_tokens")),
          output,
          count(usage.get("reasoning_output_tokens")),
          total == null ? input + output : total);
    }

    /** A count beyond this is none: sums stay within a long. */
    private static final long MOST = 1L << 50;

    private static long count(JsonValue value) {
      Long count = value.count();
      return count == null || count > MOST ? 0 : count;
    }

    Counts since(Counts before) {
      return new Counts(
          grown(input, before.input),
          grown(cached, before.cached),
          grown(written, before.written),
          grown(output, before.output),
          grown(reasoning, before.reasoning),
          grown(total, before.total));
    }

    private static long grown(long now, long before) {
      return Math.max(0, now - before);
    }

    UsageSummary summary() {
      return UsageSummary.builder()
          .inputTokens(Math.max(0, input - cached - written))
          .outputTokens(output)
          .cachedTokens(cached)
          .cacheCreationTokens(written == 0 ? null : (Long) written)
          .reasoningTokens(reasoning)
          .totalTokens(total)
          .build();
    }
  }

  private final boolean beginsAnew;
  private @Nullable Counts last;
  private String limits = "";

  /** @param beginsAnew true if the first total is the session's own, and not its parent's too */
  CodexUsage(boolean beginsAnew) {
    this.beginsAnew = beginsAnew;
  }

  /** Reads a count of the parent's, from where the session's own counting goes on. */
  void inherit(JsonValue event) {
    JsonValue total = event.at("info", "total_token_usage");
    if (total.isObject()) {
      last = Counts.of(total);
    }
  }

  /** Reads a {@code token_count}. */
  void count(CodexLine line, @Nullable String model) {
    JsonValue info = line.payload().get("info");
    JsonValue totals = info.get("total_token_usage");
    JsonValue latest = info.get("last_token_usage");
    if (totals.isObject()) {
      Counts total = Counts.of(totals);
      Counts cost = cost(total, latest);
      last = total;
      if (cost.total() > 0) {
        line.add(ProviderUsage.builder()
            .usageSummary(cost.summary())
            .usage(info.json())
            .usageAvailable(true)
            .model(model)
            .build());
      }
    }
    limits(line);
  }

  private Counts cost(Counts total, JsonValue latest) {
    Counts before = last == null ? Counts.NONE : last;
    boolean fell = total.total() < before.total();
    boolean isOfParentToo = last == null && !beginsAnew;
    return (fell || isOfParentToo) && latest.isObject()
        ? Counts.of(latest)
        : total.since(fell ? Counts.NONE : before);
  }

  /** Reads the limits of an event, if they are not as before. */
  void limits(CodexLine line) {
    JsonValue now = line.payload().get("rate_limits");
    if (now.isObject() && !now.raw().equals(limits)) {
      limits = now.raw();
      String reached = now.get("rate_limit_reached_type").text();
      StringBuilder message = new StringBuilder("limits used:");
      add(message, "primary", now);
      add(message, "secondary", now);
      message.append(reached == null ? "" : "; reached: " + reached);
      line.add(new ProviderStatus(message.toString(), now.json()));
    }
  }

  private static void add(StringBuilder message, String name, JsonValue limits) {
    JsonValue limit = limits.get(name);
    JsonValue old = limits.get(name + "_used_percent");
    Double percent = limit.isObject() ? limit.get("used_percent").number() : old.number();
    if (percent != null) {
      message.append(' ').append(name).append(' ').append(Math.round(percent)).append(" %");
      Long minutes = limit.isObject()
          ? limit.get("window_minutes").count()
          : limits.get(name + "_window_minutes").count();
      message.append(minutes == null ? "" : " of " + minutes + " min");
    }
  }
}
