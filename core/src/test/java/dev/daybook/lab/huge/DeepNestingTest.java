package dev.daybook.lab.huge;

import static dev.daybook.Faults.faultOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.check.Repair;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.Lab;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data that nests 100,000 levels deep is refused, and where it is in a file, is a bad line. */
@Tag(Lab.TAG)
@Timeout(60)
class DeepNestingTest {

  private static final int LEVELS = 100_000;
  private static final String DEEP = "{\"a\":".repeat(LEVELS) + "1" + "}".repeat(LEVELS);

  @TempDir(factory = MemoryFolder.class)
  Path root;

  @Test
  void withoutAGoodChecksumItIsNotRepairedAway() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession(Lines.SESSION_ID);
      Path file = daybook.file(Lines.SESSION_ID);
      byte[] damaged = deepLine(0);
      damaged[damaged.length / 2] = '2';
      append(file, damaged);
      append(file, Lines.line(1, new UserMessage("b")));
      byte[] before = Files.readAllBytes(file);
      assertThat(daybook.repair(Lines.SESSION_ID).outcome()).isEqualTo(Repair.Outcome.IMPOSSIBLE);
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  @Test
  void isRefusedWhenItIsRecorded() {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession(Lines.SESSION_ID);
      DaybookException fault = faultOf(() -> session.recordSync(new Unknown("x", DEEP)));
      assertThat(fault.kind()).isEqualTo(Kind.UNENCODABLE);
      assertThat(fault).hasMessage("JSON nests too deep: session=s-1, maxDepth=1000");
      assertThat(session.recordSync(new UserMessage("b"))).isZero();
      assertThat(faultOf(() -> daybook.createSession("t", List.of(new Unknown("x", DEEP))))
              .kind())
          .isEqualTo(Kind.UNENCODABLE);
      assertThat(daybook.exists("t")).isFalse();
    }
  }

  @Test
  void isABadLineToItsReader() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession(Lines.SESSION_ID);
      Path file = daybook.file(Lines.SESSION_ID);
      append(file, Lines.line(0, new UserMessage("a")));
      append(file, deepLine(1));
      append(file, Lines.line(2, new UserMessage("c")));
      byte[] before = Files.readAllBytes(file);

      assertThat(faultOf(() -> daybook.history(Lines.SESSION_ID)).kind())
          .isEqualTo(Kind.INVALID_JSON);
      assertThat(
              daybook.reader(Lines.SESSION_ID, ReadOptions.lenient()).history().entries())
          .hasSize(2);
      assertThat(daybook.verify(Lines.SESSION_ID).isClean()).isFalse();
      assertThat(daybook.catalog().summary(Lines.SESSION_ID).entries()).hasValue(3);
      Repair repair = daybook.repair(Lines.SESSION_ID);
      assertThat(repair.outcome())
          .as("its checksum proves that it is what was written")
          .isEqualTo(Repair.Outcome.NOTHING_TO_DO);
      assertThat(repair.isGood()).isFalse();
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  @Test
  void asALastLineItIsNotRecordedBehind() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession(Lines.SESSION_ID);
      append(daybook.file(Lines.SESSION_ID), deepLine(0));
      byte[] before = Files.readAllBytes(daybook.file(Lines.SESSION_ID));
      assertThat(faultOf(() -> daybook.openSession(Lines.SESSION_ID)).kind())
          .isEqualTo(Kind.INVALID_JSON);
      assertThat(Files.readAllBytes(daybook.file(Lines.SESSION_ID))).isEqualTo(before);
    }
  }

  private static void append(Path file, byte[] line) throws IOException {
    Files.write(file, line, StandardOpenOption.APPEND);
  }

  /** With a good checksum, as another program may write it. */
  private static byte[] deepLine(long seq) {
    String line = new String(Lines.line(seq, new Unknown("x", "{\"deep\":1}")), US_ASCII);
    String proved = line.substring(0, line.indexOf(",\"crc\"")).replace("{\"deep\":1}", DEEP);
    CRC32C crc = new CRC32C();
    crc.update(proved.getBytes(US_ASCII));
    return (proved + String.format(",\"crc\":\"%08x\"}\n", crc.getValue())).getBytes(US_ASCII);
  }
}
