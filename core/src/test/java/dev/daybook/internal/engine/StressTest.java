package dev.daybook.internal.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jcstress.Main;

/**
 * Runs the races of the {@code *Stress} classes, two threads against each other on new objects each
 * time, in JVMs of their own, under jcstress: nothing may come of them that is forbidden. The long
 * form runs all of them, and also lets the compiler reorder at random.
 */
@Tag(Lab.TAG)
class StressTest {

  private static final Path FOLDER = Path.of("target", "jcstress").toAbsolutePath();

  private static final int MINUTES = 25;

  private static final String ALL = "dev\\.daybook\\.";
  private static final String MOST_AT_STAKE =
      ALL + "internal\\.engine\\.(Doorbell|JournalEnd|Leader|Session)Stress";

  /** One line of the results of all configurations: an outcome, how often, what it is. */
  private static final Pattern OUTCOME =
      Pattern.compile("\\s+(?<samples>[\\d,]+)\\s+[<\\d.]+%\\s+(?<what>Acceptable|Forbidden) ");

  @Test
  @Timeout(1_800)
  void noRaceHasAForbiddenOutcome() throws Exception {
    Finding finding = Lab.finding("interleavings");
    String printed = run();
    int results = printed.indexOf("RUN RESULTS:");
    assertThat(results).as(printed).isPositive();
    String report = printed.substring(results);
    long races = races();
    finding.add("races", races).add("schedules", 0).add("forbidden", 0);
    Matcher outcome = OUTCOME.matcher(report);
    assertThat(outcome.results()).as("outcomes in %s", report).hasSizeGreaterThanOrEqualTo((int)
        races);
    outcome.reset();
    while (outcome.find()) {
      long samples = Long.parseLong(outcome.group("samples").replace(",", ""));
      finding.add("schedules", samples);
      finding.add("forbidden", outcome.group("what").equals("Forbidden") ? samples : 0);
    }
    assertThat(printed)
        .as("every JVM did its part")
        .containsPattern(" 0 failed, 0 soft errs, 0 hard errs\\)\\s+RUN RESULTS:");
    assertThat(report)
        .as(printed)
        .contains("Failed tests: No matches.")
        .contains("Error tests: No matches.")
        .contains("All remaining tests: " + races + " matching test results.");
  }

  private static String run() throws Exception {
    Files.createDirectories(FOLDER);
    Process child = new ChildJvm().folder(FOLDER).start(Main.class, arguments());
    try {
      CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> all(child));
      boolean ended = child.waitFor(MINUTES, TimeUnit.MINUTES);
      end(child);
      assertThat(ended).as("ended in time, printing %s", printed.get()).isTrue();
      return printed.get();
    } finally {
      end(child);
    }
  }

  /** With the JVMs that it started, which would go on. */
  private static void end(Process child) {
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
  }

  private static String all(Process child) {
    try {
      return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] arguments() {
    List<String> arguments = new ArrayList<>();
    // free of processors: tied to a pair of them, every race would be run once for each pair
    arguments.addAll(List.of("-m", "quick", "-af", "NONE", "-sc", "false", "-f", "1", "-fsm", "1"));
    // a loaded machine gets on better when who waits for the other thread yields
    arguments.addAll(List.of("-spinStyle", "THREAD_YIELD", "-t", selection(), "-r", ".", "-v"));
    if (Lab.isLong()) {
      arguments.addAll(List.of("-iters", "2", "-time", "300"));
    } else {
      arguments.addAll(List.of("-iters", "1", "-time", "100", "-strideCount", "4"));
      // given flags keep it from trying others
      arguments.addAll(List.of("-jvmArgs", "-XX:+UseSerialGC"));
    }
    return arguments.toArray(String[]::new);
  }

  private static String selection() {
    return Lab.isLong() ? ALL : MOST_AT_STAKE;
  }

  private static long races() throws IOException {
    Pattern selected = Pattern.compile(selection());
    try (InputStream list =
        requireNonNull(StressTest.class.getResourceAsStream("/META-INF/TestList"))) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(race -> selected.matcher(race).find())
          .count();
    }
  }
}
