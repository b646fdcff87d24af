package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.Entry;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.RequestPayload;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.TurnRequest;
import dev.daybook.event.TurnStart;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import dev.daybook.internal.json.Lines;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.AgentSession.SessionScope;
import dev.daybook.tree.EventStream;
import dev.daybook.tree.Loop;
import dev.daybook.tree.SessionTree;
import dev.daybook.tree.TreeJson;
import dev.daybook.tree.Turn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * phi's own tests of its storage. What it saves as a document at a request is here the fold of a
 * file that was written as things happened; so its documents, locks and temporary files have no
 * counterpart but the file itself. Which session an agent goes on with, and when it begins a new
 * one, is the agent's own affair there and here; here it is the id that its loops name. Daybook
 * does not list files or delete them; listing the sessions of a tree newest first is up to who
 * shows them.
 */
class PhiStorageCasesTest {

  @TempDir
  Path root;

  static List<EventStream> documentedStreams() {
    return List.of(
        EventStream.continuation(),
        EventStream.parallel(),
        EventStream.subAgentEndsFirst(),
        EventStream.toolEndsFirst());
  }

  @ParameterizedTest
  @MethodSource("documentedStreams")
  @DisplayName("phi: save and load give the same session")
  void sessionsComeBackAsTheyWere(EventStream stream) {
    List<AgentSession> live = stream.tree().sessions();
    assertThat(live).isNotEmpty();
    assertThat(stream.recordedAndFolded(root)).isEqualTo(live);
  }

  @Test
  @DisplayName("phi: a session that was never saved is not found")
  void aSessionThatWasNeverSavedIsNotFound() {
    notFound("absent");
  }

  private void notFound(String id) {
    try (Daybook daybook = Daybook.open(root)) {
      assertThatThrownBy(() -> daybook.fold(id, new SessionTree()))
          .isInstanceOfSatisfying(
              DaybookException.class,
              refused -> assertThat(refused.kind()).isEqualTo(Kind.SESSION_NOT_FOUND));
    }
  }

  @Test
  @DisplayName("phi: a session that was deleted is not found")
  void aDeletedSessionIsNotFound() throws IOException {
    EventStream.continuation().recordedAndFolded(root);
    try (Daybook daybook = Daybook.open(root)) {
      Files.delete(daybook.file("journal"));
    }
    notFound("journal");
  }

  @Test
  @DisplayName("phi: list newest first")
  void sessionsAreSortedNewestFirst() {
    SessionTree tree = new EventStream()
        .start("s1", "s1.main.1")
        .start("s2", "s2.main.1")
        .start("s1", "s1.main.2")
        .tree();
    assertThat(tree.sessions()).extracting(AgentSession::sessionId).containsExactly("s1", "s2");
    assertThat(tree.sessions().stream()
            .sorted(Comparator.comparing(AgentSession::lastActiveAt).reversed())
            .map(AgentSession::sessionId))
        .containsExactly("s1", "s2");
    assertThat(tree.sessions().stream()
            .sorted(Comparator.comparing(AgentSession::createdAt).reversed())
            .map(AgentSession::sessionId))
        .containsExactly("s2", "s1");
  }

  @Test
  @DisplayName("phi: a new session has its own id, and the former one is as it was")
  void aNewSessionLeavesTheOthersAlone() {
    EventStream stream = EventStream.continuation();
    AgentSession before = stream.tree().sessions().get(0);
    assertThat(stream.start("next", "next.main.1").tree().sessions())
        .hasSize(2)
        .startsWith(before)
        .extracting(AgentSession::sessionId)
        .containsExactly("s", "next");
  }

  @Test
  @DisplayName("phi: a persistent scope is written, and an ephemeral one")
  void theScopeIsWritten() throws IOException {
    EventStream stream = new EventStream().start("s", "s.main.1");
    SessionTree persistent =
        stream.into(SessionTree.builder().scope(SessionScope.PERSISTENT).build());
    assertThat(json(persistent.sessions().get(0))).contains("\"scope\":\"persistent\"");
    assertThat(json(stream.tree().sessions().get(0))).contains("\"scope\":\"ephemeral\"");
  }

  @Test
  @DisplayName("phi: a turn with tools and its request is the same after save and load")
  void turnsComeBackAsTheyWere() {
    EventStream stream = new EventStream()
        .start("s", "s.main.1")
        .event(new TurnStart("s.main.1", 0, TurnTrigger.SUB_AGENT))
        .event(new MessageEnd("s.main.1", AgentMessage.user("list")))
        .event(new TurnRequest("s.main.1", 0, request()))
        .event(new TurnEnd(
            "s.main.1",
            EventStream.answer("ls", "model", "provider"),
            new Usage(3, 4, 1L, 2L, null, 7L, null),
            List.of(AgentMessage.tool("c1", "bash", "a b"))))
        .end("s.main.1");
    stream.recordedAndFolded(root);
    List<Turn> live = turns(stream.into(SessionTree.builder().withRequests().build()));
    assertThat(live)
        .hasSize(1)
        .extracting(Turn::requestPayload)
        .containsExactly(Optional.of(request()));
    try (Daybook daybook = Daybook.open(root)) {
      SessionTree loaded = SessionTree.builder().withRequests().build();
      daybook.fold("journal", loaded);
      assertThat(turns(loaded)).isEqualTo(live);
    }
  }

