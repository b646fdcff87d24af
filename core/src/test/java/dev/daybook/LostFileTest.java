package dev.daybook;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.Message;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Mounted;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A session's file that another process removes, replaces or shortens while it is open: all that is
 * acknowledged can be found by a reader, and what was lost is reported.
 */
@Timeout(60)
class LostFileTest {

  @TempDir
  Path folder;

  /** A thing that users and their tools do to a session's file, unaware that it is open. */
  enum Deed {
    /** As {@code find -delete} does. */
    REMOVED("the file was removed"),
    /** As {@code sed -i} does. */
    REPLACED("another file has its name"),
    /** As {@code > file} does. */
    SHORTENED("the file became shorter"),
    /** As {@code git clean -fdx} does. */
    ROOT_REMOVED("the file was removed"),
    FOLDER_RENAMED("the file was removed"),
    ROOT_RENAMED("the file was removed");

    final String reason;

    Deed(String reason) {
      this.reason = reason;
    }

    void to(Path file) throws IOException {
      Path sessions = file.getParent();
      Path root = sessions.getParent();
      switch (this) {
        case REMOVED -> Files.delete(file);
        case REPLACED -> {
          String text = Files.readString(file).replace("one", "two");
          Path edited = Files.writeString(root.resolve("edited"), text);
          Files.move(edited, file, StandardCopyOption.REPLACE_EXISTING);
        }
        case SHORTENED -> {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(3);
          }
        }
        case ROOT_REMOVED -> removeAll(root);
        case FOLDER_RENAMED -> Files.move(sessions, root.resolve("renamed"));
        case ROOT_RENAMED -> Files.move(root, root.resolveSibling("renamed"));
      }
    }

    private static void removeAll(Path root) throws IOException {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(root)) {
        all = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }

  private DaybookBuilder builder() {
    return Daybook.builder(folder.resolve("root")).listener(new JournalListener() {});
  }

  private Daybook supervised() {
    return builder().supervise(Duration.ofMillis(1), Duration.ofMillis(5)).open();
  }

  private static Session begun(Daybook daybook) {
    Session session = daybook.openSession("s-1");
    session.recordSync(new UserMessage("one"));
    session.recordSync(new UserMessage("and more"));
    return session;
  }

  private static void isLost(DaybookException failure, Deed deed) {
    assertThat(failure.kind()).isEqualTo(Kind.SESSION_FAILED);
    assertThat(failure)
        .hasMessageContaining("session failed: another process removed, replaced or shortened its"
            + " file while it was open");
    assertThat(String.valueOf(failure.details().get("cause"))).contains(deed.reason);
  }

