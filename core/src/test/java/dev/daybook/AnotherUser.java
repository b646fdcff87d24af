package dev.daybook;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.internal.file.SessionFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A user without rights, for tests that the superuser runs. */
public final class AnotherUser {

  /** The number of the user without rights on most systems. */
  public static final int UID = 65534;

  private static final List<String> LIBRARIES =
      List.of("jackson-core-", "disruptor-", "slf4j-api-", "jspecify-");

  private AnotherUser() {}

  private static String[] command() {
    return new String[] {"setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups"};
  }

  /** Ends the test as not to be run where there is no superuser, no setpriv or no way in. */
  public static void assumeThereIsOne(Path folder) throws Exception {
    assumeThat(Files.isDirectory(Path.of("/proc/self"))).isTrue();
    assumeThat(Files.getAttribute(folder, "unix:uid")).as("needs the superuser").isEqualTo(0);
    setMode(folder, "rwxr-xr-x");
    String classes = Path.of(SessionFolder.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI())
        .toString();
    List<String> canRead =
        Stream.concat(Stream.of(command()), Stream.of("test", "-r", classes)).toList();
    Process test;
    try {
      test = new ProcessBuilder(canRead).start();
    } catch (IOException noSetpriv) {
      assumeThat(noSetpriv).as("needs setpriv").isNull();
      return;
    }
    assumeThat(test.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assumeThat(test.exitValue()).as("another user can read the classes").isZero();
  }

  /** Makes a file or folder the user's. */
  public static void give(Path path) throws IOException {
    give(path, UID);
  }

  /** Makes a file or folder that of the user with that number. */
  public static void give(Path path, int uid) throws IOException {
    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }

  public static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /** What a main class prints that the user runs, without libraries. */
  public static String run(Class<?> main, String... arguments) throws Exception {
    return new ChildJvm().under(command()).run(main, arguments).strip();
  }

  /**
   * The same with the libraries that recording needs.
   *
   * @param copies a folder for copies that the user may read
   */
  static String runWithLibraries(Path copies, Class<?> main, String... arguments) throws Exception {
    ChildJvm child = new ChildJvm().under(command());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      String name = jar.getFileName().toString();
      if (LIBRARIES.stream().anyMatch(name::startsWith)) {
        Path copy = copies.resolve(name);
        if (!Files.exists(copy)) {
          Files.copy(jar, copy);
          setMode(copy, "rw-r--r--");
        }
        child.classes(copy);
      }
    }
    return child.run(main, arguments).strip();
  }
}