  private static List<Turn> turns(SessionTree tree) {
    return tree.session("s").orElseThrow().loops().get(0).turns();
  }

  private static RequestPayload request() {
    return new RequestPayload(
        "be brief",
        List.of(AgentMessage.user("list")),
        List.of(),
        List.of(),
        "model",
        null,
        null,
        null,
        null);
  }

  @Test
  @DisplayName("phi: sessions of an agent: two, one, none")
  void sessionsAreFoundByTheirAgent() {
    SessionTree tree = new EventStream()
        .event(new AgentStart("a", "s1", "s1.main.1"))
        .event(new AgentStart("b", "s2", "s2.main.1"))
        .event(new AgentStart("a", "s3", "s3.main.1"))
        .tree();
    assertThat(sessionsOf("a", tree)).containsExactly("s1", "s3");
    assertThat(sessionsOf("b", tree)).containsExactly("s2");
    assertThat(sessionsOf("c", tree)).isEmpty();
  }

  private static List<String> sessionsOf(String agent, SessionTree tree) {
    return tree.sessions().stream()
        .filter(session -> session.agentId().equals(agent))
        .map(AgentSession::sessionId)
        .toList();
  }

  @Test
  @DisplayName("phi: eight that save at once leave one valid session and no other file")
  void eightLoopsAtOnceAreOneFile() throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("journal");
      List<Thread> threads = IntStream.range(0, 8)
          .mapToObj(agent -> new Thread(() -> {
            String loop = "s.agent" + agent + ".1";
            new EventStream()
                .start("s", loop)
                .turnOf(loop)
                .end(loop)
                .entries()
                .forEach(entry -> session.record(entry.event()));
            session.sync();
          }))
          .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    try (Daybook daybook = Daybook.open(root)) {
      List<AgentSession> sessions = daybook.fold("journal", new SessionTree()).result();
      assertThat(sessions).hasSize(1);
      assertThat(sessions.get(0).loops()).hasSize(8).allSatisfy(loop -> {
        assertThat(loop.turns()).hasSize(1);
        assertThat(loop.endedAt()).isPresent();
      });
      try (var files = Files.list(daybook.file("journal").getParent())) {
        assertThat(files).containsExactly(daybook.file("journal"));
      }
    }
  }

  @Test
  @DisplayName("phi: a loop without turns and with a null continuation kind loads")
  void aLoopOfAnOlderFormatIsRead() throws IOException {
    Loop loop = folded(Lines.sealed(
                "{\"v\":1,\"seq\":0,\"type\":\"agent_start\",\"ts\":\"2026-01-01T00:00:00Z\","
                    + "\"session_id\":\"journal\",\"data\":{\"agent_id\":\"a\",\"session_id\":\"s\","
                    + "\"loop_id\":\"s.main.1\",\"continuation_kind\":null}}")
            + "\n")
        .get(0)
        .loops()
        .get(0);
    assertThat(loop.continuationKind()).isEqualTo(ContinuationKind.INITIAL);
    assertThat(loop.turns()).isEmpty();
  }

  @Test
  @DisplayName("phi: a session written before the newer fields were known loads")
  void aSessionOfAnOlderFormatIsRead() throws IOException {
    List<AgentSession> sessions = folded(Lines.sealed(
            "{\"v\":1,\"seq\":0,\"type\":\"agent_start\",\"ts\":\"2026-01-01T00:00:00Z\","
                + "\"session_id\":\"journal\",\"data\":{\"agent_id\":\"a\",\"session_id\":\"s\","
                + "\"loop_id\":\"s.main.1\"}}")
        + "\n"
        + Lines.sealed("{\"v\":1,\"seq\":1,\"type\":\"agent_end\",\"ts\":\"2026-01-01T00:00:01Z\","
            + "\"session_id\":\"journal\",\"data\":{\"loop_id\":\"s.main.1\",\"messages\":["
            + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}],"
            + "\"usage\":{\"input\":1,\"output\":2}}}")
        + "\n");
    assertThat(sessions.get(0).loops().get(0).messages())
        .containsExactly(AgentMessage.user("hello"));
    assertThat(json(sessions.get(0)))
        .contains("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}");
  }

  private List<AgentSession> folded(String file) throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      Path path = daybook.file("journal");
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
      return daybook.fold("journal", new SessionTree()).result();
    }
  }

  private static String json(AgentSession session) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TreeJson.write(session, bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("phi: what is not saved is lost; here nothing waits for a save")
  void nothingWaitsForASave() {
    List<Entry> entries = EventStream.continuation().entries();
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("journal");
      session.recordSync(entries.get(0).event());
      try (Daybook reader = Daybook.open(root)) {
        assertThat(reader.fold("journal", new SessionTree()).result())
            .extracting(AgentSession::sessionId)
            .containsExactly("s");
      }
    }
  }
}
