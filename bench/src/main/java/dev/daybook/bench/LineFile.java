package dev.daybook.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A closed file of one JSON object a line, as a peer of Daybook left it. */
final class LineFile {

  private static final int PIECE_BYTES = 1 << 20;

  private LineFile() {}

  /** Fails unless the file is that many lines, the last one with its line feed. */
  static void requireLines(Path file, int events) {
    long lines = 0;
    byte last = 0;
    byte[] piece = new byte[PIECE_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(piece); length > 0; length = in.read(piece)) {
        for (int i = 0; i < length; i++) {
          lines += piece[i] == '\n' ? 1 : 0;
        }
        last = piece[length - 1];
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (lines != events || (events > 0 && last != '\n')) {
      throw new IllegalStateException("the file is not complete: events="
          + events
          + ", lines="
          + lines
          + ", endsWithLineFeed="
          + (last == '\n'));
    }
  }
}
