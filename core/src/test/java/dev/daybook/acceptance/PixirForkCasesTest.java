package dev.daybook.acceptance;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.ForkPlan;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.Stamped;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases that pixir's own tests show of a fork. */
class PixirForkCasesTest {

  private static final Instant TS = Instant.parse("2026-11-20T23:00:00.123456Z");
  private static final Unknown WORKFLOW_EVENT = new Unknown(
      "workflow_event", "{\"kind\":\"step_scheduled\",\"step_id\":\"build\",\"theirs\":[1.10]}");
  private static final List<SessionEvent> PARENT = List.of(
      new Stamped(new UserMessage("hello"), TS, "key-0"),
      new Unknown("provider_usage", "{\"model\":\"m\",\"usage_available\":false}"),
      new Stamped(new ToolCall("call_1", "bash", "{}"), TS.plusSeconds(1), "key-2"),
      WORKFLOW_EVENT,
      new Unknown(
          "history_compaction",
          "{\"range\":{\"from_seq\":0,\"to_seq\":2},\"summary\":\"short\",\"limitations\":[]}"),
      new Unknown(
          "branch_summary",
          "{\"parent_session_id\":\"x\",\"forked_to_seq\":1,\"summary\":\"s\",\"limitations\":[]}"),
      new UserMessage("go on"));

  @TempDir
  Path root;

  private Daybook daybook;

  @BeforeEach
  void createParent() {
    daybook = Daybook.open(root);
    daybook.createSession("parent", PARENT);
  }

  private ForkPlan fork(ForkOptions how) {
    return daybook.fork("parent", "child", how);
  }

  private List<String> types(String session) {
    return daybook.history(session).entries().stream().map(Entry::type).toList();
  }

  private SessionFork forkOf(String session) {
    return (SessionFork) daybook.history(session).entries().get(0).event();
  }

  private void assertFiles(String... names) throws IOException {
    try (Stream<Path> files = Files.list(daybook.file("parent").getParent())) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  @DisplayName("pixir: a dry run plans the fork and writes nothing")
  void aDryRunWritesNothing() throws IOException {
    ForkOptions how = ForkOptions.whole().withSummary("what came of it");
    ForkPlan plan = daybook.forkPlan("parent", "child", how);
    assertFiles("parent.ndjson");

    assertThat(plan.parent()).isEqualTo("parent");
    assertThat(plan.child()).isEqualTo("child");
    assertThat(plan.toSeq()).isEqualTo(6);
    assertThat(plan.entries()).isEqualTo(5);
    assertThat(plan.leftOut()).isEqualTo(Map.of("branch_summary", 1L, "provider_usage", 1L));
    assertThat(plan.forkRoot()).isEqualTo("parent");
    assertThat(fork(how)).as("what was planned").isEqualTo(plan);
    assertThat(daybook.file("child")).hasSize(plan.bytes());
  }

  @Test
  @DisplayName("pixir: provider_usage, session_fork and branch_summary stay behind, workflow_event"
      + " does not; other than in pixir history_compaction comes along, with the child's seqs")
  void someTypesStayBehind() {
    fork(ForkOptions.whole());
    assertThat(types("child"))
        .containsExactly(
            "session_fork",
            "user_message",
            "tool_call",
            "workflow_event",
            "history_compaction",
            "user_message");
    assertThat(daybook.history("child").events().get(4))
        .isEqualTo(new HistoryCompaction(1, 2, "short"));
    ForkPlan second = daybook.fork("child", "grandchild", ForkOptions.whole());
    assertThat(second.leftOut()).isEqualTo(Map.of("session_fork", 1L));
    assertThat(types("grandchild")).isEqualTo(types("child"));
  }

  @Test
  @DisplayName("pixir: the root of the family is inherited")
  void theForkRootIsInherited() {
    fork(ForkOptions.whole());
    daybook.fork("child", "grandchild", ForkOptions.whole());
    daybook.fork("grandchild", "grandgrandchild", ForkOptions.whole());

    assertThat(forkOf("grandgrandchild").parentSessionId()).isEqualTo("grandchild");
    assertThat(List.of(forkOf("child"), forkOf("grandchild"), forkOf("grandgrandchild")))
        .extracting(SessionFork::forkRootSessionId)
        .containsOnly("parent");
  }

  @Test
  @DisplayName("pixir: the child has session_fork at seq 0, then the entries renumbered, with new"
      + " ids and its own session id, and the parent is untouched")
  void theChildIsACopyOfItsOwn() throws IOException {
    Path file = daybook.file("parent");
    byte[] before = Files.readAllBytes(file);
    Files.setLastModifiedTime(file, FileTime.from(TS));

    fork(ForkOptions.whole().withWorkspaces("/p", "/c"));

    assertThat(file).hasBinaryContent(before);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(TS));
    assertThat(forkOf("child"))
        .isEqualTo(new SessionFork(
            "parent",
            "parent",
            6,
            null,
            "/p",
            "/c",
            5L,
            "replay_v1",
            List.of(
                "left out: branch_summary, 1", "left out: provider_usage, 1", "ids are new: 2")));
    List<Entry> entries = daybook.history("child").entries();
    assertThat(entries).extracting(Entry::seq).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(entries).extracting(Entry::sessionId).containsOnly("child");
    assertThat(entries.get(1).ts()).isEqualTo(TS);
    assertThat(entries.get(2).ts()).isEqualTo(TS.plusSeconds(1));
    assertThat(entries.get(1).event()).isEqualTo(new UserMessage("hello"));
    assertThat(Stream.of(entries.get(1).id(), entries.get(2).id()))
        .doesNotContainNull()
        .doesNotContain("key-0", "key-2")
        .doesNotHaveDuplicates();
    assertThat(Stream.of(0, 3, 4, 5).map(seq -> entries.get(seq).id())).containsOnlyNulls();
    assertThat(Files.readString(daybook.file("child")))
        .contains(WORKFLOW_EVENT.data().text());
  }

