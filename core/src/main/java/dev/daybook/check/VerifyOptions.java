package dev.daybook.check;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * The options of a verification. Immutable; start from {@link #defaults()} and change what differs.
 */
public final class VerifyOptions {

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

  private final int maxLineBytes;
  private final Consumer<Finding> onFinding;
  private final ProgressListener onProgress;

  private VerifyOptions(
      int maxLineBytes, Consumer<Finding> onFinding, ProgressListener onProgress) {
    this.maxLineBytes = maxLineBytes;
    this.onFinding = onFinding;
    this.onProgress = onProgress;
  }

  /** Returns the defaults: lines up to 16 MiB, and no listeners. */
  public static VerifyOptions defaults() {
    return new VerifyOptions(DEFAULT_MAX_LINE_BYTES, finding -> {}, (bytes, of) -> {});
  }

  /**
   * Returns a copy with that longest line to hold in memory, its line feed included; from 256. A
   * longer one is a finding and is not examined.
   */
  public VerifyOptions withMaxLineBytes(int bytes) {
    if (bytes < MIN_MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "maxLineBytes is too small: maxLineBytes=" + bytes + ", least=" + MIN_MAX_LINE_BYTES);
    }
    return new VerifyOptions(bytes, onFinding, onProgress);
  }

  /**
   * Returns a copy with a listener for every finding as it is met, called on the verifying thread.
   * An exception of the listener's ends the verification and reaches its caller.
   */
  public VerifyOptions withOnFinding(Consumer<Finding> listener) {
    return new VerifyOptions(maxLineBytes, requireNonNull(listener, "onFinding"), onProgress);
  }

  /** Returns a copy with a listener for progress. */
  public VerifyOptions withOnProgress(ProgressListener listener) {
    return new VerifyOptions(maxLineBytes, onFinding, requireNonNull(listener, "onProgress"));
  }

  /** Returns the longest line to hold in memory. */
  public int maxLineBytes() {
    return maxLineBytes;
  }

  /** Returns the listener for findings. */
  public Consumer<Finding> onFinding() {
    return onFinding;
  }

  /** Returns the listener for progress. */
  public ProgressListener onProgress() {
    return onProgress;
  }
}
