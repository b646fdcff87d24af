package dev.daybook.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sub-agents below a session, by their callers' events and by their own first entries. */
class CalledAgentsTest {

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void open() {
    daybook = Daybook.open(root);
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  /** Creates a session that names its parent, if there is one, and calls those sessions. */
  private void session(String id, @Nullable String parent, String... called) {
    List<SessionEvent> events = new ArrayList<>();
    events.add(
        SessionStarted.builder().agentName("coder").parentSessionId(parent).build());
    for (String child : called) {
      events.add(SubagentEvent.builder()
          .event(SubagentPhase.STARTED)
          .subagentId("id-of-" + child)
          .childSessionId(child)
          .build());
    }
    daybook.createSession(id, events);
  }

  private List<String> below(String session) {
    return daybook.subAgents(session).stream()
        .map(agent -> ">".repeat(agent.depth())
            + agent.id()
            + (agent.session().isPresent() ? "" : " is not here"))
        .toList();
  }

  @Test
  void aSessionWithoutSubAgentsHasNone() {
    session("top", null);
    session("other", "elsewhere");
    assertThat(below("top")).isEmpty();
    assertThatThrownBy(() -> daybook.subAgents("none"))
        .isInstanceOfSatisfying(
            DaybookException.class,
            e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.SESSION_NOT_FOUND));
  }

  @Test
  void agentsAreKnownByTheirCallerOrByThemselves() {
    session("top", null, "named", "gone");
    session("named", null, "below");
    session("below", null);
    session("claiming", "top");
    session("deeper", "claiming");
    assertThat(below("top"))
        .containsExactly(">named", ">>below", ">gone is not here", ">claiming", ">>deeper");
    assertThat(below("claiming")).containsExactly(">deeper");
  }

  /** Agents that lie flat in one folder all say that they are the first session's. */
  @Test
  void anAgentThatAnotherOneNamesStandsBelowThatOne() {
    session("top", null);
    session("a", "top");
    session("b", "top", "a", "c");
    session("c", "top", "d");
    session("d", "top");
    assertThat(below("top")).containsExactly(">b", ">>a", ">>c", ">>>d");
  }

  @Test
  void theChildrenOfASessionThatIsNotHereAreKnown() {
    session("top", null, "run");
    session("worker", "run");
    assertThat(below("top")).containsExactly(">run is not here", ">>worker");
  }

  @Test
  void circlesEndAndLeaveNoneOut() {
    session("top", "d", "a");
    session("a", null, "top");
    session("c", "top", "d");
    session("d", "top", "c");
    assertThat(below("top")).containsExactly(">a", ">>top", ">c", ">>d", ">>>c");
  }

  @Test
  void whatACallerDoesNotSayTheSessionSays() {
    session("top", null);
    daybook.createSession(
        "child",
        List.of(
            SessionStarted.builder().parentSessionId("top").build(),
            SubagentEvent.builder()
                .event(new SubagentPhase("spawned"))
                .subagentId("x")
                .childSessionId("child")
                .agent("searcher")
                .build(),
            new UserMessage("look for it"),
            new UserMessage("and now?")));
    CalledAgent agent = daybook.subAgents("top").get(0);
    assertThat(agent.caller()).isEqualTo("top");
    assertThat(agent.phase()).contains("spawned");
    assertThat(agent.agent()).contains("searcher");
    assertThat(agent.task()).contains("look for it");
    assertThat(below("child")).isEmpty();
  }

  @Test
  void linesThatCannotBeReadAreNone() throws IOException {
    session("top", null, "a");
    session("a", null);
    session("b", "top");
    Path file = daybook.file("top");
    Files.writeString(file, "damage\n" + Files.readString(file));
    Files.writeString(daybook.file("b"), "damage\n");
    assertThat(below("top")).containsExactly(">a");
  }

  @Test
  void copyOfASessionsFileIsNoSubAgent() throws IOException {
    session("top", null);
    session("a", "top");
    Files.copy(daybook.file("a"), daybook.file("copy"));
    assertThat(below("top")).containsExactly(">a");
  }

  @Test
  void nameThatIsNoIdIsNoSession() {
    session("top", null, "../x");
    assertThat(below("top")).containsExactly(">../x is not here");
  }
}
