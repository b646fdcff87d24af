package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.catalog.Projects;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Stamped;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases that celeste's own tests show for its list and its manager of sessions. */
class CelesteManagerCasesTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

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

  private void create(String id, Instant ts, SessionEvent... events) {
    List<SessionEvent> stamped = new ArrayList<>();
    for (SessionEvent event : events) {
      stamped.add(new Stamped(event, ts, null));
    }
    daybook.createSession(id, stamped);
  }

  @Test
  @DisplayName("celeste: the list is newest first, with counts and titles")
  void theListIsNewestFirst() {
    create("older", NOON, new UserMessage("first"), new AssistantMessage("yes"));
    create("newer", NOON.plusSeconds(60), new UserMessage("second"));
    List<SessionSummary> list = daybook.catalog().list();
    assertThat(list).extracting(SessionSummary::id).containsExactly("newer", "older");
    assertThat(list).extracting(SessionSummary::title).containsExactly("second", "first");
    assertThat(list).extracting(session -> session.entries().orElseThrow()).containsExactly(1L, 2L);
  }

  @Test
  @DisplayName("celeste: an empty folder has an empty list")
  void anEmptyFolderHasNoSessions() {
    assertThat(daybook.catalog().list()).isEmpty();
  }

  @Test
  @DisplayName("celeste: start, log, read back")
  void whatIsLoggedIsReadBack() {
    String id = daybook.newSessionId();
    daybook.openSession(id).recordSync(new UserMessage("hello"));
    assertThat(daybook.history(id).events()).containsExactly(new UserMessage("hello"));
  }

  @Test
  @DisplayName("celeste: logging without a session is an error")
  void loggingWithoutASessionIsAnError() {
    Session session = daybook.openSession("s-1");
    session.close();
    assertThat(faultOf(() -> session.recordSync(new UserMessage("hello"))).kind())
        .isEqualTo(Kind.SESSION_CLOSED);
    assertThat(faultOf(() -> daybook.resumeSession("s-2")).kind())
        .isEqualTo(Kind.SESSION_NOT_FOUND);
  }

  @Test
  @DisplayName("celeste: recent: none when empty, found after a session, none with age 0")
  void recentIsTheLatestOfThatAge() {
    assertThat(daybook.catalog().recent(Duration.ofHours(1))).isEmpty();
    try (Session session = daybook.openSession("s-1")) {
      session.recordSync(new UserMessage("hello"));
    }
    assertThat(daybook.catalog().recent(Duration.ofHours(1)).orElseThrow().id()).isEqualTo("s-1");
    assertThat(daybook.catalog().recent(Duration.ZERO)).isEmpty();
  }

  @Test
  @DisplayName("celeste: resume: 2 entries, append one, 3 in the file")
  void aResumedSessionGoesOn() {
    create("s-1", NOON, new UserMessage("one"), new AssistantMessage("two"));
    try (Session session = daybook.resumeSession("s-1")) {
      session.recordSync(new UserMessage("three"));
    }
    assertThat(daybook.history("s-1").entries()).hasSize(3);
    assertThat(daybook.catalog().summary("s-1").entries()).hasValue(3);
  }

  @Test
  @DisplayName("celeste: a project has an id and a folder; its hash is deterministic and distinct")
  void theHashOfAProjectIsDeterministicAndDistinct() throws IOException {
    Projects projects = new Projects(root.resolve("home"));
    Path one = Files.createDirectory(root.resolve("one"));
    Path two = Files.createDirectory(root.resolve("two"));
    assertThat(projects.of(one)).isEqualTo(projects.of(one)).isNotEqualTo(projects.of(two));
    assertThat(projects.of(one).root().getFileName().toString()).matches("one-[0-9a-f]{16}");
  }

  private String titleOf(String text) {
    create("s-1", NOON, new UserMessage(text));
    String title = daybook.catalog().summary("s-1").title();
    daybook.purge("s-1");
    return title;
  }

  @Test
  @DisplayName("celeste: titles: short unchanged, newline to space, empty stays empty, long cut")
  void aTitleIsShortAndOneLine() {
    assertThat(titleOf("hello world")).isEqualTo("hello world");
    assertThat(titleOf("hello\nworld")).isEqualTo("hello world");
    assertThat(titleOf("")).isEmpty();
    String long61 = "a".repeat(54) + " second word";
    assertThat(titleOf(long61)).isEqualTo("a".repeat(54) + "...");
  }

  @Test
  @DisplayName("zig: there is no walk past the git root")
  void theFolderOfAProjectIsItsNearestGitRoot() throws IOException {
    Files.createDirectories(root.resolve("outer/.git"));
    Files.createDirectories(root.resolve("outer/inner/.git"));
    Path deep = Files.createDirectories(root.resolve("outer/inner/deep"));
    assertThat(new Projects(root).of(deep).folder())
        .hasValueSatisfying(found -> assertThat(found).endsWith("inner"));
  }
}
