package dev.daybook.verify;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * How to verify. Immutable; start from {@link #defaults()} and change what differs.
 *
 * @param maxLineBytes the longest line to hold in memory, its line feed included; a longer one is a
 *     finding, and is not looked at
 * @param onFinding told of every finding as it is met, on the thread that verifies. What it throws
 *     ends the verification and reaches its caller
 * @param onProgress told how far it is
 */
public record VerifyOptions(
    int maxLineBytes, Consumer<FileFinding> onFinding, Progress onProgress) {

  private static final int DEFAULT_MAX_LINE_BYTES = 16 << 20;
  private static final int LEAST_MAX_LINE_BYTES = 256;

  public VerifyOptions {
    requireNonNull(onFinding, "onFinding");
    requireNonNull(onProgress, "onProgress");
    if (maxLineBytes < LEAST_MAX_LINE_BYTES) {
      throw new IllegalArgumentException("maxLineBytes is too small: maxLineBytes="
          + maxLineBytes
          + ", least="
          + LEAST_MAX_LINE_BYTES);
    }
  }

  /** Lines to 16 MiB, and nobody is told. */
  public static VerifyOptions defaults() {
    return new VerifyOptions(DEFAULT_MAX_LINE_BYTES, finding -> {}, (bytes, of) -> {});
  }

  /** The same with another line limit. */
  public VerifyOptions withMaxLineBytes(int bytes) {
    return new VerifyOptions(bytes, onFinding, onProgress);
  }

  /** The same with somebody to tell of findings. */
  public VerifyOptions withOnFinding(Consumer<FileFinding> listener) {
    return new VerifyOptions(maxLineBytes, listener, onProgress);
  }

  /** The same with somebody to tell how far it is. */
  public VerifyOptions withOnProgress(Progress listener) {
    return new VerifyOptions(maxLineBytes, onFinding, listener);
  }
}
