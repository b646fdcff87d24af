package dev.daybook.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One line on standard error that changes in place; without a terminal, a new line a second. */
final class DemoProgress {

  private static final String ERASE_LINE = "\r\u001b[K";

  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
  private final boolean isTerminal = Terminal.hasStandardError();
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
}
