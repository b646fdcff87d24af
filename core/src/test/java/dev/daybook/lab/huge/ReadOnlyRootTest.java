package dev.daybook.lab.huge;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.JournalListener;
import dev.daybook.LogRecovery;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.file.LeftLog;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.Lab;
import dev.daybook.lab.Mounted;
import dev.daybook.read.Tail;
import dev.daybook.read.TailOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A root on a file system that takes no writes: all that reads works, the rest says why not. */
@Tag(Lab.TAG)
@Timeout(60)
class ReadOnlyRootTest {

  private static final List<SessionEvent> EVENTS =
      List.of(new UserMessage("a"), new UserMessage("b"));

  @Test
  void whatReadsWorksAndWhatWritesSaysWhyNot(@TempDir Path folder) throws Exception {
    try (Mounted disk = Mounted.ofMegabytes(2, folder)) {
      Path root = folder.resolve("root");
      try (Daybook daybook = Daybook.open(root)) {
        daybook.createSession("s", EVENTS);
        daybook.createSession("torn", EVENTS);
        Files.writeString(daybook.file("torn"), "{\"torn", StandardOpenOption.APPEND);
        daybook.openSession("s").close();
      }
      LeftLog.of(root, "left", line(0), line(1));
      LeftLog.of(root, "whole", line(0), line(1));
      Files.write(root.resolve("sessions/whole.ndjson"), line(1), StandardOpenOption.APPEND);
      disk.makeReadOnly();
      List<LogRecovery> left = new ArrayList<>();
      JournalListener listener = new JournalListener() {
        @Override
        public void logRecovered(LogRecovery what) {
          left.add(what);
        }
      };
      try (Daybook daybook = Daybook.builder(root).listener(listener).open()) {
        assertThat(left).singleElement().satisfies(one -> {
          assertThat(one.result()).isEqualTo(LogRecovery.Result.KEPT);
          assertThat(one.session()).hasValue("left");
          assertThat(one.reason().orElseThrow()).contains("Read-only file system");
        });
        reads(daybook);
        writes(daybook);
        reads(daybook);
      }
    }
  }

  private static byte[] line(long seq) {
    return Lines.line(seq, new UserMessage("in a log"));
  }

  private static void reads(Daybook daybook) {
    assertThat(daybook.exists("s")).isTrue();
    assertThat(daybook.history("s").events()).isEqualTo(EVENTS);
    assertThat(daybook.history("torn").events()).isEqualTo(EVENTS);
    assertThat(daybook.catalog().list()).hasSize(4);
    assertThat(daybook.verify("s").isClean()).isTrue();
    assertThat(daybook.verify("torn").tornTailBytes()).isEqualTo(6);
    assertThat(daybook.transcript("s").messages()).hasSize(2);
    assertThat(daybook.diagnosis("s")).isNotNull();
    assertThat(daybook.forkPlan("s", "child", ForkOptions.whole()).entries()).isEqualTo(2);
    assertThat(daybook.lineage()).isNotNull();
    try (Tail tail = daybook.tail("s", TailOptions.fromBeginning().withFollowing(false))) {
      assertThat(tail.next(Duration.ofSeconds(10))).isPresent();
    }
  }

  private static void writes(Daybook daybook) {
    Map<String, ThrowingCallable> calls = new TreeMap<>();
    calls.put("session", () -> daybook.openSession("s"));
    calls.put("new session", () -> daybook.openSession("new"));
    calls.put("resume", () -> daybook.resumeSession("s"));
    calls.put("create", () -> daybook.createSession("new"));
    calls.put("fork", () -> daybook.fork("s", "new"));
    calls.put("delete", () -> daybook.delete("s"));
    calls.put("purge", () -> daybook.purge("s"));
    calls.put("repair", () -> daybook.repair("torn"));
    calls.forEach((name, call) -> {
      DaybookException fault = faultOf(call);
      assertThat(fault.kind()).as(name + ": " + fault).isEqualTo(Kind.IO_ERROR);
      assertThat(fault).as(name).hasMessageContaining("Read-only file system");
      Lab.finding("read-only root").add("calls refused", 1).add("lost", 0);
    });
  }
}
