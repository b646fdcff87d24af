package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * Why a session ended.
 *
 * @param type {@code normal_end}, {@code error}, {@code max_iterations_exceeded},
 *     {@code interrupted}, or a name of the agent's own
 * @param error what went wrong, with {@code error}
 * @param maxIterations the limit that was hit, with {@code max_iterations_exceeded}
 */
public record EndReason(
    String type, @Nullable ErrorInfo error, @Nullable Long maxIterations) {

  /** The work was done. */
  public static final EndReason NORMAL = new EndReason("normal_end", null, null);

  public EndReason {
    Check.present(type, EndReason.class, "type");
  }
}
