package dev.daybook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.catalog.CalledAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sub-agents of imported sessions, in each way in which agents link them. */
class ImportedSubAgentsTest {

  private static final String TRUNK = "11111111-1111-4111-8111-111111111111";

  @TempDir
  Path folder;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(folder.resolve("root"));
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  private Path write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private ImportReport imported(Path file) {
    return daybook.importFile(file, ImportOptions.defaults());
  }

  private String session(Path file) {
    return imported(file).sessions().get(0);
  }

  private List<String> below(String session) {
    return daybook.subAgents(session).stream().map(ImportedSubAgentsTest::text).toList();
  }

  private static String text(CalledAgent agent) {
    return ">".repeat(agent.depth())
        + agent.id()
        + agent.phase().map(phase -> " " + phase).orElse("")
        + agent.agent().map(kind -> " " + kind).orElse("")
        + agent.task().map(task -> ": " + task).orElse("");
  }

  /** A line of Claude Code. */
  private static String claude(String session, String uuid, String rest) {
    return "{\"type\":\"user\",\"uuid\":\"" + uuid + "\",\"parentUuid\":null,\"sessionId\":\""
        + session + "\",\"timestamp\":\"2026-01-02T03:04:05.678Z\"," + rest + "}";
  }

  private static String said(String text) {
    return "\"message\":{\"role\":\"user\",\"content\":\"" + text + "\"}";
  }

  private static String ofAgent(String session, String agent, String text) {
    return claude(
        session, "u-" + agent, "\"isSidechain\":true,\"agentId\":\"" + agent + "\"," + said(text));
  }

  private Path trunk(String... more) throws IOException {
    return write(
        "project/" + TRUNK + ".jsonl",
        claude(TRUNK, "u1", "\"isSidechain\":false," + said("delegate")),
        String.join("\n", more));
  }

  @Test
  void claudeCodesFolderNamesTheCaller() throws IOException {
    Path agent = write(
        "project/" + TRUNK + "/subagents/agent-a1.jsonl", ofAgent("agent-a1", "a1", "search"));
    Path old = write("project/agent-a2.jsonl", ofAgent(TRUNK, "a2", "read"));
    Path compacting = write(
        "project/" + TRUNK + "/subagents/agent-acompact-1.jsonl",
        ofAgent(TRUNK, "acompact-1", "sum up"));
    imported(agent);
    imported(old);
    imported(trunk());
    imported(compacting);
    String[] all = {
      ">agent-a1: search", ">agent-a2: read", ">agent-acompact-1: sum up",
    };
    assertThat(below(TRUNK)).containsExactly(all);
    for (Path file : List.of(agent, old, compacting, trunk())) {
      assertThat(imported(file).newEntries()).isZero();
    }
    assertThat(imported(trunk(claude(TRUNK, "u2", said("more")))).newEntries()).isPositive();
    assertThat(below(TRUNK)).containsExactly(all);
  }

  @Test
  void fileBesideASubAgentsThatComesLaterIsBroughtIn() throws IOException {
    String name = "project/" + TRUNK + "/subagents/agent-a1";
    Path agent = write(name + ".jsonl", ofAgent(TRUNK, "a1", "search"));
    imported(trunk());
    imported(agent);
    write(name + ".meta.json", "{\"agentType\":\"explorer\",\"description\":\"Find it\"}");
    assertThat(imported(agent).newEntries()).isEqualTo(1);
    assertThat(below(TRUNK)).containsExactly(">agent-a1 spawned explorer: Find it");
    assertThat(daybook.catalog().summary("agent-a1").title()).isEqualTo("Find it");
    assertThat(imported(agent).newEntries()).isZero();
    assertThat(daybook.verify("agent-a1").findings()).isEmpty();
    write(name + ".meta.json", "{\"agentType\":\"explorer\",\"description\":\"Find all\"}");
    imported(agent);
    assertThat(daybook.catalog().summary("agent-a1").title()).isEqualTo("Find all");
    assertThat(imported(agent).newEntries()).isZero();
    Files.delete(folder.resolve(name + ".meta.json"));
    assertThat(imported(agent).newEntries()).isZero();
    assertThat(below(TRUNK)).containsExactly(">agent-a1 spawned explorer: Find all");
  }

