package dev.daybook.internal.exchange.opencode;

import dev.daybook.event.ProviderUsage;
import dev.daybook.event.UsageSummary;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.OutputTokens;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a message in an OpenCode export. The input lacks what came from caches or went into
 * them, as Daybook's does; the tokens of thinking stand beside the output, and Daybook's output has
 * them. The end of a step repeats the tokens of its message; a message of several steps has only
 * the last one's, so that there the steps count.
 */
final class OpenCodeUsage {

  private OpenCodeUsage() {}

  static void add(
      JsonValue info,
      List<JsonValue> parts,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    List<JsonValue> steps = parts.stream()
        .filter(part -> part.get("type").is("step-finish") && part.get("tokens").isObject())
        .toList();
    if (steps.size() > 1) {
      steps.forEach(step -> add(step, info, target, ts, step.get("id").text()));
    } else {
      add(info, info, target, ts, id);
    }
  }

  private static void add(
      JsonValue counted,
      JsonValue info,
      ImportTarget target,
      @Nullable Instant ts,
      @Nullable String id) {
    JsonValue tokens = counted.get("tokens");
    Double cost = counted.get("cost").number();
    Long input = tokens.get("input").count();
    Long cached = tokens.at("cache", "read").count();
    Long written = tokens.at("cache", "write").count();
    Long thinking = tokens.get("reasoning").count();
    Long total = tokens.get("total").count();
    UsageSummary summary = new UsageSummary(
        input,
        OutputTokens.withThinking(
            tokens.get("output").count(),
            thinking,
            total,
            OutputTokens.sum(input, cached, written),
            true),
        cached,
        written,
        thinking,
        total,
        (cost == null || cost < 0) ? null : cost);
    if (isNothing(summary)) {
      // as of a message that failed before an answer
      return;
    }
    target.add(
        ProviderUsage.builder()
            .usageSummary(summary)
            .usage(tokens.json())
            .model(info.get("modelID").text())
            .mode(info.get("mode").text())
            .build(),
        ts,
        id);
  }

  private static boolean isNothing(UsageSummary summary) {
    return isZero(summary.inputTokens())
        && isZero(summary.outputTokens())
        && isZero(summary.cachedTokens())
        && isZero(summary.cacheCreationTokens())
        && (summary.totalCostUsd() == null || summary.totalCostUsd() == 0);
  }

  private static boolean isZero(@Nullable Long count) {
    return count == null || count == 0;
  }
}
