package dev.daybook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The number of files that this process may have open, as Linux reports it. */
final class FileLimit {

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String NAME = "Max open files";
  private static final int HALF_OF_UNKNOWN = 512;

  private FileLimit() {}

  /**
   * Returns half of the limit; the rest is for the program, and for sessions that are just being
   * opened.
   */
  static int half() {
    try {
      return halfOf(Files.readString(LIMITS));
    } catch (IOException notLinux) {
      return HALF_OF_UNKNOWN;
    }
  }

  /** @param limits one a line: a name, the limit that holds, how far it may be raised */
  static int halfOf(String limits) {
    for (String line : limits.split("\n", -1)) {
      if (line.startsWith(NAME)) {
        String held = line.substring(NAME.length()).strip();
        int space = held.indexOf(' ');
        return halfOfOne(space < 0 ? held : held.substring(0, space));
      }
    }
    return HALF_OF_UNKNOWN;
  }

  private static int halfOfOne(String limit) {
    try {
      return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Long.parseLong(limit) / 2));
    } catch (NumberFormatException unlimited) {
      return Integer.MAX_VALUE;
    }
  }
}
