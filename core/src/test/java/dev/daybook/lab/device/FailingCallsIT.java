package dev.daybook.lab.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.JournalListener;
import dev.daybook.cli.Cli;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import dev.daybook.lab.Shell;
import dev.daybook.read.ReadOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unmodified command, one of whose system calls fails: the kernel is made to refuse it. Nothing
 * is acknowledged from then on, the error is one JSON object, and what was acknowledged is there.
 */
@Tag(Lab.TAG)
@Timeout(600)
class FailingCallsIT {

  private static final int EVENTS = 8;

  @TempDir
  private Path folder;

  private Cli cli;

  @BeforeEach
  void needsStrace() {
    Lab.need(
        Shell.succeeds("strace", "-o", "/dev/null", "-e", "inject=link:error=EPERM", "true"),
        "strace is not usable here");
    cli = new Cli(folder);
  }

  /** The command, with calls that fail: {@code -e inject=...} and the like. */
  private ProcessBuilder failing(List<String> faults, String... args) {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", trace().toString()));
    command.addAll(faults);
    ProcessBuilder builder = cli.process(args);
    command.addAll(builder.command());
    return builder.command(command);
  }

  private Path trace() {
    return folder.resolve("trace");
  }

  private boolean wasInjected() throws IOException {
    return Files.readString(trace(), StandardCharsets.ISO_8859_1).contains("INJECTED");
  }

  /** One event after the other, each awaited, until it has ended; how many were acknowledged. */
  private int record(ProcessBuilder command, int first) throws IOException {
    Process process = command.start();
    int acks = 0;
    try (OutputStream in = process.getOutputStream();
        BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      String ack = "";
      for (int n = 0; n < EVENTS && ack != null; n++) {
        in.write(line(first + n).getBytes(StandardCharsets.US_ASCII));
        in.flush();
        ack = out.readLine();
        if (ack != null) {
          assertThat(ack).isEqualTo("{\"seq\":" + (first + n) + "}");
          acks++;
        }
      }
    } catch (IOException ended) {
      // it may end before it reads all
    }
    int unused = Cli.exitCode(process);
    return acks;
  }

  private static String line(int n) {
    return "{\"type\":\"x\",\"data\":{\"n\":" + n + "}}\n";
  }

  private List<Integer> found() {
    try (Daybook daybook = Daybook.builder(folder.resolve(".daybook"))
        .listener(new JournalListener() {})
        .open()) {
      List<Integer> found = new ArrayList<>();
      if (daybook.exists("s")) {
        assertThat(daybook.verify("s").counts().keySet())
            .allMatch(damage -> damage.name().equals("TORN_TAIL"));
        daybook
            .reader("s", ReadOptions.strict())
            .forEach((entry, bytes, from, to) -> found.add(
                Cli.json(Cli.dataOf(new String(bytes, from, to - from, StandardCharsets.UTF_8)))
                    .get("n")
                    .asInt()));
      }
      return found;
    }
  }

  private static List<Integer> upTo(int end) {
    List<Integer> all = new ArrayList<>();
    for (int n = 0; n < end; n++) {
      all.add(n);
    }
    return all;
  }

  /** What follows a run that failed: all acknowledged is there, in order, and it can be gone on. */
  private int checkAndGoOn(int acknowledged) {
    List<Integer> found = found();
    assertThat(found).isEqualTo(upTo(found.size()));
    assertThat(found.size()).isBetween(acknowledged, acknowledged + EVENTS);
    cli.runWith(line(found.size()), "record", "s", "--ack", "forced").succeeded();
    assertThat(found()).isEqualTo(upTo(found.size() + 1));
    return found.size() + 1;
  }

  private void checkFailure(int acks, int most) throws IOException {
    assertThat(acks).as("acknowledged after the failure").isLessThanOrEqualTo(most);
    Cli.Outcome outcome = new Cli.Outcome(1, "", cli.err());
    assertThat(outcome.errorKind()).isIn("session_failed", "io_error");
  }

  @Test
  void aCallThatFailsEndsTheAcknowledgements() throws Exception {
    Finding finding = Lab.finding("failing calls")
        .add("runs", 0)
        .add("acknowledged", 0)
        .add("lost", 0)
        .add("false acknowledgements", 0);
    String file = folder.toRealPath().resolve(".daybook/sessions/s.ndjson").toString();
    int there = checkAndGoOn(0);
    List<List<String>> faults = List.of(
        List.of("inject=fdatasync:error=EIO:when=%d"),
        List.of("inject=pwrite64:error=ENOSPC:when=%d"),
        List.of("inject=pwrite64:error=EIO:when=%d", "inject=ftruncate:error=EIO"),
        List.of("inject=fdatasync:error=EIO:when=%d+"));
    int runs = Lab.rounds(4, 4 * 6);
    for (int run = 0; run < runs; run++) {
      int call = 2 + run / faults.size();
      List<String> strace =
          new ArrayList<>(List.of("-P", file, "-e", "trace=fdatasync,pwrite64,ftruncate"));
      for (String fault : faults.get(run % faults.size())) {
        strace.addAll(List.of("-e", String.format(fault, call)));
      }
      int acks = record(failing(strace, "record", "s", "--ack", "forced"), there);
      assertThat(wasInjected()).as("%s", strace).isTrue();
      checkFailure(acks, call - 1);
      assertThat(acks).isEqualTo(call - 1);
      there = checkAndGoOn(there + acks);
      finding.add("runs", 1).add("acknowledged", acks + 1);
    }
  }

