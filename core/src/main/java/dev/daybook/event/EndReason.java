package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * Why a session ended.
 *
 * @param type how it ended
 * @param error what went wrong, with {@code error}
 * @param maxIterations the limit that was hit, with {@code max_iterations_exceeded}
 */
public record EndReason(
    EndKind type, @Nullable ErrorInfo error, @Nullable Long maxIterations) {

  /** The work was done. */
  public static final EndReason NORMAL = new EndReason(EndKind.NORMAL_END, null, null);

  public EndReason {
    Check.present(type, EndReason.class, "type");
  }
}
