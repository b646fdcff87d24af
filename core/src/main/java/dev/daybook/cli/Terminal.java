package dev.daybook.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The terminal behind standard output, if there is one: its width and its colours. The launcher
 * passes on what its shell knows of the standard streams. Without the launcher, Linux is asked for
 * each stream, and elsewhere Java, which until version 21 knows only of input and output together.
 */
final class Terminal {

  /** The property with the file descriptors that are terminals, as digits: set by the launcher. */
  private static final String STREAMS = "daybook.terminal";

  /** The property with the width that the launcher has found. */
  private static final String COLUMNS = "daybook.columns";

  private static final int DEFAULT_WIDTH = 80;
  private static final int MIN_WIDTH = 20;
  private static final int MAX_WIDTH = 10_000;
  private static final long PATIENCE_MILLIS = 500;

  /** The look that distinguishes one kind of text from another. */
  enum Tone {
    PLAIN(0),
    SPEAKER(1),
    FAINT(2),
    GOOD(32),
    ODD(33),
    BAD(31);

    private final int code;

    Tone(int code) {
      this.code = code;
    }
  }

  /** The columns of standard output; where no terminal is, as many as an int can count. */
  final int width = hasStandardOutput() ? terminalWidth() : Integer.MAX_VALUE;

  private final boolean hasColours = hasColours();

  /** Returns that text, harmless already, in the colour of the tone where there are colours. */
  String in(Tone tone, String text) {
    return hasColours && tone != Tone.PLAIN && !text.isEmpty()
        ? "\u001b[" + tone.code + "m" + text + Text.RESET
        : text;
  }

  /** Returns the text, cut where the line of the terminal ends. */
  String cut(String text) {
    return Text.cut(text, width);
  }

  /** Returns true if a person sees standard output. */
  static boolean hasStandardOutput() {
    return isTerminal(1);
  }

  /** Returns true if a person sees standard error. */
  static boolean hasStandardError() {
    return isTerminal(2);
  }

  /**
   * Returns true if output is in colours: on a terminal, unless {@code NO_COLOR} is set or the
   * terminal is dumb, and wherever {@code CLICOLOR_FORCE} asks for them.
   */
  private static boolean hasColours() {
    String force = System.getenv("CLICOLOR_FORCE");
    if (force != null && !force.equals("0")) {
      return true;
    }
    String none = System.getenv("NO_COLOR");
    return (none == null || none.isEmpty())
        && !"dumb".equals(System.getenv("TERM"))
        && hasStandardOutput();
  }

  /**
   * Returns the width of help: of a terminal what {@code COLUMNS} says, or the terminal itself, or
   * else 80 columns.
   */
  static int helpWidth() {
    return hasStandardOutput() ? terminalWidth() : DEFAULT_WIDTH;
  }

  /** Returns the columns of standard error; where no terminal is, as many as an int can count. */
  static int errorWidth() {
    return hasStandardError() ? terminalWidth() : Integer.MAX_VALUE;
  }

  private static int terminalWidth() {
    int columns = columns(System.getenv("COLUMNS"));
    if (columns == 0) {
      columns = columns(System.getProperty(COLUMNS));
    }
    if (columns == 0 && System.getProperty(STREAMS) == null) {
      columns = columnsOfStty();
    }
    return columns == 0 ? DEFAULT_WIDTH : Math.max(MIN_WIDTH, columns);
  }

  private static int columns(@Nullable String text) {
    try {
      int columns = text == null ? 0 : Integer.parseInt(text.strip());
      return columns > 0 && columns <= MAX_WIDTH ? columns : 0;
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private static int columnsOfStty() {
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(Path.of("/dev/tty").toFile())
          .redirectError(Redirect.DISCARD)
          .start();
      try {
        if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          return 0;
        }
        String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return columns(size.substring(size.indexOf(' ') + 1));
      } finally {
        stty.destroy();
      }
    } catch (IOException noStty) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static boolean isTerminal(int descriptor) {
    String known = System.getProperty(STREAMS);
    if (known != null) {
      return known.indexOf('0' + descriptor) >= 0;
    }
    try {
      String target =
          Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return hasConsole();
    }
  }

  /**
   * Returns true if there is a console. From Java 22 on there can be one without a terminal, which
   * it then says itself.
   */
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