  @Test
  void claudeCodesFileBesideASubAgentsSaysWhatItIs() throws IOException {
    String name = "project/" + TRUNK + "/subagents/agent-a1";
    write(
        name + ".meta.json",
        "{\"agentType\":\"explorer\",\"description\":\"Find it\",\"toolUseId\":\"toolu_1\","
            + "\"spawnDepth\":1}");
    Path agent = write(name + ".jsonl", ofAgent(TRUNK, "a1", "search"));
    imported(trunk());
    imported(agent);
    assertThat(below(TRUNK)).containsExactly(">agent-a1 spawned explorer: Find it");
    assertThat(daybook.catalog().summary("agent-a1").title()).isEqualTo("Find it");
    assertThat(imported(agent).newEntries()).isZero();
    String more = claude(TRUNK, "u9", "\"isSidechain\":true,\"agentId\":\"a1\"," + said("go on"))
        .replace("\"parentUuid\":null", "\"parentUuid\":\"u-a1\"");
    write(name + ".jsonl", ofAgent(TRUNK, "a1", "search"), more);
    assertThat(imported(agent).newEntries()).isEqualTo(1);
  }

  /** What cannot be read beside a session's file does not keep the session out. */
  @Test
  void aDamagedFileBesideASubAgentsSaysNothing() throws IOException {
    String name = "project/" + TRUNK + "/subagents/agent-a1";
    write(name + ".meta.json", "{\"agentType\":");
    imported(write(name + ".jsonl", ofAgent(TRUNK, "a1", "search")));
    imported(trunk());
    assertThat(below(TRUNK)).containsExactly(">agent-a1: search");
  }

  @Test
  void aSubAgentOfASubAgentStandsBelowIt() throws IOException {
    String agents = "project/" + TRUNK + "/subagents/agent-";
    imported(write(agents + "b1.jsonl", ofAgent(TRUNK, "b1", "deeper")));
    imported(write(
        agents + "a1.jsonl",
        ofAgent(TRUNK, "a1", "search"),
        "{\"type\":\"assistant\",\"uuid\":\"s1\",\"parentUuid\":\"u-a1\",\"sessionId\":\"" + TRUNK
            + "\",\"isSidechain\":true,\"agentId\":\"a1\",\"message\":{\"id\":\"m\",\"role\":"
            + "\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Task\","
            + "\"input\":{\"subagent_type\":\"reader\",\"description\":\"Read\"}}]}}",
        claude(
            TRUNK,
            "s2",
            "\"isSidechain\":true,\"agentId\":\"a1\",\"toolUseResult\":{\"agentId\":\"b1\"},"
                + "\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                + "\"tool_use_id\":\"t1\",\"content\":\"done\"}]}")));
    imported(trunk());
    assertThat(below(TRUNK))
        .containsExactly(">agent-a1: search", ">>agent-b1 finished reader: Read");
  }

  @Test
  void claudeCodesWorkflowsStandBetween() throws IOException {
    String run = "project/" + TRUNK + "/subagents/workflows/wf-1/";
    imported(write(run + "agent-a1.jsonl", ofAgent(TRUNK + "#agent-a1", "a1", "sweep")));
    imported(trunk());
    assertThat(below(TRUNK)).isEmpty();
    imported(write(
        run + "journal.jsonl",
        "{\"type\":\"started\",\"key\":\"k\",\"agentId\":\"a1\"}",
        "{\"type\":\"started\",\"key\":\"l\",\"agentId\":\"a2\"}"));
    assertThat(below(TRUNK))
        .containsExactly(">wf-1", ">>agent-a1 started: sweep", ">>agent-a2 started");
  }

  @Test
  void codexsChildNamesItsParent() throws IOException {
    String meta = "{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"type\":\"session_meta\","
        + "\"payload\":{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"cwd\":\"/w\",\"id\":";
    String spawned = ",\"source\":{\"subagent\":{\"thread_spawn\":{\"parent_thread_id\":\"";
    imported(write(
        "codex/b.jsonl",
        meta + "\"child\"" + spawned + "top\",\"depth\":1,\"agent_role\":\"worker\"}}}}}"));
    imported(write(
        "codex/a.jsonl",
        meta + "\"grandchild\"" + spawned + "child\",\"depth\":2,\"agent_role\":\"aid\"}}}}}"));
    imported(write("codex/c.jsonl", meta + "\"top\",\"source\":\"cli\"}}"));
    assertThat(below("top")).containsExactly(">child spawned worker", ">>grandchild spawned aid");
  }

