package dev.daybook.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UsageSummary;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The import of a folder of real session files with {@code facts.json}, which says what an
 * independent reader counted in each. The files are their authors', and not in this project:
 * {@code -Ddaybook.samples=DIR} names the folder.
 */
class SampleFilesTest {

  /** Formats that are no format of Daybook's. */
  private static final Set<String> OTHERS = Set.of("amp", "cursor", "droid", "kimi");

  /**
   * Files of which the reader counts something else: it reads lines alone, or the calls of a
   * parent's history as those of the child, or not all kinds of calls.
   */
  private static final Set<String> COUNTED_OTHERWISE = Set.of(
      "claude-code/not-ndjson-pretty-printed.jsonl",
      "codex/line-kinds-2026.jsonl",
      "codex/spawn/2026/01/03/rollout-2026-01-03T04-05-10-33333333-3333-4333-8333-333333333333.jsonl");

  @TempDir
  Path root;

  private Path samples;
  private Map<String, JsonNode> facts;

  @BeforeEach
  void readFacts() throws IOException {
    String folder = System.getProperty("daybook.samples");
    assumeTrue(folder != null, "-Ddaybook.samples names no folder of session files");
    samples = Path.of(folder);
    facts = new TreeMap<>();
    new ObjectMapper()
        .readTree(samples.resolve("facts.json").toFile())
        .properties()
        .forEach(each -> facts.put(each.getKey(), each.getValue()));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(samples)) {
      return all.filter(Files::isRegularFile)
          .map(path -> samples.relativize(path).toString())
          .filter(name -> name.contains("/") && !OTHERS.contains(name.split("/", 2)[0]))
          .sorted()
          .toList();
    }
  }

  @Test
  void eachFileComesBackAndIsImportedOnce() throws IOException {
    List<String> refused = new ArrayList<>();
    try (Daybook daybook = Daybook.open(root)) {
      for (String name : files()) {
        Path file = samples.resolve(name);
        ImportReport report;
        try {
          report = daybook.importFile(file, ImportOptions.defaults());
        } catch (DaybookException no) {
          refused.add(name);
          continue;
        }
        byte[] bytes = Files.readAllBytes(file);
        for (String session : report.sessions()) {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          daybook.exportSource(session, out);
          assertThat(out.toByteArray()).as(name).isEqualTo(bytes);
          assertThat(daybook.verify(session).findings()).as(name).isEmpty();
          daybook.transcript(session);
          daybook.diagnosis(session);
        }
        ImportReport again = daybook.importFile(file, ImportOptions.defaults());
        assertThat(again.newEntries()).as(name).isZero();
        assertThat(again.entries()).as(name).isEqualTo(report.entries());
      }
    }
    assertThat(refused)
        .allMatch(name -> name.contains("storage")
            || name.endsWith(".sql")
            || name.endsWith(".meta.json")
            || name.contains("not-a-rollout")
            || name.contains("run-json-stream"));
  }

  /** Cuts each file where it may be cut, and most of them everywhere if asked to. */
  @Test
  void fileThatGrewIsTheSameAsAtOnce() throws IOException {
    int most = Integer.getInteger("daybook.samples.cuts", 6);
    List<String> differences = new ArrayList<>();
    for (String name : files()) {
      byte[] whole = Files.readAllBytes(samples.resolve(name));
      Path at = root.resolve("cut").resolve(name);
      Files.createDirectories(at.getParent());
      Map<String, byte[]> atOnce;
      try (Daybook daybook = Daybook.open(root.resolve("once").resolve(name))) {
        atOnce = imported(daybook, at, whole);
      }
      Random random = new Random(name.hashCode());
      for (int i = 0; i < Math.min(most, whole.length) && !atOnce.isEmpty(); i++) {
        int cut = most >= whole.length ? i : random.nextInt(whole.length);
        Path folder = root.resolve("part" + i).resolve(name);
        try (Daybook daybook = Daybook.open(folder)) {
          imported(daybook, at, Arrays.copyOf(whole, cut));
          Map<String, byte[]> found = imported(daybook, at, whole);
          if (!found.keySet().equals(atOnce.keySet())) {
            differences.add(name + " cut=" + cut + ": " + found.keySet());
          } else {
            found.forEach((session, lines) -> {
              if (!Arrays.equals(lines, atOnce.get(session))) {
                differences.add(name + " cut=" + cut + ": " + session);
              }
            });
          }
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  /** Imports a file; returns the lines of all sessions then, none if it is of no known format. */
  private static Map<String, byte[]> imported(Daybook daybook, Path file, byte[] bytes)
      throws IOException {
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
    try {
      daybook.importFile(file, ImportOptions.defaults());
    } catch (DaybookException refused) {
      // too short to be known
    }
    Map<String, byte[]> sessions = new TreeMap<>();
    for (String id : daybook.catalog().ids()) {
      sessions.put(id, Files.readAllBytes(daybook.file(id)));
    }
    return sessions;
  }

  @Test
  void countsAreThoseOfAnIndependentReader() throws IOException {
    List<String> differences = new ArrayList<>();
    for (String name : files()) {
      JsonNode fact = facts.get(name);
      if (fact == null || COUNTED_OTHERWISE.contains(name)) {
        continue;
      }
      try (Daybook daybook = Daybook.open(root.resolve(name.replace('/', '_')))) {
        ImportReport report;
        try {
          report = daybook.importFile(samples.resolve(name), ImportOptions.defaults());
        } catch (DaybookException refused) {
          continue;
        }
        Counts counts = new Counts();
        for (String session : report.sessions()) {
          daybook.history(session).entries().forEach(counts::add);
        }
        compare(name, fact, counts, differences);
        if (fact.has("lines_not_json")) {
          long noObjects = fact.at("/kinds/(not an object)").asLong();
          compare(name, fact, "lines_not_json", report.damaged() - noObjects, differences);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static void compare(String name, JsonNode fact, Counts counts, List<String> differences) {
    compare(name, fact, "tool_calls", counts.calls.size(), differences);
    compare(name, fact, "results", counts.results, differences);
    compare(
        name,
        fact,
        "output_tokens_once_per_response",
        counts.sum(UsageSummary::outputTokens),
        differences);
    compare(name, fact, "last_total", counts.sum(UsageSummary::totalTokens), differences);
    if (fact.has("tokens")) {
      compare(
          name,
          fact.get("tokens"),
          "output",
          // theirs is beside the thinking
          counts.sum(UsageSummary::outputTokens) - counts.sum(UsageSummary::reasoningTokens),
          differences);
      compare(
          name,
          fact.get("tokens"),
          "thoughts",
          counts.sum(UsageSummary::reasoningTokens),
          differences);
    }
  }

  private static void compare(
      String name, JsonNode facts, String fact, long counted, List<String> differences) {
    if (facts.hasNonNull(fact) && facts.get(fact).asLong() != counted) {
      differences.add(name + " " + fact + ": facts=" + facts.get(fact) + ", counted=" + counted);
    }
  }

  private static final class Counts {
    private final Set<String> calls = new HashSet<>();
    private final Set<String> shells = new HashSet<>();
    private long results;
    private final List<UsageSummary> usages = new ArrayList<>();

    void add(Entry entry) {
      SessionEvent event = entry.event();
      if (event instanceof ToolCall call) {
        // of a person's own shell, which the reader does not count
        (call.name().equals("user_shell") ? shells : calls).add(call.callId());
      } else if (event instanceof ToolResult result && !shells.contains(result.callId())) {
        results++;
      } else if (event instanceof ToolBlocked blocked) {
        results++;
      }
      if (event instanceof ProviderUsage usage && usage.usageSummary() != null) {
        usages.add(usage.usageSummary());
      }
    }

    long sum(Function<UsageSummary, @Nullable Long> part) {
      ToLongFunction<UsageSummary> known = usage -> {
        Long number = part.apply(usage);
        return number == null ? 0 : number;
      };
      return usages.stream().mapToLong(known).sum();
    }
  }
}
