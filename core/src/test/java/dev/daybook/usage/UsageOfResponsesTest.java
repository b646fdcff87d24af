package dev.daybook.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.event.Json;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UsageSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Responses with any of their fields, whose lines are read without a decoder where they can be. */
class UsageOfResponsesTest {

  private static final int RESPONSES = 5_000;

  private static final String[] MODELS = {"a", "b \"quoted\"", "c\\", "modèle", "e-1.5", ""};

  private static final String[] USAGES = {
    "{}",
    "{\"input_tokens\":7}",
    "{\"model\":\"other\",\"a\":{\"b\":[1,{\"c\":\"}\"}]}}",
    "{\"text\":\"\\\"}{\\\\\",\"usage_summary\":{\"input_tokens\":99}}",
    "[1]",
    "null",
    "\"{\""
  };

  @TempDir
  Path root;

  @Test
  void eachCountsWhatItSays() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, long[]> expected = new TreeMap<>();
    List<SessionEvent> responses = new ArrayList<>();
    // a model holds for what follows it without one
    responses.add(ProviderUsage.builder().model("a").build());
    String model = "a";
    for (int i = 0; i < RESPONSES; i++) {
      ProviderUsage response = response(random);
      responses.add(response);
      model = response.model() == null ? model : response.model();
      long[] sum = expected.computeIfAbsent(model, fresh -> new long[3]);
      UsageSummary summary = response.usageSummary();
      sum[0] += summary == null ? 0 : orZero(summary.inputTokens());
      sum[1] += summary == null ? 0 : orZero(summary.outputTokens());
      sum[2] += summary == null ? 0 : orZero(summary.cachedTokens());
    }
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s", responses);
      UsageReport report = daybook.usage(UsageQuery.byDay().withBy(UsageGrouping.MODEL));
      assertThat(report.skippedLines()).isZero();
      Map<String, long[]> counted = new TreeMap<>();
      for (UsageRow row : report.rows()) {
        counted.put(row.key().orElseThrow(), new long[] {
          row.inputTokens().orElse(0),
          row.outputTokens().orElse(0),
          row.cacheReadTokens().orElse(0)
        });
      }
      assertThat(counted).as("seed=%d", seed).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  private static ProviderUsage response(Random random) {
    UsageSummary summary = random.nextInt(10) == 0
        ? null
        : UsageSummary.builder()
            .inputTokens(number(random))
            .outputTokens(number(random))
            .cachedTokens(number(random))
            .cacheCreationTokens(number(random))
            .reasoningTokens(number(random))
            .totalTokens(number(random))
            .totalCostUsd(random.nextInt(4) == 0 ? random.nextDouble() : null)
            .build();
    return ProviderUsage.builder()
        .usageSummary(summary)
        .usage(random.nextInt(3) == 0 ? null : new Json(USAGES[random.nextInt(USAGES.length)]))
        .usageAvailable(random.nextInt(3) == 0 ? null : (Boolean) random.nextBoolean())
        .model(random.nextInt(3) == 0 ? null : MODELS[random.nextInt(MODELS.length)])
        .mode(random.nextInt(5) == 0 ? "stream" : null)
        .callIndex(random.nextInt(5) == 0 ? 3L : null)
        .build();
  }

  private static @Nullable Long number(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> 0L;
      case 2 -> (long) random.nextInt(100);
      default -> random.nextLong(1L << (1 + random.nextInt(48)));
    };
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
