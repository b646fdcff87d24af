package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher that the build writes beside the jar; skipped where there is none, or no shell. */
class LauncherIT {

  private static final Path JAR = Path.of(System.getProperty("daybook.jar")).toAbsolutePath();
  private static final Path LAUNCHER = JAR.resolveSibling("daybook");
  private static final Path SHELL = Path.of("/bin/sh");
  private static final Pattern TIME = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s");
  private static final int RUNS = 5;
  private static final int ATTEMPTS = 4;
  private static final double LAUNCHER_RATIO = 6;
  /** Newer Javas start faster themselves, and load what is not in their archive slower. */
  private static final double JAR_RATIO = Runtime.version().feature() < 21 ? 10 : 12;

  /** A program that does nothing: its time is the unit. */
  static final class Empty {
    private Empty() {}

    public static void main(String[] args) {}
  }

  @TempDir
  Path folder;

  @BeforeEach
  void requireLauncher() {
    assumeTrue(Files.isExecutable(SHELL), "there is no shell here");
    assumeTrue(Files.isExecutable(LAUNCHER), "the build has not written the launcher");
  }

  private record Said(int exitCode, String text) {}

  private Said shell(String command) throws Exception {
    Path said = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(SHELL.toString(), "-c", command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new Said(Cli.exitCode(builder.start()), Cli.read(said));
  }

  @Test
  void worksThroughLinksAndSpaces() throws Exception {
    Path home = Files.createDirectories(folder.resolve("a b"));
    Files.createSymbolicLink(home.resolve("first"), LAUNCHER);
    Files.createSymbolicLink(folder.resolve("second"), Path.of("a b/first"));
    assertThat(shell("./second --version").text()).startsWith("daybook ");
    assertThat(shell("./second create 's 1'").exitCode()).as("its exit code").isEqualTo(1);
  }

  @Test
  void namesWhatItLacks() throws Exception {
    Said noHome = shell("JAVA_HOME=/nowhere '" + LAUNCHER + "' ls");
    assertThat(noHome.exitCode()).isEqualTo(1);
    assertThat(noHome.text()).contains("JAVA_HOME=/nowhere").hasLineCount(1);
    Said noJava = shell("unset JAVA_HOME; PATH=/nowhere /bin/sh '" + LAUNCHER + "' ls");
    assertThat(noJava.exitCode()).isEqualTo(1);
    assertThat(noJava.text()).contains("no Java found").hasLineCount(1);
  }

  @Test
  void refusesAJavaThatIsTooOld() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old/bin"));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Files.writeString(old.resolve("java"), "#!/bin/sh\n").toFile().setExecutable(true);
    Said refused = shell("JAVA_HOME=\"$PWD/old\" '" + LAUNCHER + "' ls");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.text()).contains("from 17 on", "version=11.0.2").hasLineCount(1);
  }

  @Test
  void archiveThatDoesNotFitIsIgnored() throws Exception {
    Files.copy(LAUNCHER, folder.resolve("daybook")).toFile().setExecutable(true);
    Files.copy(JAR, folder.resolve("daybook.jar"));
    Files.writeString(ownArchive(), "no archive");
    assertThat(shell("./daybook --version").text()).startsWith("daybook ").hasLineCount(1);
    assertThat(ownArchive()).hasContent("no archive");
  }

  @Test
  void aFullDiskLeavesNoPartOfAnArchive() throws Exception {
    Files.copy(LAUNCHER, folder.resolve("daybook")).toFile().setExecutable(true);
    Files.copy(JAR, folder.resolve("daybook.jar"));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.writeString(bin.resolve("cp"), "#!/bin/sh\nhead -c 4096 \"$1\" >\"$2\"; exit 1\n")
        .toFile()
        .setExecutable(true);
    for (int n = 0; n < 2; n++) {
      assertThat(shell("PATH=\"$PWD/bin:$PATH\" ./daybook --version").text())
          .startsWith("daybook ")
          .hasLineCount(1);
      assertThat(ownArchive()).isEmptyFile();
    }
    assertThat(shell("ls daybook-*").text()).hasLineCount(1);
  }

  /** The archive of this Java, beside a launcher in the test's folder. */
  private Path ownArchive() {
    return folder.resolve("daybook-" + System.getProperty("java.version") + ".jsa");
  }

  @Test
  void anotherJavaGetsAnArchiveOfItsOwnOnce() throws Exception {
    Files.copy(LAUNCHER, folder.resolve("daybook")).toFile().setExecutable(true);
    Files.copy(JAR, folder.resolve("daybook.jar"));
    assertThat(shell("./daybook --version").text()).startsWith("daybook ").hasLineCount(1);
    FileTime made = Files.getLastModifiedTime(ownArchive());
    assertThat(ownArchive()).isNotEmptyFile();
    assertThat(shell("./daybook --version").text()).startsWith("daybook ").hasLineCount(1);
    assertThat(Files.getLastModifiedTime(ownArchive())).isEqualTo(made);
    assertThat(shell("ls -A").text().lines())
        .containsExactlyInAnyOrder(
            "daybook", "daybook.jar", String.valueOf(ownArchive().getFileName()), "said");
  }

  @Test
  void folderThatTheLocaleCannotNameWorks() throws Exception {
    String name = "\u00fcml\u00e4ut";
    assumeTrue(canBeNamed(name), "this locale cannot name the folder of the test");
    Path odd = Files.createDirectory(folder.resolve(name));
    String cd = "cd " + odd + " && LC_ALL=C ";
    assertThat(shell(cd + "'" + LAUNCHER + "' create s-1").text()).isEqualTo("s-1\n");
    Said refused = shell(cd + "\"$JAVA_HOME/bin/java\" -jar '" + JAR + "' ls --root \u00f6");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.text()).contains("unnameable_path", "LC_ALL=C.UTF-8");
  }

  private boolean canBeNamed(String name) {
    try {
      return folder.resolve(name).endsWith(name);
    } catch (InvalidPathException notHere) {
      return false;
    }
  }

  @Test
  void foldedLineCostsFewEmptyJavas() throws Exception {
    assertThat(shell("echo '{\"type\":\"user_message\",\"data\":{\"text\":\"hi\"}}' | '" + LAUNCHER
                + "' record s")
            .exitCode())
        .isZero();
    String java = "\"$JAVA_HOME/bin/java\" ";
    String classes = Path.of(
            Empty.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
    boolean isOurs = shell("'" + LAUNCHER + "' fold s").exitCode() == 0;
    assertThat(isOurs).isTrue();
    double jar = Double.MAX_VALUE;
    double launcher = Double.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && (jar >= JAR_RATIO || launcher >= LAUNCHER_RATIO); i++) {
      double empty = seconds(java + "-cp '" + classes + "' '" + Empty.class.getName() + "'");
      launcher = Math.min(launcher, seconds("'" + LAUNCHER + "' fold s") / empty);
      jar = Math.min(jar, seconds(java + "-jar '" + JAR + "' fold s") / empty);
    }
    assertThat(jar).as("java -jar").isLessThan(JAR_RATIO);
    assertThat(launcher).as("the launcher").isLessThan(LAUNCHER_RATIO);
  }

  /** The processor time of some runs, as the shell counts that of its children. */
  private double seconds(String command) throws Exception {
    String all = (command + " > /dev/null; ").repeat(RUNS);
    Matcher times = TIME.matcher(shell(all + "times").text());
    double seconds = 0;
    while (times.find()) {
      seconds = 60 * (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(3)))
          + Double.parseDouble(times.group(2))
          + Double.parseDouble(times.group(4));
    }
    assertThat(seconds).isPositive();
    return seconds;
  }
}