  @Test
  void geminisFolderNamesTheParent() throws IOException {
    String head = "\"projectHash\":\"h\",\"startTime\":\"2026-01-02T03:04:05.678Z\",\"kind\":";
    String top = session(
        write("tmp/p/chats/session-1.jsonl", "{\"sessionId\":\"top\"," + head + "\"main\"}"));
    imported(
        write(
            "tmp/p/chats/top/sub.jsonl",
            "{\"sessionId\":\"sub\"," + head + "\"subagent\"}",
            "{\"id\":\"m\",\"timestamp\":\"2026-01-02T03:04:06Z\",\"type\":\"user\",\"content\":\"look\"}"));
    assertThat(below(top)).containsExactly(">sub: look");
  }

  @Test
  void ohMyPisFoldersNameTheParents() throws IOException {
    String file = "omp/2026-01-02T03-04-05-678Z_";
    String header =
        "{\"type\":\"session\",\"version\":3,\"timestamp\":\"2026-01-02T03:04:05.678Z\","
            + "\"cwd\":\"/w\",\"title\":\"t\",\"id\":";
    String init = "{\"type\":\"session_init\",\"id\":\"a\",\"parentId\":null,\"timestamp\":"
        + "\"2026-01-02T03:04:05.678Z\",\"systemPrompt\":\"be brief\"}";
    imported(write(file + "top/scout/aid.jsonl", header + "\"y\"}", init));
    imported(write(file + "top/scout.jsonl", header + "\"x\"}", init));
    String top = session(write(file + "top.jsonl", header + "\"top\"}"));
    assertThat(below(top))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly(">top.scout", ">>top.scout.aid");
  }

  @Test
  void openCodesChildNamesItsParent() throws IOException {
    String top = session(write(
        "open/a.json",
        "{\"info\":{\"id\":\"top\",\"projectID\":\"p\",\"title\":\"Top\"},\"messages\":[]}"));
    imported(write(
        "open/b.json",
        "{\"info\":{\"id\":\"sub\",\"projectID\":\"p\",\"parentID\":\"top\",\"title\":\"Look\"},"
            + "\"messages\":[{\"info\":{\"id\":\"m\",\"role\":\"user\",\"sessionID\":\"sub\"},"
            + "\"parts\":[{\"id\":\"p\",\"type\":\"text\",\"text\":\"go\"}]}]}"));
    assertThat(below(top)).containsExactly(">sub: Look");
  }

  @Test
  void qwensChildNamesItsParent() throws IOException {
    String line =
        "\"sessionId\":\"top\",\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"type\":\"user\","
            + "\"message\":{\"role\":\"user\",\"parts\":[{\"text\":\"go\"}]}";
    String top =
        session(write("qwen/top.jsonl", "{\"uuid\":\"a\",\"parentUuid\":null," + line + "}"));
    imported(write(
        "qwen/agent.jsonl",
        "{\"uuid\":\"b\",\"parentUuid\":null,\"isSidechain\":true,\"agentId\":\"s1\"," + line
            + "}"));
    assertThat(below(top)).containsExactly(">top.s1: go");
  }

  /** Lines of sub-agents in their caller's file: their sessions are there once. */
  @Test
  void copilotsSubAgentsStandInTheSameFile() throws IOException {
    String top = session(
        write(
            "copilot/events.jsonl",
            "{\"type\":\"session.start\",\"id\":\"1\",\"parentId\":null,\"timestamp\":"
                + "\"2026-01-02T03:04:05.678Z\",\"data\":{\"sessionId\":\"top\"}}",
            "{\"type\":\"subagent.started\",\"id\":\"2\",\"parentId\":\"1\",\"timestamp\":"
                + "\"2026-01-02T03:04:06Z\",\"data\":{\"toolCallId\":\"call\",\"agentName\":\"aid\"}}",
            "{\"type\":\"assistant.message\",\"id\":\"3\",\"parentId\":\"2\",\"timestamp\":"
                + "\"2026-01-02T03:04:07Z\",\"data\":{\"parentToolCallId\":\"call\",\"content\":\"x\"}}"));
    assertThat(below(top)).containsExactly(">call started aid");
    assertThat(daybook.subAgents(top).get(0).session()).contains("call");
  }

  @Test
  void claudeCodesSideLinesAreASessionOnce() throws IOException {
    String top = session(trunk(
        claude(TRUNK, "s1", "\"isSidechain\":true," + said("look")),
        claude(TRUNK, "u2", "\"isSidechain\":false," + said("done"))));
    assertThat(below(top)).containsExactly(">sidechain-s1 started: look");
  }
}
