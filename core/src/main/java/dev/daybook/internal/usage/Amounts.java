package dev.daybook.internal.usage;

import dev.daybook.event.Usage;
import org.jspecify.annotations.Nullable;

/** Usage that is being added up. Belongs to one thread. */
final class Amounts {

  @Nullable
  Usage usage;

  @Nullable
  Double costUsd;

  long sessions;
  long modelCalls;
  long unpricedCalls;
  long toolCalls;
  long failedTools;
  long failedCalls;
  long activeNanos;

  void add(Amounts other) {
    addUsage(other.usage);
    addCost(other.costUsd);
    sessions += other.sessions;
    modelCalls += other.modelCalls;
    unpricedCalls += other.unpricedCalls;
    toolCalls += other.toolCalls;
    failedTools += other.failedTools;
    failedCalls += other.failedCalls;
    activeNanos += other.activeNanos;
  }

  void addUsage(@Nullable Usage more) {
    Usage sum = usage;
    if (sum == null) {
      usage = more;
    } else if (more != null) {
      usage = sum.plus(more);
    }
  }

  void addCost(@Nullable Double more) {
    if (more != null) {
      costUsd = costUsd == null ? more : Math.min(costUsd + more, Double.MAX_VALUE);
    }
  }

  boolean isEmpty() {
    return usage == null
        && modelCalls == 0
        && toolCalls == 0
        && failedTools == 0
        && failedCalls == 0
        && activeNanos == 0;
  }
}
