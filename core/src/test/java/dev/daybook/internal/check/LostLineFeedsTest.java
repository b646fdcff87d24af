package dev.daybook.internal.check;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.ForkPlan;
import dev.daybook.catalog.SessionState;
import dev.daybook.check.Diagnosis;
import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair.Outcome;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that an editor took line feeds from, and nothing else, has all that was forced. */
class LostLineFeedsTest {

  private static final int ENTRIES = 5;

  @TempDir
  Path root;

  private Path file;
  private String sound;

  /** The place at which line feeds are lost. */
  enum Lost {
    LAST {
      @Override
      String of(String lines) {
        return lines.substring(0, lines.length() - 1);
      }
    },
    BETWEEN {
      @Override
      String of(String lines) {
        int second = lines.indexOf('\n', lines.indexOf('\n') + 1);
        return lines.substring(0, second) + lines.substring(second + 1);
      }
    },
    LAST_TWO {
      @Override
      String of(String lines) {
        int before = lines.lastIndexOf('\n', lines.length() - 2);
        return lines.substring(0, before) + lines.substring(before + 1, lines.length() - 1);
      }
    },
    ALL {
      @Override
      String of(String lines) {
        return lines.replace("\n", "");
      }
    };

    abstract String of(String lines);
  }

  @BeforeEach
  void record() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      for (int n = 0; n < ENTRIES; n++) {
        daybook.openSession("s-1").record(new UserMessage("message " + n));
      }
      file = daybook.file("s-1");
    }
    sound = Files.readString(file);
  }

  private static List<FindingKind> reasons(Daybook daybook) {
    return List.copyOf(daybook.verify("s-1").counts().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void nothingElseIsMissing(Lost lost) throws IOException {
    Files.writeString(file, lost.of(sound));
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(reasons(daybook))
          .doesNotContain(FindingKind.FILE_SHORTENED)
          .isNotEmpty()
          .isSubsetOf(FindingKind.MISSING_NEWLINE, FindingKind.WELDED, FindingKind.TORN_TAIL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void resumingPointsToRepairWhichMendsIt(Lost lost) throws IOException {
    Files.writeString(file, lost.of(sound));
    try (Daybook daybook = Daybook.open(root)) {
      DaybookException refused = faultOf(() -> daybook.openSession("s-1"));
      if (lost != Lost.ALL) {
        assertThat(refused.kind()).isEqualTo(Kind.FILE_SHORTENED);
        assertThat(refused).hasMessageContaining("repair puts them back");
        assertThat(daybook.catalog().summary("s-1").state()).isEqualTo(SessionState.DAMAGED);
      }
      assertThat(daybook.diagnosis("s-1").verdict()).isEqualTo(Diagnosis.Verdict.BLOCKED);
      assertThat(daybook.repair("s-1").outcome()).isEqualTo(Outcome.REPAIRED);
      assertThat(file).hasContent(sound);
      assertThat(daybook.verify("s-1").isClean()).isTrue();
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("on"))).isEqualTo(ENTRIES);
    }
  }

  /** Not even where nothing is known of the file: no crash leaves two lines without one between. */
  @ParameterizedTest
  @EnumSource(names = {"LAST_TWO", "ALL"})
  void weldedLinesAreNeverMovedAsideAsATornTail(Lost lost) throws IOException {
    Files.writeString(file, lost.of(sound));
    Files.delete(root.resolve("locks/s-1.lock"));
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(faultOf(() -> daybook.openSession("s-1")))
          .hasMessageContaining("repair puts them back");
      assertThat(file).hasContent(lost.of(sound));
      assertThat(daybook.repair("s-1").outcome()).isEqualTo(Outcome.REPAIRED);
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("on"))).isEqualTo(ENTRIES);
    }
  }

  @Test
  void theDiagnosisNamesWhatRepairMends() throws IOException {
    Files.writeString(file, Lost.LAST.of(sound));
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.diagnosis("s-1").findings())
          .extracting(Finding::kind)
          .contains(FindingKind.MISSING_NEWLINE)
          .doesNotContain(FindingKind.FILE_SHORTENED, FindingKind.TORN_TAIL);
    }
  }

  /** The length alone would not show it, if each lost line feed counted twice. */
  @ParameterizedTest
  @EnumSource(names = {"BETWEEN", "ALL"})
  void anEntryThatIsMissingAsWellIsSaidToBe(Lost lost) throws IOException {
    int last = sound.lastIndexOf('\n', sound.length() - 2) + 1;
    String rest = sound.substring(0, last);
    // the first line feed stays: without it nothing shows that the file is this session's
    int first = sound.indexOf('\n') + 1;
    Files.writeString(file, rest.substring(0, first) + lost.of(rest.substring(first)));
    byte[] found = Files.readAllBytes(file);
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(reasons(daybook)).contains(FindingKind.FILE_SHORTENED);
      assertThat(daybook.repair("s-1").outcome()).isEqualTo(Outcome.IMPOSSIBLE);
      assertThat(faultOf(() -> daybook.openSession("s-1")))
          .hasMessageContaining("entries that were forced are missing");
      assertThat(file).hasBinaryContent(found);
    }
  }

  /** A last entry that was forced, and is damaged now, is no torn tail that may go. */
  @Test
  void aDamagedEntryWithoutItsLineFeedIsMissing() throws IOException {
    Files.writeString(file, Lost.LAST.of(sound).replace("message 4", "message 5"));
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(reasons(daybook)).contains(FindingKind.FILE_SHORTENED, FindingKind.TORN_TAIL);
      assertThat(daybook.repair("s-1").outcome()).isEqualTo(Outcome.IMPOSSIBLE);
    }
  }

  /** Readers of one file count its bytes alike. */
  @Test
  void theDiagnosisAndTheVerificationGiveTheSameLength() throws IOException {
    Files.writeString(file, sound.substring(0, sound.length() - 9));
    try (Daybook daybook = Daybook.open(root)) {
      Finding verified = daybook.verify("s-1").findings().stream()
          .filter(finding -> finding.kind() == FindingKind.FILE_SHORTENED)
          .findFirst()
          .orElseThrow();
      Finding diagnosed = daybook.diagnosis("s-1").findings().stream()
          .filter(finding -> finding.kind() == FindingKind.FILE_SHORTENED)
          .findFirst()
          .orElseThrow();
      assertThat(diagnosed.message())
          .contains("bytes=" + Files.size(file) + ", knownBytes=" + sound.length());
      assertThat(verified.message())
          .contains("bytes=" + Files.size(file) + ", knownBytes=" + sound.length());
      assertThat(diagnosed.offset()).isEqualTo(verified.offset());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST", "LAST_TWO"})
  void aForkTakesWholeEntriesBehindTheLastLineFeed(Lost lost) throws IOException {
    Files.writeString(file, lost.of(sound));
    try (Daybook daybook = Daybook.open(root)) {
      ForkPlan plan = daybook.fork("s-1", "s-2", ForkOptions.whole());
      assertThat(plan.toSeq()).isEqualTo(ENTRIES - 1);
      assertThat(plan.entries()).isEqualTo(ENTRIES);
      assertThat(plan.tornTailBytes()).isZero();
      assertThat(plan.isShortened()).isFalse();
      assertThat(daybook.history("s-2").events())
          .contains(new UserMessage("message " + (ENTRIES - 1)))
          .hasSize(ENTRIES + 1);
      assertThat(daybook.fork("s-1", "s-3", ForkOptions.upTo(ENTRIES - 1)).entries())
          .isEqualTo(ENTRIES);
    }
  }

  @Test
  void aForkSaysWhatTornTailItLeavesOutAndThatEntriesAreMissing() throws IOException {
    Files.writeString(file, sound.substring(0, sound.length() - 9));
    long torn = Files.size(file) - 1 - sound.lastIndexOf('\n', sound.length() - 2);
    try (Daybook daybook = Daybook.open(root)) {
      ForkPlan plan = daybook.fork("s-1", "s-2", ForkOptions.whole());
      assertThat(plan.toSeq()).isEqualTo(ENTRIES - 2);
      assertThat(plan.tornTailBytes()).isEqualTo(torn);
      assertThat(plan.isShortened()).isTrue();
      assertThat(Files.readString(daybook.file("s-2"), StandardCharsets.UTF_8)
              .lines()
              .findFirst())
          .hasValueSatisfying(first -> assertThat(first)
              .contains("left out: a torn tail, " + torn + " bytes")
              .contains("entries that were forced are missing at the parent's end"));
      ForkPlan before = daybook.forkPlan("s-1", "s-3", ForkOptions.upTo(1));
      assertThat(before.tornTailBytes()).isZero();
      assertThat(before.isShortened()).isFalse();
    }
  }
}
