package dev.daybook.lab.huge;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import dev.daybook.lab.Mounted;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A root on a full disk: what needs room is refused and leaves nothing, and a purge makes room. */
@Tag(Lab.TAG)
@Timeout(60)
class FullRootTest {

  private static final List<SessionEvent> EVENTS =
      List.of(new UserMessage("x".repeat(20_000)), new UserMessage("b"));

  @Test
  void whatNeedsRoomIsRefusedAndLeavesNothingAndAPurgeMakesRoom(@TempDir Path folder)
      throws Exception {
    try (Mounted disk = Mounted.ofMegabytes(2, folder);
        Daybook daybook = Daybook.open(disk.folder().resolve("root"))) {
      daybook.createSession("s", EVENTS);
      daybook.createSession("large", List.of(new UserMessage("x".repeat(200_000))));
      daybook.createSession("damaged", EVENTS);
      Path damaged = daybook.file("damaged");
      Files.write(damaged, Files.readAllBytes(daybook.file("s")), StandardOpenOption.APPEND);
      byte[] before = Files.readAllBytes(damaged);
      Session open = daybook.openSession("open");
      open.recordSync(new UserMessage("first"));
      fill(disk.folder().resolve("ballast"));
      List<String> names = names(daybook);

      assertThat(daybook.history("s").events()).isEqualTo(EVENTS);
      refused(() -> daybook.createSession("new", EVENTS));
      refused(() -> daybook.fork("s", "child"));
      refused(() -> daybook.repair("damaged"));
      assertThat(Files.readAllBytes(damaged)).isEqualTo(before);
      assertThat(names(daybook)).as("nothing half is left").isEqualTo(names);
      DaybookException full = faultOf(() -> open.recordSync(new UserMessage("x".repeat(100_000))));
      assertThat(full.kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(full).hasRootCauseMessage("No space left on device");
      assertThat(faultOf(open::close).kind()).isEqualTo(Kind.SESSION_FAILED);
      assertThat(daybook.history("open").events()).containsExactly(new UserMessage("first"));
      assertThat(daybook.verify("open").isClean()).isTrue();

      daybook.purge("large");
      daybook.createSession("new", EVENTS);
      daybook.fork("s", "child");
      try (Session again = daybook.openSession("open")) {
        assertThat(again.recordSync(new UserMessage("second"))).isEqualTo(1);
      }
      assertThat(daybook.history("new").events()).isEqualTo(EVENTS);
    }
  }

  private static void refused(ThrowingCallable call) {
    DaybookException fault = faultOf(call);
    assertThat(fault.kind()).as(fault.toString()).isEqualTo(Kind.IO_ERROR);
    assertThat(fault).hasRootCauseMessage("No space left on device");
    Lab.finding("root on a full disk")
        .add("calls refused", 1)
        .add("half files", 0)
        .add("lost", 0);
  }

  private static void fill(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (; ; ) {
        out.write(new byte[512]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessage("No space left on device");
    }
  }

  private static List<String> names(Daybook daybook) throws IOException {
    try (Stream<Path> files = Files.list(daybook.file("s").getParent())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
