package dev.daybook.check;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * The options of a verification. Immutable; start from {@link #defaults()} and change what differs.
 *
 * @param maxLineBytes the longest line to hold in memory, its line feed included; a longer one is a
 *     finding and is not examined
 * @param onFinding the listener for every finding as it is met, called on the verifying thread.
 *     What it throws ends the verification and reaches its caller
 * @param onProgress the listener for progress
 */
public record VerifyOptions(
    int maxLineBytes, Consumer<Finding> onFinding, ProgressListener onProgress) {

  /**
   * A listener for the progress of a long reading, called on the reading thread. What it throws
   * ends the reading.
   */
  @FunctionalInterface
  public interface ProgressListener {

    /**
     * Takes the progress so far, called at intervals and at the end.
     *
     * @param bytes the number of bytes read
     * @param of the number of bytes in all
     */
    void at(long bytes, long of);
  }

  private static final int DEFAULT_MAX_LINE_BYTES = 16 << 20;
  private static final int MIN_MAX_LINE_BYTES = 256;

  public VerifyOptions {
    requireNonNull(onFinding, "onFinding");
    requireNonNull(onProgress, "onProgress");
    if (maxLineBytes < MIN_MAX_LINE_BYTES) {
      throw new IllegalArgumentException("maxLineBytes is too small: maxLineBytes="
          + maxLineBytes
          + ", least="
          + MIN_MAX_LINE_BYTES);
    }
  }

  /** Returns the defaults: lines up to 16 MiB, and no listeners. */
  public static VerifyOptions defaults() {
    return new VerifyOptions(DEFAULT_MAX_LINE_BYTES, finding -> {}, (bytes, of) -> {});
  }

  /** Returns these options with another line limit. */
  public VerifyOptions withMaxLineBytes(int bytes) {
    return new VerifyOptions(bytes, onFinding, onProgress);
  }

  /** Returns these options with a listener for findings. */
  public VerifyOptions withOnFinding(Consumer<Finding> listener) {
    return new VerifyOptions(maxLineBytes, listener, onProgress);
  }

  /** Returns these options with a listener for progress. */
  public VerifyOptions withOnProgress(ProgressListener listener) {
    return new VerifyOptions(maxLineBytes, onFinding, listener);
  }
}
