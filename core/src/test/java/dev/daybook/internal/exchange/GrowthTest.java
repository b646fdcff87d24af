package dev.daybook.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.MemoryFolder;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.AgentFormats;
import dev.daybook.lab.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that are imported while they grow, and become what they become at once. */
class GrowthTest {

  private static final String MAIN = """
      {"type":"user","uuid":"u1","parentUuid":null,"sessionId":"main","timestamp":"2026-01-02T03:04:05.000Z","message":{"role":"user","content":"do it"}}
      """;
  private static final String SIDE = """
      {"type":"user","uuid":"w1","parentUuid":null,"isSidechain":true,"agentId":"ag","sessionId":"main","timestamp":"2026-01-02T03:04:04.000Z","message":{"role":"user","content":"warm up"}}
      """;
  private static final String UUID = "11111111-2222-4333-8444-555555555555";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** Tries lengths all over the file; returns the names of the sessions of the whole file. */
  private Set<String> grown(String name, String text) throws Exception {
    byte[] whole = text.getBytes(UTF_8);
    try (Growths growths = new Growths(folder.resolve("grown"), line -> {});
        GrowingFile atOnce = new GrowingFile(folder.resolve("once"), name)) {
      growths.add(name, whole, lengths(whole));
      assertThat(growths.differences()).isEmpty();
      return atOnce.sessions(whole).keySet();
    }
  }

  /** Returns each tenth length, and those before and behind the ends of lines. */
  private static List<int[]> lengths(byte[] whole) {
    return IntStream.range(0, whole.length)
        .filter(i -> i % 10 == 0 || whole[i] == '\n' || whole[i - 1] == '\n')
        .mapToObj(i -> new int[] {i})
        .toList();
  }

  @Test
  void fileOfAnAgentsOwnNameIsThatSessionWhateverItsLinesSay() throws Exception {
    String before = MAIN.replace("\"main\"", "\"before\"");
    String text = before + MAIN.replace("main", UUID).replace("u1", "u2");
    assertThat(grown(UUID + ".jsonl", text)).containsExactly(UUID);
    assertThat(grown(UUID + ".jsonl", before)).containsExactly(UUID);
  }

  @Test
  void fileOfAnAgentsOwnNameMayBeginWithSideLines() throws Exception {
    assertThat(grown(UUID + ".jsonl", (SIDE + MAIN).replace("main", UUID)))
        .containsExactly(UUID, "agent-ag");
  }

  @Test
  void renamedFileMayBeginWithSideLines() throws Exception {
    assertThat(grown("copy.jsonl", SIDE + MAIN + SIDE.replace("w1", "w2")))
        .containsExactly("agent-ag", "main");
  }

  @Test
  void renamedFileMayBeginWithALineOfAnotherSession() throws Exception {
    String queued = """
        {"type":"queue-operation","operation":"enqueue","content":"x","sessionId":"before","timestamp":"2026-01-02T03:04:03.000Z"}
        """;
    assertThat(grown("copy.jsonl", queued + MAIN)).containsExactly("main");
    assertThat(grown("main.jsonl", MAIN.replace("\"main\"", "\"before\"") + MAIN))
        .containsExactly("main");
  }

  @Test
  void sideLinesOfQwenMayComeFirst() throws Exception {
    String main = """
        {"uuid":"q1","parentUuid":null,"sessionId":"s","timestamp":"2026-01-02T03:04:05.000Z","type":"user","cwd":"/w","version":"1","message":{"role":"user","parts":[{"text":"do it"}]}}
        """;
    String side = main.replace("\"type\"", "\"isSidechain\":true,\"agentId\":\"ag\",\"type\"");
    assertThat(grown("copy.jsonl", side.replace("q1", "q0") + main)).containsExactly("s");
  }

  @Test
  void subAgentOfOhMyPiShowsBehindItsHeader() throws Exception {
    String text = """
        {"type":"session","version":3,"id":"own","timestamp":"2026-01-02T03:04:05.000Z","cwd":"/w","title":"T"}
        {"type":"session_init","id":"00000001","parentId":null,"timestamp":"2026-01-02T03:04:06.000Z","systemPrompt":"be brief","task":"look","tools":[]}
        {"type":"message","id":"00000002","parentId":"00000001","timestamp":"2026-01-02T03:04:07.000Z","message":{"role":"user","content":[{"type":"text","text":"do it"}],"timestamp":1}}
        """;
    assertThat(grown("2026-01-02T03-04-05-000Z_parent/Look.jsonl", text))
        .containsExactly("parent._4cook");
  }

  @Test
  void informationOfOpenCodeMayStandBehindItsMessages() throws Exception {
    String text = """
        {"messages":[{"info":{"id":"msg_1","sessionID":"first","role":"user","time":{"created":1767323046000}},"parts":[{"id":"p1","type":"text","text":"do it"}]}],
        "info":{"id":"second","title":"T","directory":"/w","time":{"created":1767323046000}}}
        """;
    assertThat(grown("copy.json", text)).hasSize(1);
  }

  static Stream<AgentFormat> formats() {
    return AgentFormats.all().stream();
  }

  /** Lines in any order, at any lengths and at the ends of lines, and in steps. */
  @ParameterizedTest
  @MethodSource("formats")
  @Tag(Lab.RANDOM)
  void fileOfAnyLinesThatGrewIsTheSameAsAtOnce(AgentFormat format) throws Exception {
    String document = MutationSeeds.documentOf(format.name());
    List<String> seeds = MutationSeeds.of(format.name());
    Random random = new Random(format.name().hashCode());
    try (Growths growths = new Growths(folder.resolve("grown"), line -> {})) {
      for (int file = 0; file < Lab.values(2, 20, 400); file++) {
        byte[] whole = text(document, seeds, random).getBytes(UTF_8);
        growths.add(
            random.nextBoolean() ? "copy.jsonl" : UUID + ".jsonl", whole, cuts(whole, random));
      }
      assertThat(growths.differences()).isEmpty();
      Lab.finding("growths of foreign files").add(format.name(), growths.count());
    }
  }

  private static String text(String document, List<String> seeds, Random random) {
    List<String> lines = new ArrayList<>();
    int count = 2 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      boolean isFirst = i == 0 && random.nextBoolean();
      lines.add(seeds.get(isFirst ? 0 : random.nextInt(seeds.size())));
    }
    return document.isEmpty()
        ? String.join("\n", lines) + "\n"
        : document + String.join(",", lines) + "]}";
  }

  private static List<int[]> cuts(byte[] whole, Random random) {
    List<int[]> cuts = new ArrayList<>();
    for (int i = 1; i < whole.length; i++) {
      if (whole[i - 1] == '\n') {
        cuts.add(new int[] {i});
        cuts.add(new int[] {i - 1});
      }
    }
    random.ints(10, 0, whole.length).forEach(length -> cuts.add(new int[] {length}));
    cuts.add(random.ints(4, 0, whole.length).sorted().toArray());
    return cuts;
  }
}