  @Test
  @DisplayName("pixir: to_seq is the last entry that is looked at")
  void toSeqIsTheBoundary() {
    ForkPlan first = daybook.fork("parent", "to-0", ForkOptions.upTo(0));
    assertThat(first.toSeq()).isZero();
    assertThat(types("to-0")).containsExactly("session_fork", "user_message");
    daybook.fork("parent", "to-3", ForkOptions.upTo(3));
    assertThat(types("to-3"))
        .containsExactly("session_fork", "user_message", "tool_call", "workflow_event");
    daybook.fork("parent", "to-5", ForkOptions.upTo(5));
    assertThat(types("to-5"))
        .containsExactly(
            "session_fork", "user_message", "tool_call", "workflow_event", "history_compaction");
    assertThat(forkOf("to-5").forkedToSeq()).isEqualTo(5);
    daybook.fork("parent", "to-6", ForkOptions.upTo(6));
    assertThat(types("to-6")).hasSize(6);
  }

  @Test
  @DisplayName("pixir: resources are copied: here they are part of an entry, and no folder")
  void resourcesAreCopied() throws IOException {
    String data = "{\"text\":\"see\",\"resources\":[{\"uri\":\"file:///a\",\"theirs\":1}]}";
    daybook.createSession("with-resources", List.of(new Unknown("user_message", data)));
    daybook.fork("with-resources", "child", ForkOptions.whole());
    assertThat(Files.readString(daybook.file("child"))).contains(",\"data\":" + data + ",\"crc\":");
    assertFiles("parent.ndjson", "with-resources.ndjson", "child.ndjson");
  }

  @Test
  @DisplayName("pixir: a summary is the last entry")
  void theSummaryIsTheLastEntry() {
    fork(ForkOptions.upTo(3).withSummary("It says hello."));
    List<Entry> entries = daybook.history("child").entries();
    assertThat(entries).hasSize(5);
    BranchSummary summary = (BranchSummary) entries.get(4).event();
    assertThat(summary.summary()).isEqualTo("It says hello.");
    assertThat(summary.parentSessionId()).isEqualTo("parent");
    assertThat(summary.forkedToSeq()).isEqualTo(3);
    assertThat(summary.sourceEventCount()).isEqualTo(3);
    assertThat(summary.strategy()).isEqualTo("given");
    assertThat(summary.limitations()).hasSize(1);
  }

  @ParameterizedTest(name = "pixir: to_seq {0} is an error that names the last one")
  @ValueSource(longs = {-1, 7, Long.MAX_VALUE, Long.MIN_VALUE})
  void aToSeqThatIsNotThereIsAnError(long toSeq) throws IOException {
    DaybookException refused = faultOf(() -> fork(ForkOptions.upTo(toSeq)));
    assertThat(refused.kind()).isEqualTo(Kind.INVALID_VALUE);
    assertThat(refused.details()).containsEntry("toSeq", toSeq).containsEntry("lastSeq", 6L);
    assertFiles("parent.ndjson");
  }

  @Test
  @DisplayName("pixir: a parent or child that cannot be is an error")
  void anInvalidParentOrChildIsAnError() throws IOException {
    ForkOptions whole = ForkOptions.whole();
    assertThat(faultOf(() -> daybook.fork("../parent", "child", whole)).kind())
        .isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(faultOf(() -> daybook.fork("parent", "a/b", whole)).kind())
        .isEqualTo(Kind.INVALID_SESSION_ID);
    assertThat(faultOf(() -> daybook.fork("parent", "parent", whole)).kind())
        .isEqualTo(Kind.INVALID_VALUE);
    assertFiles("parent.ndjson");
  }

  @Test
  @DisplayName("pixir: a child that exists is an error, and stays as it is")
  void aChildThatExistsIsAnError() throws IOException {
    daybook.createSession("child");
    assertThat(faultOf(() -> fork(ForkOptions.whole())).kind()).isEqualTo(Kind.SESSION_EXISTS);
    assertThat(faultOf(() -> daybook.forkPlan("parent", "child", ForkOptions.whole()))
            .kind())
        .isEqualTo(Kind.SESSION_EXISTS);
    assertThat(daybook.file("child")).isEmptyFile();
    assertFiles("parent.ndjson", "child.ndjson");
  }

  @Test
  @DisplayName("pixir: a parent that is missing or empty is not found")
  void aParentWithoutEntriesIsNotFound() throws IOException {
    daybook.createSession("empty");
    for (String parent : List.of("missing", "empty")) {
      DaybookException refused = faultOf(() -> daybook.fork(parent, "child", ForkOptions.whole()));
      assertThat(refused.kind()).isEqualTo(Kind.SESSION_NOT_FOUND);
      assertThat(refused.getMessage()).endsWith(": session=" + parent);
    }
    assertFiles("parent.ndjson", "empty.ndjson");
  }
}
