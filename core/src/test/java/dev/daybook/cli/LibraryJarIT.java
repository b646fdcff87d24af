package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jars of the library have neither the command nor its example; daybook.jar has both. */
class LibraryJarIT {

  private static final String COMMAND = "dev/daybook/cli/";
  private static final String EXAMPLE = "dev/daybook/examples/";

  /** The jar with its sources and docs, of which a first build has none yet when this runs. */
  @ParameterizedTest
  @CsvSource({".jar,''", "-sources.jar,''", "-javadoc.jar,dev.daybook/"})
  void theLibraryHasNoCommand(String end, String folderOfModule) throws IOException {
    String library = System.getProperty("daybook.library");
    assumeTrue(library != null, "no build has made the library");
    Path jar = Path.of(library + end);
    assumeTrue(end.equals(".jar") || Files.exists(jar), "it is not made yet");
    assertThat(names(jar))
        .anyMatch(name -> name.startsWith(folderOfModule + "dev/daybook/Daybook."))
        .noneMatch(name -> name.contains(COMMAND) || name.contains(EXAMPLE));
  }

  @Test
  void theRunnableJarHasTheCommandAndItsExample() throws IOException {
    assertThat(names(Path.of(System.getProperty("daybook.jar"))))
        .contains(
            "dev/daybook/Daybook.class",
            COMMAND + "Main.class",
            COMMAND + "Rehearsal.class",
            EXAMPLE + "BusyAgents.class");
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).toList();
    }
  }
}
