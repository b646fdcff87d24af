package dev.daybook.lab.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.MemoryFolder;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test of the tests: Daybook with one of its protections taken out, again and again, and each
 * time one of the tests that are there for it must fail. On Daybook as it is they pass.
 *
 * <p>The short form takes out the most important ones, and sees of all others that they still can
 * be.
 */
@Tag(Lab.TAG)
class MutantsTest {

  private static final int AT_ONCE = 2;
  private static final long CHILD_SECONDS = 300;

  /** The short form's. */
  private static final Set<String> MOST_IMPORTANT = Set.of(
      "no force at all",
      "acknowledged although the force failed",
      "a session goes on after a failed force",
      "names are never forced");

  /** A regular expression of the names of those to take out; null for the form's own. */
  private static final String ONLY = System.getProperty("daybook.lab.mutants");

  private static JavaCompiler compiler;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeAll
  static void needsCompilerAndSources() {
    compiler = ToolProvider.getSystemJavaCompiler();
    Lab.need(compiler != null, "no compiler in this Java");
    Lab.need(Files.isDirectory(Mutant.SOURCES), "no sources here");
  }

  @Test
  void theTableForPeopleSaysTheSame() throws IOException {
    List<String> rows = Mutants.all().stream().map(Mutant::row).toList();
    assertThat(Files.readString(Path.of("RELIABILITY.md"))).contains(String.join("\n", rows));
  }

  @Test
  @Timeout(3_600)
  void noProtectionCanBeTakenOutUnseen() throws Exception {
    List<Mutant> all = Mutants.all();
    Map<Mutant, Path> compiled = compile(all);
    assertThat(compiled.keySet().stream().map(Mutant::name)).containsAll(MOST_IMPORTANT);
    List<Mutant> chosen = all.stream()
        .filter(mutant -> ONLY == null
            ? Lab.isLong() || MOST_IMPORTANT.contains(mutant.name())
            : mutant.name().matches(ONLY))
        .toList();
    Finding finding =
        Lab.finding("mutants").add("compiled", compiled.size()).add("killed", 0).add("survived", 0);
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Set<String> killers =
          chosen.stream().flatMap(mutant -> mutant.killers().stream()).collect(Collectors.toSet());
      Future<String> sound = pool.submit(() -> run(new ChildJvm(), List.copyOf(killers)));
      Map<Mutant, Future<String>> verdicts = new LinkedHashMap<>();
      for (Mutant mutant : chosen) {
        ChildJvm jvm = new ChildJvm().classes(compiled.get(mutant));
        verdicts.put(mutant, pool.submit(() -> run(jvm, mutant.killers())));
      }
      List<String> survivors = new ArrayList<>();
      Path table = Path.of("target", "mutants.txt");
      Files.deleteIfExists(table);
      for (Map.Entry<Mutant, Future<String>> entry : verdicts.entrySet()) {
        String verdict = entry.getValue().get();
        boolean killed = verdict.startsWith("killed ") || verdict.startsWith("hangs ");
        finding.add(killed ? "killed" : "survived", 1);
        // row by row, so that a run that is cut off leaves what it found
        Files.writeString(
            table,
            entry.getKey() + " | " + verdict + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        if (!killed) {
          survivors.add(entry.getKey() + ": " + verdict);
        }
      }
      assertThat(sound.get()).as("the tests, on Daybook as it is").matches("passed [1-9]\\d*");
      assertThat(survivors).as("mutants that no test sees").isEmpty();
    } finally {
      pool.shutdownNow();
    }
  }

  private Map<Mutant, Path> compile(List<Mutant> all) throws IOException {
    Map<Mutant, Path> compiled = new LinkedHashMap<>();
    try (MutantCompiler classes = new MutantCompiler(compiler)) {
      for (Mutant mutant : all) {
        Path target = folder.resolve("mutant-" + compiled.size());
        classes.compile(mutant, target);
        compiled.put(mutant, target);
      }
    }
    return compiled;
  }

  /** What {@link Killers} says. */
  private static String run(ChildJvm jvm, List<String> tests) throws Exception {
    Process child = jvm.start(Killers.class, tests.toArray(String[]::new));
    try (BufferedReader verdict = child.inputReader(StandardCharsets.UTF_8)) {
      // it says one line at its end, or nothing
      if (!child.waitFor(CHILD_SECONDS, TimeUnit.SECONDS)) {
        return "hangs as a whole";
      }
      String line = verdict.readLine();
      return line == null ? "broken: it said nothing" : line;
    } finally {
      child.destroyForcibly();
    }
  }
}
