package dev.daybook.internal.exchange.codex;

import dev.daybook.DaybookException;
import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of a tool of Codex with the facts that stand in it: in JSON next to the output, or in
 * the lines above it.
 *
 * @param text the words; null if there are none
 * @param ok true if the tool says that it did what was asked
 * @param exitCode the exit code that it names
 * @param durationMs the time that it names
 * @param data the output, where it is more than words
 */
record CodexOutput(
    @Nullable String text,
    @Nullable Boolean ok,
    @Nullable Long exitCode,
    @Nullable Long durationMs,
    @Nullable Json data) {

  private static final int MAX_FACT_LINES = 10;
  private static final int MILLIS_A_SECOND = 1000;
  private static final int NANOS_A_MILLI = 1_000_000;

  /** A time beyond this is no time that a tool took. */
  private static final double MAX_SECONDS = 1e12;

  private static final String HEADING = "Output:";
  private static final List<String> EXIT_CODES =
      List.of("Process exited with code ", "Exit code: ");
  private static final String WALL_TIME = "Wall time: ";

  /** Returns what an output item holds: a string, a list of blocks, or an object. */
  static CodexOutput of(JsonValue output) {
    String text = output.text();
    if (text != null) {
      CodexOutput inJson = text.startsWith("{") ? inJson(text) : null;
      return inJson == null ? withFactsAbove(text) : inJson;
    } else if (output.isArray()) {
      String words = words(output);
      boolean isMore =
          output.elements().stream().anyMatch(block -> !block.get("text").isString());
      CodexOutput facts = withFactsAbove(words == null ? "" : words);
      return new CodexOutput(
          words, facts.ok(), facts.exitCode(), facts.durationMs(), isMore ? output.json() : null);
    }
    JsonValue content = output.get("content");
    String words = content.isArray() ? words(content) : content.text();
    if (words == null) {
      words = output.get("text").text();
    }
    return new CodexOutput(
        words,
        output.get("success").bool(),
        null,
        null,
        words == null || content.isArray() ? output.json() : null);
  }

  /** Returns the words of a list of blocks; null if there are none. */
  static @Nullable String words(JsonValue blocks) {
    StringBuilder words = new StringBuilder();
    boolean isEmpty = true;
    for (JsonValue block : blocks.elements()) {
      String text = block.get("text").text();
      if (text != null) {
        words.append(isEmpty ? "" : "\n").append(text);
        isEmpty = false;
      }
    }
    return isEmpty ? null : words.toString();
  }

  /** Returns the time of an object of seconds and nanoseconds, in milliseconds; or null. */
  static @Nullable Long millis(JsonValue duration) {
    Long secs = duration.get("secs").count();
    Long nanos = duration.get("nanos").count();
    if (secs == null || secs > MAX_SECONDS) {
      return null;
    }
    return secs * MILLIS_A_SECOND + (nanos == null ? 0 : nanos / NANOS_A_MILLI);
  }

  /** Returns what an exit code says of success; null without one. */
  static @Nullable Boolean isSuccess(@Nullable Long exitCode) {
    return exitCode == null ? null : (Boolean) (exitCode == 0);
  }

  private static @Nullable CodexOutput inJson(String text) {
    if (!text.contains("\"metadata\"")) {
      return null;
    }
    JsonValue value;
    try {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      value = JsonValue.first(utf8, 0, utf8.length);
    } catch (DaybookException noJson) {
      return null;
    }
    JsonValue metadata = value.get("metadata");
    String output = value.get("output").text();
    if (output == null || !metadata.isObject() || value.names().size() != 2) {
      return null;
    }
    Long exitCode = metadata.get("exit_code").integer();
    boolean isMore = metadata.names().size() > 2;
    return new CodexOutput(
        output,
        isSuccess(exitCode),
        exitCode,
        millis(metadata.get("duration_seconds").number()),
        isMore ? metadata.json() : null);
  }

  private static CodexOutput withFactsAbove(String text) {
    Long exitCode = null;
    Long durationMs = null;
    int from = 0;
    for (int i = 0; i < MAX_FACT_LINES && from < text.length(); i++) {
      int to = text.indexOf('\n', from);
      String line = text.substring(from, to < 0 ? text.length() : to);
      if (line.startsWith(HEADING)) {
        return new CodexOutput(text, isSuccess(exitCode), exitCode, durationMs, null);
      }
      for (String heading : EXIT_CODES) {
        if (line.startsWith(heading)) {
          exitCode = integer(line.substring(heading.length()));
        }
      }
      if (line.startsWith(WALL_TIME)) {
        durationMs = millis(number(line.substring(WALL_TIME.length())));
      }
      if (to < 0) {
        break;
      }
      from = to + 1;
    }
    // no heading, so what looks like facts is the output's own
    return new CodexOutput(text, null, null, null, null);
  }

  private static @Nullable Long millis(@Nullable Double seconds) {
    return seconds == null || !(seconds >= 0) || seconds > MAX_SECONDS
        ? null
        : (Long) Math.round(seconds * MILLIS_A_SECOND);
  }

  private static @Nullable Long integer(String words) {
    try {
      return Long.parseLong(words.strip());
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private static @Nullable Double number(String words) {
    int end = words.indexOf(' ');
    try {
      return Double.parseDouble(end < 0 ? words : words.substring(0, end));
    } catch (NumberFormatException none) {
      return null;
    }
  }
}
