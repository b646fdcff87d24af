package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The reason for which a session ended.
 *
 * @param type the way it ended
 * @param error the failure, with {@code error}
 * @param maxIterations the limit that was hit, with {@code max_iterations_exceeded}
 */
public record EndReason(
    EndKind type, @Nullable ErrorInfo error, @Nullable Long maxIterations) {

  /** The reason of a session whose work was done. */
  public static final EndReason NORMAL = new EndReason(EndKind.NORMAL_END, null, null);

  public EndReason {
    Check.present(type, EndReason.class, "type");
  }
}
