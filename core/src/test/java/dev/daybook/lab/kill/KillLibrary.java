package dev.daybook.lab.kill;

import dev.daybook.ChildJvm;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A library of 100 lines of C that is put before the system's own: it counts the calls that change
 * anything below a root, and kills the process just before one of them, or in the middle of a
 * write.
 */
record KillLibrary(Path file) {

  /** The exit code of a process that it killed. */
  static final int KILLED = 128 + 9;

  /** Builds it in a folder; the tests are reported as not run where that cannot be done. */
  static KillLibrary build(Path folder) throws Exception {
    Path source = folder.resolve("kill-at.c");
    Path library = folder.resolve("kill-at.so");
    try (InputStream text = KillLibrary.class.getResourceAsStream("/lab/kill-at.c")) {
      Files.copy(text, source);
    }
    boolean isBuilt = false;
    try {
      Process compiler = new ProcessBuilder(
              "gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
          .inheritIO()
          .start();
      isBuilt = compiler.waitFor(60, TimeUnit.SECONDS) && compiler.exitValue() == 0;
    } catch (IOException absent) {
      // reported as that
    }
    Lab.need(isBuilt, "no C compiler (gcc), or no Linux");
    return new KillLibrary(library);
  }

  /**
   * Starts a program that is killed.
   *
   * @param call the number of the call, from 1
   * @param isTorn true if only writes count, of which that one is made by half
   */
  Process start(Path root, int call, boolean isTorn, Class<?> program, String... args)
      throws IOException {
    ChildJvm victim = new ChildJvm()
        .environment("LD_PRELOAD", file.toString())
        .environment("KILL_ROOT", root.toRealPath().toString())
        .environment("KILL_AT", String.valueOf(call))
        .flag("-XX:TieredStopAtLevel=1")
        .flag("-Xshare:auto")
        .flag("-XX:+UseSerialGC")
        .flag("-XX:-UsePerfData");
    if (isTorn) {
      victim.environment("KILL_TORN", "1");
    }
    return victim.start(program, args);
  }

  /** Returns what a program printed until it ended. */
  static String printed(Process victim) throws IOException {
    try (InputStream out = victim.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Returns the exit code of a program that is at its end. */
  static int exitCode(Process victim) throws InterruptedException {
    if (!victim.waitFor(60, TimeUnit.SECONDS)) {
      victim.destroyForcibly();
      throw new AssertionError("the process does not end");
    }
    return victim.exitValue();
  }
}