  @ParameterizedTest
  @EnumSource
  void isNotAcknowledgedInto(Deed deed) throws IOException {
    try (Daybook daybook = builder().open()) {
      Session session = begun(daybook);
      deed.to(daybook.file("s-1"));
      isLost(faultOf(() -> session.recordSync(new UserMessage("lost"))), deed);
      isLost(faultOf(() -> session.record(new UserMessage("later"))), deed);
      isLost(faultOf(session::close), deed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void allWaitersForTheForceAreRefused(Deed deed) throws IOException {
    try (Daybook daybook = builder().open()) {
      Session session = begun(daybook);
      deed.to(daybook.file("s-1"));
      List<CompletionStage<Long>> waiting = new ArrayList<>();
      for (int n = 0; n < 50; n++) {
        try {
          waiting.add(session.recordAsync(new UserMessage("lost " + n)));
        } catch (DaybookException failed) {
          isLost(failed, deed);
        }
      }
      assertThat(waiting).isNotEmpty();
      for (CompletionStage<Long> each : waiting) {
        CompletionException refused = catchThrowableOfType(
            CompletionException.class, () -> each.toCompletableFuture().join());
        isLost((DaybookException) refused.getCause(), deed);
      }
      isLost(faultOf(session::close), deed);
    }
  }

  /** Everything was forced before, and is gone now. */
  @ParameterizedTest
  @EnumSource
  void aSyncSaysSo(Deed deed) throws IOException {
    try (Daybook daybook = builder().open()) {
      Session session = begun(daybook);
      deed.to(daybook.file("s-1"));
      isLost(faultOf(session::sync), deed);
      isLost(faultOf(session::close), deed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSyncOfAllSaysSo(Deed deed) throws IOException {
    try (Daybook daybook = builder().open()) {
      Session session = begun(daybook);
      deed.to(daybook.file("s-1"));
      isLost(faultOf(daybook::sync), deed);
      isLost(faultOf(session::close), deed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingSaysSo(Deed deed) throws IOException {
    try (Daybook daybook = builder().open()) {
      Session session = begun(daybook);
      deed.to(daybook.file("s-1"));
      isLost(faultOf(session::close), deed);
    }
  }

  @Test
  void closingTheDaybookSaysSo() throws IOException {
    Daybook daybook = builder().open();
    begun(daybook);
    Deed.REMOVED.to(daybook.file("s-1"));
    isLost(faultOf(daybook::close), Deed.REMOVED);
  }

  /** A file that rests has no descriptor. */
  @ParameterizedTest
  @EnumSource(names = {"REMOVED", "REPLACED", "SHORTENED"})
  void aSyncSaysSoOfAnEvictedFile(Deed deed) throws IOException {
    try (Daybook daybook = builder().maxOpenFiles(1).open()) {
      Session session = begun(daybook);
      daybook.openSession("other").recordSync(new UserMessage("other"));
      deed.to(daybook.file("s-1"));
      isLost(faultOf(session::sync), deed);
      isLost(faultOf(session::close), deed);
      daybook.openSession("other").recordSync(new UserMessage("goes on"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REMOVED", "REPLACED", "SHORTENED"})
  void closingSaysSoOfAnEvictedFile(Deed deed) throws IOException {
    try (Daybook daybook = builder().maxOpenFiles(1).open()) {
      Session session = begun(daybook);
      daybook.openSession("other").recordSync(new UserMessage("other"));
      deed.to(daybook.file("s-1"));
      isLost(faultOf(session::close), deed);
    }
  }

  /** No seq is given twice: neither behind what was cut off, nor in the midst of the session. */
  @ParameterizedTest
  @EnumSource(names = {"REPLACED", "SHORTENED"})
  void whatWasCutOffIsMissedAlsoAfterwards(Deed deed) throws IOException {
    try (Daybook daybook = builder().open()) {
      begun(daybook).close();
      Session session = daybook.openSession("s-1");
      Path file = daybook.file("s-1");
      byte[] bytes = Files.readAllBytes(file);
      deed.to(file);
      isLost(faultOf(session::close), deed);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2 + 1));
      DaybookException refused = faultOf(() -> daybook.openSession("s-1"));
      assertThat(refused.kind()).isEqualTo(Kind.FILE_SHORTENED);
      assertThat(refused.details()).containsEntry("knownBytes", (long) bytes.length);
      Files.write(file, bytes);
      try (Session again = daybook.openSession("s-1")) {
        assertThat(again.recordSync(new UserMessage("again"))).isEqualTo(2);
      }
    }
  }

  @Test
  void whatWasCutOffASessionThatIsNewIsMissedAlsoAfterwards() throws IOException {
    try (Daybook daybook = builder().open()) {
      Session session = begun(daybook);
      Deed.SHORTENED.to(daybook.file("s-1"));
      isLost(faultOf(session::close), Deed.SHORTENED);
      assertThat(faultOf(() -> daybook.openSession("s-1")).kind()).isEqualTo(Kind.FILE_SHORTENED);
    }
  }

  /** What they added is theirs, and no reason to write over it. */
  @Test
  void aFileThatAnotherProcessWroteToIsNotOverwritten() throws IOException {
    try (Daybook daybook = builder().open()) {
      Session session = begun(daybook);
      Files.writeString(
          daybook.file("s-1"), "theirs".repeat(1000) + "\n", StandardOpenOption.APPEND);
      byte[] bytes = Files.readAllBytes(daybook.file("s-1"));
      DaybookException failure = faultOf(() -> session.recordSync(new UserMessage("lost")));
      assertThat(failure.kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(String.valueOf(failure.details().get("cause")))
          .contains("another process wrote to the file");
      assertThat(faultOf(session::close).kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(daybook.file("s-1")).hasBinaryContent(bytes);
    }
  }

  @Test
  void aFileThatGotAnotherNameBesideItsOwnIsTheSame() throws IOException {
    try (Daybook daybook = builder().open();
        Session session = begun(daybook)) {
      Files.createLink(folder.resolve("backup"), daybook.file("s-1"));
      assertThat(session.recordSync(new UserMessage("more"))).isEqualTo(2);
    }
  }

  /** Its seqs were given to events, so the new file goes on behind them. */
  @ParameterizedTest
  @EnumSource
  void aSupervisedSessionComesBackOnANewFile(Deed deed) throws IOException {
    try (Daybook daybook = supervised()) {
      Session session = begun(daybook);
      deed.to(daybook.file("s-1"));
      isLost(faultOf(() -> session.recordSync(new UserMessage("lost"))), deed);
      Await.until("it is back", () -> session.failure().isEmpty());
      // what was cut short is seen before anything is written to it
      long gap = deed == Deed.SHORTENED ? 2 : 3;
      assertThat(session.recordSync(new UserMessage("after"))).isEqualTo(gap + 1);
      assertThat(faultOf(session::sync).kind()).as("said once").isEqualTo(Kind.SESSION_FAILED);
      session.sync();
      List<Entry> entries = daybook.history("s-1").entries();
      assertThat(entries).extracting(Entry::seq).containsExactly(gap, gap + 1);
      assertThat(entries.get(0).event()).isEqualTo(new Gap(3, Gap.FAILURE));
      assertThat(entries.get(1).event()).isEqualTo(new UserMessage("after"));
      assertThat(daybook.transcript("s-1").messages())
          .extracting(Message::content)
          .containsExactly("after");
      assertThat(daybook
              .reader("s-1", ReadOptions.strict().withTypes(Set.of("user_message")))
              .history()
              .entries())
          .hasSize(1);
      assertThat(daybook.diagnosis("s-1").findings())
          .extracting(finding -> finding.kind().wireName())
          .as("entries are missing, and the file says so")
          .containsExactly("events_missing");
      assertThat(daybook.verify("s-1").findings())
          .as("nothing is missing that is not accounted for")
          .isEmpty();
      session.close();
      try (Session again = daybook.resumeSession("s-1")) {
        assertThat(again.recordSync(new UserMessage("again"))).isEqualTo(gap + 2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLACED", "SHORTENED"})
  void whatStandsUnderTheNameIsKept(Deed deed) throws IOException {
    try (Daybook daybook = supervised()) {
      Session session = begun(daybook);
      Path file = daybook.file("s-1");
      deed.to(file);
      byte[] theirs = Files.readAllBytes(file);
      faultOf(session::sync);
      Await.until("it is back", () -> session.failure().isEmpty());
      assertThat(file.resolveSibling("s-1.ndjson.damaged-0")).hasBinaryContent(theirs);
      assertThat(session.recordSync(new UserMessage("after"))).isEqualTo(3);
      faultOf(session::close);
    }
  }

  /** An empty folder where a disk was is not where a session begins anew. */
  @Test
  void aDiskThatIsHiddenIsWaitedFor() throws Exception {
    try (Daybook daybook = supervised()) {
      Session session = begun(daybook);
      try (Mounted other = Mounted.ofMegabytes(1, folder.resolve("root"))) {
        isLost(faultOf(() -> session.recordSync(new UserMessage("unknown"))), Deed.REMOVED);
        Await.until(
            "it waits for its disk",
            () -> session
                .failure()
                .filter(why -> String.valueOf(why.getMessage()).contains("another disk"))
                .isPresent());
        assertThat(other.folder().resolve("sessions")).doesNotExist();
      }
      Await.until("it is back", () -> session.failure().isEmpty());
      session.recordSync(new UserMessage("after"));
      session.close();
      List<Object> events = new ArrayList<>(daybook.history("s-1").events());
      assertThat(events).startsWith(new UserMessage("one"), new UserMessage("and more"));
      assertThat(events).endsWith(new UserMessage("after"));
    }
  }
}
