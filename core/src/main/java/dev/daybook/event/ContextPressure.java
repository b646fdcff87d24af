package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * How full the model's memory is.
 *
 * @param tier how full, in one word
 * @param details anything more
 */
public record ContextPressure(String tier, @Nullable Json details) implements EphemeralEvent {
  public ContextPressure {
    Check.present(tier, ContextPressure.class, "tier");
  }
}
