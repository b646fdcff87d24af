package dev.daybook.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** Whether a person looks on. */
final class Terminal {

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /**
   * Colours on a terminal alone, unless {@code CLICOLOR_FORCE} asks for them, and not where
   * {@code NO_COLOR} or a dumb terminal speaks against them.
   */
  static Ansi colours() {
    return (hasConsole() || isForced()) && Ansi.AUTO.enabled() ? Ansi.ON : Ansi.OFF;
  }

  private static boolean isForced() {
    String force = System.getenv("CLICOLOR_FORCE");
    return force != null && !force.equals("0");
  }

  /**
   * Whether a person sees standard error as it is written. Java knows only of all streams together;
   * Linux is asked for this one too.
   */
  static boolean hasStandardError() {
    try {
      Path target = Files.readSymbolicLink(STANDARD_ERROR);
      return target.startsWith("/dev/pts")
          || target.startsWith("/dev/console")
          || String.valueOf(target).startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return hasConsole();
    }
  }

  /** From Java 22 on there can be a console without a terminal, which it then says itself. */
  @SuppressWarnings("SystemConsoleNull") // null is asked for where it is the answer, before 22
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }
}
