package dev.daybook.internal.exchange.copilot;

import dev.daybook.event.ProviderUsage;
import dev.daybook.event.UsageSummary;
import dev.daybook.internal.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The cost of the model calls of a Copilot session. A message gives the tokens that it took to
 * write; the end of a run gives the totals of the run. So the end adds what the messages did not
 * give: the input, the cache, and what else was written. Where a line gives the whole cost of a
 * call, it adds likewise. The rest stands in the agent's own session, also that of its sub-agents.
 *
 * <p>Copilot counts the tokens of a cache within the input; the summary does not. Those of thinking
 * are a part of the output in both.
 */
final class CopilotUsage {

  /** A count beyond this is none: sums stay within a long. */
  private static final long MOST = 1L << 50;

  /** The counts added since the run began, and since the last whole cost of a call. */
  private long outputOfRun;

  private long inputOfRun;
  private long cachedOfRun;
  private long writtenOfRun;
  private long reasoningOfRun;
  private long outputOfCall;

  /** Begins another run, whose totals begin at zero. */
  void beginRun() {
    outputOfRun = 0;
    inputOfRun = 0;
    cachedOfRun = 0;
    writtenOfRun = 0;
    reasoningOfRun = 0;
    outputOfCall = 0;
  }

  /** Reads the cost in a message of the model. */
  void message(CopilotLine line, @Nullable String model) {
    long output = count(line.data().get("outputTokens"));
    if (output > 0) {
      outputOfRun += output;
      outputOfCall += output;
      add(
          line,
          model,
          UsageSummary.builder().outputTokens(output).build(),
          line.data().get("outputTokens"));
    }
  }

  /** Reads the whole cost of a call. */
  void call(CopilotLine line, @Nullable String model) {
    JsonValue data = line.data();
    String named = data.get("model").text();
    long input = count(data.get("inputTokens"));
    long cached = count(data.get("cacheReadTokens"));
    long written = count(data.get("cacheWriteTokens"));
    long reasoning = count(data.get("reasoningTokens"));
    long output = Math.max(0, count(data.get("outputTokens")) - outputOfCall);
    outputOfCall = 0;
    outputOfRun += output;
    inputOfRun += input;
    cachedOfRun += cached;
    writtenOfRun += written;
    reasoningOfRun += reasoning;
    add(
        line,
        named == null ? model : named,
        summary(input, cached, written, output, reasoning),
        data);
  }

  /** Reads the totals at the end of a run. */
  void endRun(CopilotLine line) {
    JsonValue metrics = line.data().get("modelMetrics");
    for (String model : metrics.names()) {
      JsonValue usage = metrics.at(model, "usage");
      long input = count(usage.get("inputTokens"));
      long cached = count(usage.get("cacheReadTokens"));
      long written = count(usage.get("cacheWriteTokens"));
      long output = count(usage.get("outputTokens"));
      long reasoning = count(usage.get("reasoningTokens"));
      // the models share what was added before, whichever of them it was
      long restOfInput = Math.max(0, input - inputOfRun);
      long restOfCached = Math.max(0, cached - cachedOfRun);
      long restOfWritten = Math.max(0, written - writtenOfRun);
      long restOfOutput = Math.max(0, output - outputOfRun);
      long restOfReasoning = Math.max(0, reasoning - reasoningOfRun);
      inputOfRun = Math.max(0, inputOfRun - input);
      cachedOfRun = Math.max(0, cachedOfRun - cached);
      writtenOfRun = Math.max(0, writtenOfRun - written);
      outputOfRun = Math.max(0, outputOfRun - output);
      reasoningOfRun = Math.max(0, reasoningOfRun - reasoning);
      if (restOfInput + restOfOutput > 0) {
        add(
            line,
            model,
            summary(restOfInput, restOfCached, restOfWritten, restOfOutput, restOfReasoning),
            metrics.get(model));
      }
    }
    beginRun();
  }

  private static UsageSummary summary(
      long input, long cached, long written, long output, long reasoning) {
    return UsageSummary.builder()
        .inputTokens(Math.max(0, input - cached - written))
        .cachedTokens(cached)
        .cacheCreationTokens(written)
        .outputTokens(output)
        .reasoningTokens(reasoning == 0 ? null : (Long) reasoning)
        .build();
  }

  private static void add(
      CopilotLine line, @Nullable String model, UsageSummary summary, JsonValue usage) {
    line.add(ProviderUsage.builder()
        .usageSummary(summary)
        .usage(usage.json())
        .usageAvailable(true)
        .model(model)
        .build());
  }

  private static long count(JsonValue value) {
    Long count = value.count();
    return count == null || count > MOST ? 0 : count;
  }
}
