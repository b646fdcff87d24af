package dev.daybook.lab.device;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Await;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file system that goes away under a session that records: it turns read-only after an error of
 * its own, or its device is gone. Nothing is acknowledged from then on, and all that was is there
 * when it is back.
 */
@Tag(Lab.TAG)
@Timeout(600)
class LostDiskTest {

  private static final long BYTES = 32L << 20;
  private static final int EVENTS = 50;

  /** The mishap that the disk meets. */
  enum Loss {
    READ_ONLY,
    GONE
  }

  private final List<Said> acknowledged = new ArrayList<>();

  @BeforeAll
  static void needs() throws IOException {
    LoopDisk.need();
  }

  private static LoopDisk disk() throws IOException {
    return LoopDisk.create(BYTES, List.of("mkfs.ext4", "-q", "-F"), "errors=remount-ro");
  }

  private static Path root(LoopDisk disk) {
    return disk.path().resolve("root");
  }

  private static void lose(LoopDisk disk, Loss loss) throws IOException {
    if (loss == Loss.GONE) {
      disk.cut();
    } else {
      disk.abort();
    }
  }

  private void record(Session session) {
    for (int n = 0; n < EVENTS; n++) {
      Said said = new Said("s", "s", n);
      session.recordSync(said.event());
      acknowledged.add(said);
    }
  }

  private static void refused(Session session, int times) {
    for (int n = 0; n < times; n++) {
      assertThat(faultOf(() -> session.recordSync(new UserMessage("refused"))).kind())
          .isEqualTo(Kind.SESSION_FAILED);
      assertThat(faultOf(session::sync).kind()).isEqualTo(Kind.SESSION_FAILED);
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void nothingIsAcknowledgedOnALostDiskAndAllThatWasIsThereWhenItIsBack(Loss loss)
      throws IOException {
    Finding finding = Lab.finding("lost disks").add("false acknowledgements", 0).add("lost", 0);
    for (int round = 0; round < Lab.rounds(1, 10); round++) {
      acknowledged.clear();
      try (LoopDisk disk = disk()) {
        Daybook daybook =
            Daybook.builder(root(disk)).listener(new JournalListener() {}).open();
        Session session = daybook.openSession("s");
        record(session);
        lose(disk, loss);
        refused(session, 20);
        assertThat(faultOf(() -> daybook.openSession("t")).kind()).isEqualTo(Kind.IO_ERROR);
        assertThat(faultOf(() -> daybook.createSession("new")).kind()).isEqualTo(Kind.IO_ERROR);
        assertThat(faultOf(daybook::close).kind()).isEqualTo(Kind.SESSION_FAILED);
        disk.remount();
        try (Daybook again = Daybook.open(root(disk))) {
          assertThat(CutLedger.messages(again.history("s").entries())).isEqualTo(acknowledged);
          assertThat(again.resumeSession("s").recordSync(new UserMessage("on"))).isEqualTo(EVENTS);
          assertThat(again.verify("s").isClean()).isTrue();
        }
      }
      finding.add("rounds", 1).add("acknowledged", EVENTS);
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void aSupervisedSessionComesBackWithItsDisk(Loss loss) throws IOException {
    Finding finding = Lab.finding("lost disks, supervised").add("lost", 0);
    for (int round = 0; round < Lab.rounds(1, 10); round++) {
      acknowledged.clear();
      AtomicInteger failures = new AtomicInteger();
      AtomicInteger recoveries = new AtomicInteger();
      try (LoopDisk disk = disk();
          Daybook daybook = supervised(disk, failures, recoveries)) {
        Session session = daybook.openSession("s");
        record(session);
        lose(disk, loss);
        refused(session, 1);
        Await.until("it is tried again", () -> failures.get() > 3);
        Await.until("it lets go of the disk", () -> isUnmounted(disk));
        int before = failures.get();
        Await.until("it is tried again", () -> failures.get() > before + 1 || recoveries.get() > 0);
        assertThat(recoveries).as("an empty folder is not its disk").hasValue(0);
        disk.mount();
        Await.until("it is back", () -> recoveries.get() > 0);
        session.recordSync(new UserMessage("on"));
        List<Entry> entries = daybook.history("s").entries();
        assertThat(CutLedger.messages(entries.subList(0, EVENTS))).isEqualTo(acknowledged);
        assertThat(entries.subList(EVENTS, entries.size() - 1))
            .extracting(Entry::event)
            .allMatch(Gap.class::isInstance);
        assertThat(entries.get(entries.size() - 1).event()).isEqualTo(new UserMessage("on"));
        finding.add("rounds", 1).add("acknowledged", EVENTS);
        faultOf(session::close);
      }
    }
  }

  private static boolean isUnmounted(LoopDisk disk) {
    try {
      disk.unmount();
      return true;
    } catch (IOException busy) {
      // just tried
      return false;
    }
  }

  private static Daybook supervised(
      LoopDisk disk, AtomicInteger failures, AtomicInteger recoveries) {
    return Daybook.builder(root(disk))
        .supervise(Duration.ofMillis(5), Duration.ofMillis(50))
        .listener(new JournalListener() {
          @Override
          public void sessionFailed(String sessionId, DaybookException why) {
            failures.incrementAndGet();
          }

          @Override
          public void recoveryFailed(String sessionId, DaybookException why) {
            failures.incrementAndGet();
          }

          @Override
          public void sessionRecovered(String sessionId, long lostEvents) {
            recoveries.incrementAndGet();
          }
        })
        .open();
  }
}
