package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That bytes and names are on the device before it is acknowledged, as the kernel was asked for it.
 */
class ForceIT {

  private static final Pattern CALL = Pattern.compile("^\\d+ +(\\w+)\\((?:\\d+<([^>]*)>)?(.*)$");

  @TempDir
  private Path folder;

  /** A system call: its name, the file of its descriptor, and the rest. */
  private record Call(String name, String file, String rest) {}

  @BeforeAll
  static void straceIsThere() throws Exception {
    boolean works;
    try {
      Process process = new ProcessBuilder("strace", "-f", "-y", "-o", "/dev/null", "true")
          .redirectErrorStream(true)
          .start();
      works = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      works = false;
    }
    assumeTrue(works, "strace is not usable here");
  }

  @Test
  void aNewSessionIsFoundAgainAndEachAcknowledgedByteIsForced() throws Exception {
    List<Call> calls = trace("{\"type\":\"a\",\"data\":{}}\n{\"type\":\"b\",\"data\":{}}\n");
    Path root = folder.toRealPath().resolve("new/root");
    Path file = root.resolve("sessions/s.ndjson");
    int acknowledged = indexOf(calls, "write", null, "{\\\"seq\\\":0}");
    assertThat(acknowledged).isNotNegative();
    List<Call> before = calls.subList(0, acknowledged);
    assertThat(indexOf(before, "fdatasync", file, "= 0")).isNotNegative();
    // the second event may be written, too, before the answer to the first is printed
    assertThat(lastIndexOf(before, "fdatasync", file))
        .as("forced after it was written")
        .isGreaterThan(indexOf(before, "pwrite64", file, ""));
    assertThat(indexOf(before, "fsync", file, "= 0")).as("the file itself").isNotNegative();
    for (Path named :
        List.of(root.resolve("sessions"), root, root.getParent(), folder.toRealPath())) {
      assertThat(indexOf(before, "fsync", named, "= 0"))
          .as("the names in " + named)
          .isNotNegative();
    }
  }

  @Test
  void withoutAcknowledgementsAllIsForcedBeforeTheSummary() throws Exception {
    List<Call> calls = trace("{\"type\":\"a\",\"data\":{}}\n", new String[0]);
    Path file = folder.toRealPath().resolve("new/root/sessions/s.ndjson");
    int summary = indexOf(calls, "write", null, "recorded");
    assertThat(indexOf(calls.subList(0, summary), "fdatasync", file, "= 0")).isNotNegative();
  }

  @Test
  void aTornTailIsDurableElsewhereBeforeItIsCut() throws Exception {
    trace("{\"type\":\"a\",\"data\":{}}\n");
    Path sessions = folder.toRealPath().resolve("new/root/sessions");
    Path file = sessions.resolve("s.ndjson");
    Files.writeString(file, "{\"torn", StandardOpenOption.APPEND);
    List<Call> calls = trace("{\"type\":\"b\",\"data\":{}}\n");
    int cut = indexOf(calls, "ftruncate", file, "= 0");
    assertThat(cut).isNotNegative();
    List<Call> before = calls.subList(0, cut);
    assertThat(indexOf(before, "fsync", sessions.resolve("s.ndjson.torn-0"), "= 0"))
        .isNotNegative();
    assertThat(indexOf(before, "fsync", sessions, "= 0")).isNotNegative();
    assertThat(indexOf(calls.subList(cut, calls.size()), "fsync", file, "= 0"))
        .as("the cut is durable")
        .isNotNegative();
  }

  private List<Call> trace(String input) throws Exception {
    return trace(input, new String[] {"--ack", "forced"});
  }

  private List<Call> trace(String input, String[] options) throws Exception {
    Path trace = folder.resolve("trace");
    Path in = Files.writeString(folder.resolve("in"), input, StandardCharsets.UTF_8);
    List<String> args = new ArrayList<>(List.of("record", "s", "--root", "new/root"));
    args.addAll(List.of(options));
    ProcessBuilder process = new Cli(folder).process(args.toArray(String[]::new));
    process
        .command()
        .addAll(
            0,
            List.of(
                "strace",
                "-f",
                "-y",
                "-s",
                "200",
                "-e",
                "trace=fsync,fdatasync,pwrite64,ftruncate,write",
                "-o",
                trace.toString()));
    Process started = process
        .redirectInput(in.toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .start();
    assertThat(Cli.exitCode(started)).isZero();
    List<Call> calls = new ArrayList<>();
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        calls.add(new Call(call.group(1), String.valueOf(call.group(2)), call.group(3)));
      }
    }
    return calls;
  }

  private static int indexOf(List<Call> calls, String name, Path file, String text) {
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      if (call.name.equals(name)
          && (file == null || call.file.equals(file.toString()))
          && call.rest.contains(text)) {
        return i;
      }
    }
    return -1;
  }

  private static int lastIndexOf(List<Call> calls, String name, Path file) {
    int last = -1;
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).name.equals(name) && calls.get(i).file.equals(file.toString())) {
        last = i;
      }
    }
    return last;
  }
}
