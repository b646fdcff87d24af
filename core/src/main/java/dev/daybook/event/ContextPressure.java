package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * The fill level of the model's context.
 *
 * @param tier the level, in one word
 * @param details further facts
 */
public record ContextPressure(String tier, @Nullable Json details) implements EphemeralEvent {
  public ContextPressure {
    Check.present(tier, ContextPressure.class, "tier");
  }
}
