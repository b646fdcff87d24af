package dev.daybook.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One line on standard error that changes in place; without a terminal, a new line a second. */
final class DemoProgress {

  private static final String ERASE_LINE = "\r\u001b[K";

  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
  private final boolean isTerminal = isTerminal();
  private final long intervalNanos = isTerminal ? 100_000_000 : 500_000_000;
  private long nextNanos = System.nanoTime() + intervalNanos;

  /** Shows something new, unless the last time is too short ago. */
  void show(String text) {
    long now = System.nanoTime();
    if (now - nextNanos >= 0) {
      nextNanos = now + intervalNanos;
      print(isTerminal ? ERASE_LINE + text : text + "\n");
    }
  }

  /** Leaves the line empty for what comes next. */
  void clear() {
    print(isTerminal ? ERASE_LINE : "");
  }

  private void print(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // nobody watches
    }
  }

  /** From JDK 22 on there is a console without a terminal too, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // before JDK 22 null is what tells
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException older) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
