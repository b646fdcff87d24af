package dev.daybook.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The program in which people read what does not fit on their screen: {@code DAYBOOK_PAGER}, else
 * {@code PAGER}, else {@code less}, which ends by itself where the text does fit.
 */
final class Pager {

  static final Option NONE =
      Option.flag("--no-pager", "print to the terminal, and not through $PAGER");

  private static final Path SHELL = Path.of("/bin/sh");
  private static final String DEFAULT = "less";

  private final Process process;
  private final StopHook hook;

  private Pager(Process process) {
    this.process = process;
    // Ctrl-C is for the pager too, and only it knows how to leave the terminal
    this.hook = new StopHook(this::await, "daybook-pager");
  }

  /** Starts it; null where no terminal is, or no pager, or none is wanted. */
  static @Nullable Pager start() {
    String command = command();
    if (command.isBlank()
        || command.equals("cat")
        || !Terminal.hasStandardOutput()
        || "dumb".equals(System.getenv("TERM"))) {
      return null;
    }
    ProcessBuilder builder = new ProcessBuilder(SHELL.toString(), "-c", command)
        .redirectOutput(Redirect.INHERIT)
        .redirectError(Redirect.INHERIT);
    // ends where all fits on the screen, shows colours, leaves the text there
    builder.environment().putIfAbsent("LESS", "FRX");
    try {
      return new Pager(builder.start());
    } catch (IOException noShell) {
      return null;
    }
  }

  private static String command() {
    String own = System.getenv("DAYBOOK_PAGER");
    String given = own != null ? own : System.getenv("PAGER");
    if (given != null) {
      return given;
    }
    return Files.isExecutable(SHELL) && isOnPath(DEFAULT) ? DEFAULT : "";
  }

  private static boolean isOnPath(String name) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  /** Takes what is to be read; closed, the text is complete. */
  OutputStream input() {
    return process.getOutputStream();
  }

  /** Ends the text, and waits until the reader has had enough. */
  void end() {
    try {
      input().close();
    } catch (IOException gone) {
      // it was left before the end
    }
    await();
    hook.remove();
  }

  private void await() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
