package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runnable jar in a folder whose name its locale cannot express. */
class LocaleIT {

  private static final Path SHELL = Path.of("/bin/sh");

  /** The shell names the folder, since the locale of the test may not either. */
  private static final String IN_ODD_FOLDER =
      "cd \"$(printf '\\303\\274')\" && LC_ALL=$0 exec \"$@\"";

  @TempDir
  Path folder;

  private Cli cli;

  @BeforeEach
  void recordOne() throws Exception {
    assumeTrue(Files.isExecutable(SHELL), "there is no shell here");
    assumeTrue(Files.exists(Path.of("/proc/self/cwd")), "Java asks the locale on Linux only");
    cli = new Cli(folder);
    Process made = new ProcessBuilder(SHELL.toString(), "-c", "mkdir \"$(printf '\\303\\274')\"")
        .directory(folder.toFile())
        .start();
    assertThat(Cli.exitCode(made)).isZero();
    run("C.UTF-8", "create", "s-1").succeeded();
  }

  private Cli.Outcome run(String locale, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(SHELL.toString(), "-c", IN_ODD_FOLDER, locale));
    command.addAll(cli.process(words).command());
    Process process = cli.process(words)
        .command(command)
        .redirectInput(Files.writeString(folder.resolve("in"), "").toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .start();
    return new Cli.Outcome(Cli.exitCode(process), Cli.read(folder.resolve("out")), cli.err());
  }

  /** Else the sessions seem not to be there, or classes fail in their initialisers. */
  @ParameterizedTest
  @ValueSource(strings = {"ls", "verify --all", "record s-1", "create s-2 --root ."})
  void nothingIsDoneInAnotherFolder(String command) throws Exception {
    Cli.Outcome refused = run("C", command.split(" "));
    assertThat(refused.failed().errorKind()).isEqualTo("unnameable_path");
    assertThat(refused.out()).isEmpty();
  }

  /** As if the folder that Java takes it for were there. */
  @ParameterizedTest
  @ValueSource(strings = {"ls", "create s-2"})
  void nothingIsDoneInAFolderThatIsCalledLikeIt(String command) throws Exception {
    Files.createDirectory(folder.resolve("??"));
    Cli.Outcome refused = run("C", command.split(" "));
    assertThat(refused.failed().errorKind()).isEqualTo("unnameable_path");
    assertThat(folder.resolve("??")).isEmptyDirectory();
  }
}
