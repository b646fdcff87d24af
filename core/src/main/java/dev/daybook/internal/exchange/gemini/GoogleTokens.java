package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.UsageSummary;
import dev.daybook.internal.exchange.reading.OutputTokens;
import dev.daybook.internal.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a response as Google counts them. Its input includes what was read from a cache and
 * lacks what the tools of the provider put in; Daybook's input is the other way round. Thinking is
 * beside the output here, and a part of it there; see {@link OutputTokens}. An agent that counts
 * for other providers in this form may have it in the output: the total shows it.
 *
 * @param input the number of tokens that the model read, caches included
 * @param cached the number of those that came from a cache
 * @param output the number of tokens that it wrote, thinking apart
 * @param thoughts the number of tokens of its thinking
 * @param tool the number of tokens that the provider's tools put in
 * @param total the number of all tokens
 */
record GoogleTokens(
    @Nullable Long input,
    @Nullable Long cached,
    @Nullable Long output,
    @Nullable Long thoughts,
    @Nullable Long tool,
    @Nullable Long total) {

  static final GoogleTokens NONE = new GoogleTokens(null, null, null, null, null, null);

  /** Returns the counts in the {@code tokens} of Gemini CLI. */
  static GoogleTokens ofTokens(JsonValue tokens) {
    return new GoogleTokens(
        tokens.get("input").count(),
        tokens.get("cached").count(),
        tokens.get("output").count(),
        tokens.get("thoughts").count(),
        tokens.get("tool").count(),
        tokens.get("total").count());
  }

  /** Returns the counts in the {@code usageMetadata} of the model interface. */
  static GoogleTokens ofMetadata(JsonValue usage) {
    return new GoogleTokens(
        usage.get("promptTokenCount").count(),
        usage.get("cachedContentTokenCount").count(),
        usage.get("candidatesTokenCount").count(),
        usage.get("thoughtsTokenCount").count(),
        usage.get("toolUsePromptTokenCount").count(),
        usage.get("totalTokenCount").count());
  }

  /** Returns the counts beyond those of an earlier record of the same response. */
  GoogleTokens beyond(GoogleTokens earlier) {
    return new GoogleTokens(
        beyond(input, earlier.input),
        beyond(cached, earlier.cached),
        beyond(output, earlier.output),
        beyond(thoughts, earlier.thoughts),
        beyond(tool, earlier.tool),
        beyond(total, earlier.total));
  }

  private static @Nullable Long beyond(@Nullable Long count, @Nullable Long earlier) {
    return (count == null || earlier == null) ? count : (Long) Math.max(0, count - earlier);
  }

  /** Returns true if nothing is counted. */
  boolean isNothing() {
    return orZero(input) == 0
        && orZero(cached) == 0
        && orZero(output) == 0
        && orZero(thoughts) == 0
        && orZero(tool) == 0
        && orZero(total) == 0;
  }

  /** Returns the counts in Daybook's terms. */
  UsageSummary summary() {
    Long uncached =
        input == null ? tool : (Long) OutputTokens.sum(Math.max(0, input - orZero(cached)), tool);
    Long written =
        OutputTokens.withThinking(output, thoughts, total, OutputTokens.sum(input, tool), true);
    return new UsageSummary(uncached, written, cached, null, thoughts, total, null);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
