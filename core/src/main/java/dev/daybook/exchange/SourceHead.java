package dev.daybook.exchange;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** The beginning of a foreign file, and what is known of it from outside. Any thread. */
public interface SourceHead {

  /**
   * The number of bytes that a head has, if the file is that long. It has more where no format
   * knows these and the file's first line goes on behind them.
   */
  int MAX_BYTES = 1 << 18;

  /** Returns the file's path as it was given, never to be opened; of a stream, a name. */
  Path path();

  /** Returns the time of the file's last change. */
  Instant modified();

  /** Returns the first bytes; not to be changed. */
  byte[] bytes();

  /** Returns the first bytes as text; what is not UTF-8 is replaced. */
  default String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Returns the file's name without folders. */
  default String fileName() {
    return String.valueOf(path().getFileName());
  }

  /** Returns the file's name without its last ending. */
  default String stem() {
    String name = fileName();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}
