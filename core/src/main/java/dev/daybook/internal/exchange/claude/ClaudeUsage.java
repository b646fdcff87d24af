package dev.daybook.internal.exchange.claude;

import dev.daybook.event.Json;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.UsageSummary;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a conversation's responses. A response is several lines, each with a report that
 * grows, and results of its calls can stand between them. So a report is held until an answer of
 * another response or a prompt comes, and the greatest counts. The input is without what was read
 * from a cache or written to it, as Claude reports it.
 */
final class ClaudeUsage {

  private record Held(
      String key,
      String report,
      UsageSummary summary,
      @Nullable String model,
      long output) {}

  private final Set<String> counted = new HashSet<>();
  private @Nullable Held held;
  private @Nullable Instant ts;
  private @Nullable String id;

  /** Takes the report of an answer's line, behind those of other responses. */
  void take(ClaudeLine line, String lineKey, ImportTarget target) {
    JsonValue message = line.get("message");
    String messageId = message.get("id").text();
    String requestId = line.get("requestId").text();
    String key = messageId == null && requestId == null ? lineKey : messageId + " " + requestId;
    if (held != null && !held.key().equals(key)) {
      flush(target);
    }
    JsonValue usage = message.get("usage");
    String model = message.get("model").text();
    if (!usage.isObject() || ClaudeHead.MADE_BY_CLIENT.equals(model)) {
      return;
    }
    // a gateway that leaves out the request's id may give all responses one message id
    if (requestId != null && counted.contains(key)) {
      return;
    }
    Long reported = usage.get("output_tokens").count();
    long output = reported == null ? 0 : reported;
    if (held == null || output >= held.output()) {
      held = new Held(key, usage.raw(), summary(usage, line), model, output);
      ts = line.ts();
      // of the response, not of a line: a file that was written anew may lack that line
      id = messageId == null || requestId == null
          ? line.idOf("usage")
          : messageId + "/" + requestId + "#usage";
    }
  }

  private static UsageSummary summary(JsonValue usage, ClaudeLine line) {
    Double cost = line.get("costUSD").number();
    return new UsageSummary(
        usage.get("input_tokens").count(),
        usage.get("output_tokens").count(),
        usage.get("cache_read_input_tokens").count(),
        usage.get("cache_creation_input_tokens").count(),
        usage.at("output_tokens_details", "thinking_tokens").count(),
        null,
        cost == null || cost < 0 ? null : cost);
  }

  /** Adds the report that is held, if there is one. */
  void flush(ImportTarget target) {
    Held done = held;
    if (done == null) {
      return;
    }
    held = null;
    counted.add(done.key());
    target.add(
        ProviderUsage.builder()
            .usageSummary(done.summary())
            .usage(new Json(done.report()))
            .usageAvailable(true)
            .model(done.model())
            .build(),
        ts,
        id);
  }
}
