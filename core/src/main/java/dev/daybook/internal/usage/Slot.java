package dev.daybook.internal.usage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a part of a session's usage.
 *
 * @param part the day, week, month or tool; empty if rows are by something else. Null if it is
 *     outside of the times that are asked for
 * @param model the model; null if it is not known at that place
 * @param agent the agent; null if it is not known at that place
 */
record Slot(
    @Nullable String part, @Nullable String model, @Nullable String agent) {

  /** The origin of all that is outside of the times that are asked for. */
  static final Slot OUTSIDE = new Slot(null, null, null);

  /** As fast before the second compiler as behind it, which that of a record is not. */
  @Override
  public int hashCode() {
    return 31 * (31 * Objects.hashCode(part) + Objects.hashCode(model)) + Objects.hashCode(agent);
  }

  /** Returns this origin, with a model and an agent in place of those that are not known. */
  Slot or(@Nullable String otherModel, @Nullable String otherAgent) {
    return new Slot(part, model == null ? otherModel : model, agent == null ? otherAgent : agent);
  }
}
