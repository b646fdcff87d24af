package dev.daybook.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A program in which people read what does not fit on their screen: {@code DAYBOOK_PAGER}, else
 * {@code PAGER}, else {@code less}, which ends by itself where the text does fit.
 */
final class Pager {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final String DEFAULT = "less";

  /** The exit code of a shell that finds no such program, or one that it may not run. */
  private static final int NOT_FOUND = 127;

  private static final int NOT_RUN = 126;

  /** The size of a text of which some was read for certain: more than a pipe holds. */
  private static final int MAX_UNREAD_BYTES = 1 << 20;

  private final Process process;
  private final OutputStream terminal;
  private final OutputStream input = new Input();
  private final StopHook hook;

  /** The text that may not have been read yet; null once it was. */
  private @Nullable ByteArrayOutputStream unread = new ByteArrayOutputStream();

  private boolean isAbsent;

  private Pager(Process process, OutputStream terminal) {
    this.process = process;
    this.terminal = terminal;
    // Ctrl-C is for the pager too, and only it knows how to leave the terminal
    this.hook = new StopHook(this::await, "daybook-pager");
  }

  /**
   * Starts the pager; returns null where no terminal is, or no pager, or none is wanted.
   *
   * @param terminal takes the text if it turns out that the pager cannot be run
   */
  static @Nullable Pager start(OutputStream terminal) {
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
      return new Pager(builder.start(), terminal);
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

  /** Returns the stream that takes the text. */
  OutputStream input() {
    return input;
  }

  /** Returns true if the text goes to the terminal, since the pager cannot be run. */
  boolean isAbsent() {
    return isAbsent;
  }

  /**
   * Ends the text, and waits until the reader has had enough.
   *
   * @throws IOException if there is no reader, and the terminal takes nothing
   */
  void end() throws IOException {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // it was left before the end
    }
    try {
      printIfAbsent();
      terminal.flush();
    } finally {
      hook.remove();
    }
  }

  /**
   * Prints all to the terminal if the shell has ended because it could not run the pager; returns
   * true then.
   */
  private boolean printIfAbsent() throws IOException {
    await();
    ByteArrayOutputStream all = unread;
    if (all != null && !process.isAlive()) {
      isAbsent = process.exitValue() == NOT_FOUND || process.exitValue() == NOT_RUN;
      unread = null;
      if (isAbsent) {
        all.writeTo(terminal);
      }
    }
    return isAbsent;
  }

  /** The pager's input, or the terminal once the pager is known to be absent. */
  private final class Input extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (isAbsent) {
        terminal.write(bytes, from, length);
        return;
      }
      if (unread != null) {
        unread.write(bytes, from, length);
      }
      try {
        process.getOutputStream().write(bytes, from, length);
      } catch (IOException gone) {
        requireAbsent(gone);
      }
      if (unread != null && unread.size() > MAX_UNREAD_BYTES) {
        unread = null;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        (isAbsent ? terminal : process.getOutputStream()).flush();
      } catch (IOException gone) {
        requireAbsent(gone);
      }
    }

    private void requireAbsent(IOException gone) throws IOException {
      if (isAbsent || !printIfAbsent()) {
        throw gone;
      }
    }
  }

  private void await() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
