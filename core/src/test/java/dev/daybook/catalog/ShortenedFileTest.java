package dev.daybook.catalog;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.check.Diagnosis.Verdict;
import dev.daybook.check.Finding;
import dev.daybook.check.Finding.Severity;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.Shortage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file without entries that were forced, as a lying disk or an old backup leaves it, is named.
 */
class ShortenedFileTest {

  @TempDir
  Path root;

  private long whole;

  @BeforeEach
  void shorten() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      for (int n = 0; n < 300; n++) {
        daybook.openSession("s-1").record(new UserMessage("message " + n));
      }
    }
    Path file = root.resolve("sessions/s-1.ndjson");
    byte[] bytes = Files.readAllBytes(file);
    whole = bytes.length;
    int end = 0;
    for (int lines = 0; lines < 100; end++) {
      lines += bytes[end] == '\n' ? 1 : 0;
    }
    Files.write(file, Arrays.copyOf(bytes, end));
  }

  @Test
  void verifySeesIt() {
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.verify("s-1").findings())
          .singleElement()
          .extracting(Finding::kind, finding -> finding.details().get("knownBytes"))
          .containsExactly(FindingKind.FILE_SHORTENED, whole);
      assertThat(daybook.verify("s-1").isClean()).isFalse();
    }
  }

  @Test
  void theDiagnosisSeesIt() {
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.diagnosis("s-1").verdict()).isEqualTo(Verdict.BLOCKED);
      assertThat(daybook.diagnosis("s-1").findings())
          .extracting(Finding::kind)
          .contains(FindingKind.FILE_SHORTENED);
    }
  }

  @Test
  void verifyAndTheDiagnosisNameATornTailTheSame() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession("s-2", List.of(new UserMessage("whole")));
      Files.writeString(daybook.file("s-2"), "{\"torn", StandardOpenOption.APPEND);
      assertThat(List.of(
              daybook.verify("s-2").findings(),
              daybook.diagnosis("s-2").findings(),
              daybook.repairPlan("s-2").leftOut()))
          .allSatisfy(findings -> assertThat(findings)
              .singleElement()
              .extracting(Finding::kind, Finding::severity, Finding::bytes)
              .containsExactly(FindingKind.TORN_TAIL, Severity.WARNING, 6L));
    }
  }

  @Test
  void anInterruptDoesNotHideIt() {
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    Thread.currentThread().interrupt();
    Shortage shortage = Shortage.of(folder, new SessionId("s-1"), 1 << 20);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(shortage.isOfEntries()).isTrue();
  }

  @Test
  void theListSeesIt() {
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.catalog().summary("s-1").state()).isEqualTo(SessionState.DAMAGED);
    }
  }

  /** No seq is given twice, and there is a way to go on. */
  @Test
  void theOneThatGoesOnSeesIt() {
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(faultOf(() -> daybook.openSession("s-1")).kind()).isEqualTo(Kind.FILE_SHORTENED);
      assertThat(faultOf(() -> daybook.resumeSession("s-1")).kind()).isEqualTo(Kind.FILE_SHORTENED);
      Repair repair = daybook.repair("s-1");
      assertThat(repair.outcome()).isEqualTo(Repair.Outcome.IMPOSSIBLE);
      assertThat(repair.obstacle().orElseThrow().message())
          .contains("reason=shortened", "lastSoundSeq=99");
      daybook.fork("s-1", "s-2", ForkOptions.whole());
      assertThat(daybook.openSession("s-2").recordSync(new UserMessage("on"))).isPositive();
      assertThat(faultOf(() -> daybook.openSession("s-1")).kind()).isEqualTo(Kind.FILE_SHORTENED);
      daybook.delete("s-1");
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("anew"))).isZero();
    }
  }
}