  @Test
  void aCallThatIsInterruptedIsNoFailure() throws Exception {
    String file = folder.toRealPath().resolve(".daybook/sessions/s.ndjson").toString();
    int there = checkAndGoOn(0);
    List<String> strace = List.of(
        "-P",
        file,
        "-e",
        "trace=fdatasync,pwrite64",
        "-e",
        "inject=fdatasync,pwrite64:error=EINTR:when=2+3");
    assertThat(record(failing(strace, "record", "s", "--ack", "forced"), there)).isEqualTo(EVENTS);
    assertThat(wasInjected()).isTrue();
    assertThat(found()).isEqualTo(upTo(there + EVENTS));
  }

  /** Whatever is not forced while a session is opened, nothing is acknowledged on top of it. */
  @Test
  void anOpeningWhoseForceFailsAcknowledgesNothing() throws Exception {
    Finding finding = Lab.finding("failing openings").add("runs", 0).add("acknowledged", 0);
    boolean wasInjected = true;
    for (int call = 1; wasInjected && call <= Lab.rounds(2, 20); call++) {
      List<String> strace =
          List.of("-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=" + call);
      int before = found().size();
      int acks = record(failing(strace, "record", "s", "--ack", "forced"), before);
      wasInjected = wasInjected();
      if (wasInjected) {
        checkFailure(acks, 0);
      } else {
        assertThat(acks).isEqualTo(EVENTS);
      }
      checkAndGoOn(before + acks);
      finding.add("runs", 1).add("acknowledged", wasInjected ? acks : 0);
    }
    assertThat(wasInjected && Lab.isLong()).as("it passed untouched at last").isFalse();
  }

  /** Creating, forking and deleting: done, or not done, or refused because the disk failed. */
  @Test
  void aFileThatCannotBeForcedIsWholeOrNotThere() throws Exception {
    Finding finding = Lab.finding("failing files").add("runs", 0).add("in part", 0);
    int there = checkAndGoOn(0);
    for (String what : List.of("create", "fork", "rm")) {
      boolean wasInjected = true;
      for (int call = Lab.rounds(2, 1); wasInjected && call <= Lab.rounds(2, 20); call++) {
        String id = what + "-" + call;
        if (what.equals("rm")) {
          cli.run("fork", "s", id).succeeded();
        }
        String[] args =
            what.equals("fork") ? new String[] {what, "s", id} : new String[] {what, id};
        Process process = failing(
                List.of("-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=" + call), args)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
        int exit = Cli.exitCode(process);
        wasInjected = wasInjected();
        if (wasInjected) {
          assertThat(exit).as(cli.err()).isEqualTo(1);
          assertThat(new Cli.Outcome(1, "", cli.err()).errorKind()).isEqualTo("io_error");
        } else {
          assertThat(exit).as(cli.err()).isZero();
        }
        checkFile(what, id, there, wasInjected);
        finding.add("runs", 1);
      }
    }
  }

  private void checkFile(String what, String id, int parentEntries, boolean mayBeEither) {
    try (Daybook daybook = Daybook.builder(folder.resolve(".daybook"))
        .listener(new JournalListener() {})
        .open()) {
      if (!mayBeEither) {
        assertThat(daybook.exists(id)).isEqualTo(!what.equals("rm"));
      }
      if (daybook.exists(id)) {
        assertThat(daybook.verify(id).isClean()).isTrue();
        assertThat(daybook.history(id).entries())
            .hasSize(what.equals("create") ? 0 : parentEntries + 1);
      }
    }
  }

  /** The limit arrives as an error of the write, and never as a signal. */
  @Test
  void aFileThatMayNotGrowHasWholeLinesOnly() throws Exception {
    int there = checkAndGoOn(0);
    ProcessBuilder builder = cli.process("record", "s", "--ack", "forced");
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f 1; exec \"$@\"", "limited"));
    command.addAll(builder.command());
    command.add(command.indexOf("-jar"), "-XX:-UsePerfData");
    int acks = 0;
    int last;
    do {
      last = record(builder.command(command), there + acks);
      acks += last;
    } while (last == EVENTS);
    checkFailure(0, 0);
    assertThat(Files.readString(cli.sessionFile("s"))).endsWith("\n");
    checkAndGoOn(there + acks);
    Lab.finding("file-size limit").add("acknowledged", acks).add("lost", 0);
  }
}
