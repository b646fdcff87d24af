package dev.daybook.lab.device;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import dev.daybook.lab.Shell;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real device that refuses to write what the kernel has taken: the image of a file system on a
 * store that is full. The first force fails; the kernel then forgets what it could not write, goes
 * on showing it, and answers the next force that all is well.
 */
@Tag(Lab.TAG)
@Timeout(600)
class FailingDiskTest {

  private static final long BYTES = 24L << 20;
  private static final long ROOM = 128L << 10;

  /** The process that opens the session again. */
  enum Where {
    THIS_DAYBOOK,
    THIS_PROCESS,
    ANOTHER_PROCESS
  }

  /** What was acknowledged: the n-th message has the seq n. */
  private final List<Said> acknowledged = new ArrayList<>();

  @BeforeAll
  static void needs() throws IOException {
    LoopDisk.need();
    Lab.need(Shell.succeeds("fstrim", "--version"), "no fstrim");
  }

  /** With a journal the file system stops at an error of its own; without, at none. */
  private static LoopDisk thin(boolean isJournalled) throws IOException {
    List<String> mkfs = new ArrayList<>(List.of("mkfs.ext4", "-q", "-F", "-b", "4096"));
    mkfs.addAll(List.of("-E", "lazy_itable_init=0", "-O"));
    mkfs.add(isJournalled ? "has_journal" : "^has_journal");
    return LoopDisk.createThin(BYTES, mkfs);
  }

  private static Daybook open(LoopDisk disk) {
    return Daybook.builder(root(disk)).listener(new JournalListener() {}).open();
  }

  private static Path root(LoopDisk disk) {
    return disk.path().resolve("root");
  }

  /** Records until a force fails, and sees that nothing is acknowledged any more. */
  private void recordUntilItFails(Session session, LoopDisk disk, Path file) throws IOException {
    DaybookException why = null;
    for (int n = 0; why == null; n++) {
      try {
        Said said = new Said("s", "before", n);
        assertThat(session.recordSync(said.event())).isEqualTo(n);
        acknowledged.add(said);
        if (n == 10) {
          disk.leaveRoom(ROOM);
        }
      } catch (DaybookException failed) {
        why = failed;
      }
    }
    assertThat(why.kind()).isEqualTo(Kind.SESSION_FAILED);
    assertThat(why).hasRootCauseInstanceOf(IOException.class);
    awaitThatTheKernelSaysAllIsWell(file);
    for (int n = 0; n < 5; n++) {
      assertThat(faultOf(() -> session.recordSync(new Said("s", "after", 0).event()))
              .kind())
          .isEqualTo(Kind.SESSION_FAILED);
      assertThat(faultOf(session::sync).kind()).isEqualTo(Kind.SESSION_FAILED);
    }
  }

  /** It reports a failure more than once, if it tried more than once, but not for ever. */
  private static void awaitThatTheKernelSaysAllIsWell(Path file) throws IOException {
    IOException last = null;
    for (int n = 0; n < 10; n++) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
        return;
      } catch (IOException again) {
        last = again;
      }
    }
    throw last;
  }

  /** What is on the device, and that it is what was acknowledged and goes on from there. */
  private List<Said> onDevice(LoopDisk disk) throws IOException {
    disk.remount();
    List<Said> found;
    try (Daybook daybook = open(disk)) {
      List<Entry> entries = daybook.history("s").entries();
      found = new ArrayList<>(CutLedger.messages(entries));
      assertThat(found.size()).isGreaterThanOrEqualTo(acknowledged.size());
      assertThat(found.subList(0, acknowledged.size())).isEqualTo(acknowledged);
      Session session = daybook.resumeSession("s");
      assertThat(session.recordSync(new UserMessage("on"))).isEqualTo(found.size());
    }
    return found;
  }

  /**
   * How many events can be read. It may be fewer than were acknowledged, and none at all: without a
   * journal, the device may refuse a block in which the file system says where the file is.
   */
  private int readable(LoopDisk disk) throws IOException {
    disk.remount();
    List<Said> found = new ArrayList<>();
    try (Daybook daybook = open(disk)) {
      daybook
          .reader("s", ReadOptions.strict())
          .forEach((entry, line, from, to) -> found.addAll(CutLedger.messages(List.of(entry))));
    } catch (DaybookException refused) {
      assertThat(refused.kind()).isEqualTo(Kind.IO_ERROR);
    }
    int both = Math.min(found.size(), acknowledged.size());
    assertThat(found.subList(0, both)).isEqualTo(acknowledged.subList(0, both));
    return found.size();
  }

  /** Otherwise the test below would prove nothing. */
  @Test
  void whatAFailedForceLeavesIsShownAndIsNotOnTheDevice() throws IOException {
    try (LoopDisk disk = thin(false)) {
      List<Entry> shown;
      try (Daybook daybook = open(disk)) {
        recordUntilItFails(daybook.openSession("s"), disk, daybook.file("s"));
        shown = daybook.history("s").entries();
      } catch (DaybookException atClose) {
        shown = open(disk).history("s").entries();
      }
      assertThat(shown).hasSizeGreaterThan(acknowledged.size());
      disk.leaveRoom(BYTES);
      int there = readable(disk);
      assertThat(there).isLessThan(shown.size());
      Lab.finding("failing device, control").add("shown", shown.size()).add("there", there);
    }
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void whatAFailedForceLeftIsWrittenAnewByTheNextWriter(Where where) throws Exception {
    Finding finding =
        Lab.finding("failing device").add("false acknowledgements", 0).add("lost", 0);
    for (int round = 0; round < Lab.rounds(1, 10); round++) {
      acknowledged.clear();
      try (LoopDisk disk = thin(round % 2 == 1)) {
        goOn(where, disk);
        onDevice(disk);
      }
      finding.add("rounds", 1).add("acknowledged", acknowledged.size());
    }
  }

  private void goOn(Where where, LoopDisk disk) throws Exception {
    Daybook daybook = open(disk);
    try {
      Session session = daybook.openSession("s");
      recordUntilItFails(session, disk, daybook.file("s"));
      assertThat(faultOf(session::close).kind()).isEqualTo(Kind.SESSION_FAILED);
      if (where != Where.THIS_DAYBOOK) {
        daybook.close();
        daybook = open(disk);
      }
      assertThat(resume(where, daybook, disk)).as("the store is full").isFalse();
      disk.leaveRoom(BYTES);
      assertThat(resume(where, daybook, disk)).as("there is room again").isTrue();
    } finally {
      daybook.close();
    }
  }

  /** Whether the session went on; then all that can be read is acknowledged with its event. */
  private boolean resume(Where where, Daybook daybook, LoopDisk disk) throws Exception {
    if (where == Where.ANOTHER_PROCESS) {
      String[] said = new ChildJvm()
          .run(Resume.class, root(disk).toString(), "s", "other")
          .lines()
          .reduce("", (first, second) -> second)
          .split(" ");
      if (said[0].equals("refused")) {
        assertThat(said[1]).isIn(Kind.IO_ERROR.name(), Kind.SESSION_FAILED.name());
        return false;
      }
    } else {
      try (Session session = daybook.resumeSession("s")) {
        session.recordSync(new Said("s", "again", 0).event());
      } catch (DaybookException refused) {
        assertThat(refused.kind()).isIn(Kind.IO_ERROR, Kind.SESSION_FAILED);
        return false;
      }
    }
    acknowledged.clear();
    acknowledged.addAll(CutLedger.messages(daybook.history("s").entries()));
    return true;
  }
}
