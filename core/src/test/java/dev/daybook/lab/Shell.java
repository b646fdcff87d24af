package dev.daybook.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Commands of the system that a test needs: each ends in time. */
public final class Shell {

  private static final long SECONDS = 30;

  private Shell() {}

  /** Whether it can be run here and succeeds. */
  public static boolean succeeds(String... command) {
    try {
      return exitCode(ProcessBuilder.Redirect.DISCARD, command) == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  /** It must succeed. */
  public static void run(String... command) throws IOException {
    Path output = Files.createTempFile("shell", ".out");
    try {
      if (exitCode(ProcessBuilder.Redirect.to(output.toFile()), command) != 0) {
        throw new IOException(String.join(" ", command) + ": "
            + Files.readString(output, StandardCharsets.ISO_8859_1));
      }
    } finally {
      Files.delete(output);
    }
  }

  private static int exitCode(ProcessBuilder.Redirect output, String... command)
      throws IOException {
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("does not end: " + String.join(" ", command));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError(e);
    }
  }
}
