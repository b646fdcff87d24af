package dev.daybook.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The import of a folder of real session files with {@code facts.json}, which says what an
 * independent reader counted in each; {@link Samples} says where they are.
 */
class SampleFilesTest {

  private static final String PARENT = "codex/spawn/2026/01/03/rollout-2026-01-03T04-05-";

  /**
   * What the independent reader counts otherwise. It reads lines alone, and so finds nothing in a
   * file whose objects take several; it counts the calls of a parent's history in the child, where
   * Daybook leaves them to the parent; and it leaves out the calls of web searches, images, patches
   * and of other servers' tools, and the total before the one that falls back.
   */
  private static final Map<String, Map<String, Long>> COUNTED_OTHERWISE = Map.of(
      "claude-code/not-ndjson-pretty-printed.jsonl",
      Map.of("tool_calls", 2L, "results", 3L, "lines_not_json", 133L),
      PARENT + "10-33333333-3333-4333-8333-333333333333.jsonl",
      Map.of("tool_calls", 0L),
      "codex/line-kinds-2026.jsonl",
      Map.of("tool_calls", 8L, "results", 13L, "last_total", 16422L));

  /** The sub-agents of each session that has some, an agent deeper than its caller. */
  private static final Map<String, List<String>> SUB_AGENTS = Map.ofEntries(
      Map.entry("0a1b2c3d-4e5f-4061-8071-2a3b4c5d6e7f", List.of("1 agent-a0ad4f44468bdf20d")),
      Map.entry(
          "22220000-0000-4000-8000-000000000002",
          List.of("1 wf__sp01", "2 agent-agsp0001", "1 wf__fail01 (not here)")),
      Map.entry("wf__sp01", List.of("1 agent-agsp0001")),
      Map.entry("258c7280-ae70-4798-800f-63464d01a85d", List.of("1 agent-acompact-fffbd0")),
      Map.entry(
          "fe5e1c67-53e7-4862-81ae-d0e013e3270b",
          List.of(
              "1 sidechain-6690d10e-f521-4ac0-800d-e5eb7a2d8072",
              "1 sidechain-60dade70-20bb-4edb-9dad-9f08267e0cc2",
              "1 sidechain-f4546a51-ea10-47e0-b4e0-76802974f8a9",
              "1 sidechain-0d692b0f-17cb-4fd0-94fb-215dabcef803",
              "1 sidechain-f4ab2bf6-d642-431a-85cb-66691f24c404")),
      Map.entry(
          "609efeca-2f51-4118-b077-e91c9fe63f73",
          List.of("1 sidechain-cd49a45d-dd15-4ec8-8963-410e62666fbc")),
      Map.entry("06381696-0074-49f8-863e-6ad4fac507f9", List.of("1 agent-862cae62 (not here)")),
      Map.entry("491e126e-1e71-469c-ade2-fcc8af567c74", List.of("1 agent-afb92ff (not here)")),
      Map.entry(
          "1bf1ead3-1c75-46a4-8d6b-5ab1af247819",
          List.of("1 toolu_01DAkBr3THZbTNLPPBHiX1sp (not here)")),
      Map.entry(
          "ses__stage0__small", List.of("1 sidechain-sys1", "1 agent-agent__stage0 (not here)")),
      Map.entry(
          "22222222-2222-4222-8222-222222222222",
          List.of("1 33333333-3333-4333-8333-333333333333")),
      Map.entry("codex-session-root", List.of("1 codex-session-child")),
      Map.entry("codex-out-of-order-root", List.of("1 codex-out-of-order-child")),
      Map.entry(
          "019fbcca-9fd4-7d20-83dc-0762b2f839b3",
          List.of("1 019fbcd0-1111-7000-8000-000000000001 (not here)")),
      Map.entry(
          "019fc8be-3658-7ca3-9e29-000000000000",
          List.of("1 _5btrimmed_20for_20fixture_5d (not here)")));

  @TempDir
  Path root;

  private Samples samples;
  private Map<String, JsonNode> facts;

  @BeforeEach
  void readFacts() throws IOException {
    samples = Samples.needed();
    facts = new TreeMap<>();
    new ObjectMapper()
        .readTree(samples.folder().resolve("facts.json").toFile())
        .properties()
        .forEach(each -> facts.put(each.getKey(), each.getValue()));
  }

  @Test
  void eachFileComesBackAndIsImportedOnce() throws IOException {
    List<String> refused = new ArrayList<>();
    try (Daybook daybook = Daybook.open(root)) {
      for (String name : samples.names()) {
        Path file = samples.folder().resolve(name);
        ImportReport report;
        try {
          report = daybook.importFile(file, ImportOptions.defaults());
        } catch (DaybookException no) {
          refused.add(name);
          continue;
        }
        byte[] bytes = samples.bytes(name);
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

  @Test
  void countsAreThoseOfAnIndependentReader() throws IOException {
    List<String> differences = new ArrayList<>();
    for (String name : samples.names()) {
      JsonNode fact = facts.get(name);
      if (fact == null) {
        continue;
      }
      COUNTED_OTHERWISE.getOrDefault(name, Map.of()).forEach(((ObjectNode) fact)::put);
      try (Daybook daybook = Daybook.open(root.resolve(name.replace('/', '_')))) {
        ImportReport report;
        try {
          report = daybook.importFile(samples.folder().resolve(name), ImportOptions.defaults());
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

  @Test
  void allSubAgentsAreBelowTheirCallers() throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    try (Daybook daybook = Daybook.open(root)) {
      for (String name : samples.names()) {
        try {
          daybook.importFile(samples.folder().resolve(name), ImportOptions.defaults());
        } catch (DaybookException refused) {
          // of no known format
        }
      }
      for (String session : daybook.catalog().ids()) {
        List<String> below = daybook.subAgents(session).stream()
            .map(agent -> agent.depth() + " " + agent.id()
                + (agent.session().isPresent() ? "" : " (not here)"))
            .toList();
        if (!below.isEmpty()) {
          found.put(session, below);
        }
      }
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(SUB_AGENTS);
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
