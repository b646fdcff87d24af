package dev.daybook.internal.usage;

import dev.daybook.internal.check.CostSum.Cost;
import dev.daybook.usage.UsageQuery;
import dev.daybook.usage.UsageReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The usage of one session as a query asks for it: by row, and priced. Made by one thread. */
final class SessionTotals {

  private static final char ANY = '*';

  private final UsageQuery query;
  private final String id;
  private final String project;
  private final long skippedLines;
  private final long bytes;
  private final Map<@Nullable String, Amounts> rows = new HashMap<>();
  private final Amounts total = new Amounts();
  private final Map<String, Long> unpricedModels = new HashMap<>();
  private final boolean hasEntries;

  /** @param project the name of the project, or its root */
  SessionTotals(UsageQuery query, String id, String project, SessionUsage usage, SessionScan scan) {
    this.query = query;
    this.id = id;
    this.project = project;
    this.skippedLines = scan.skippedLines();
    this.bytes = scan.bytes();
    usage.modelCalls().forEach(this::addCalls);
    usage.others().forEach((slot, own) -> {
      if (isWanted(slot)) {
        add(slot, own);
      }
    });
    boolean isOfAll = query.model().isEmpty() && query.agent().isEmpty();
    this.hasEntries = isOfAll ? usage.hasEntries() : !rows.isEmpty();
  }

  private void addCalls(SessionUsage.CallKey key, Cost cost) {
    Slot slot = key.slot();
    if (!isWanted(slot)) {
      return;
    }
    Amounts own = new Amounts();
    own.modelCalls = cost.calls();
    own.usage = cost.usage();
    if (cost.usage() != null) {
      Optional<Double> costUsd = key.counting().costUsd(cost.usage(), slot.model(), query.prices());
      own.costUsd = costUsd.orElse(null);
      if (costUsd.isEmpty()) {
        own.unpricedCalls = cost.calls();
        String model = slot.model() == null ? UsageReport.UNKNOWN_MODEL : slot.model();
        unpricedModels.merge(model, cost.calls(), Long::sum);
      }
    }
    add(slot, own);
  }

  private boolean isWanted(Slot slot) {
    return matches(query.model(), slot.model()) && matches(query.agent(), slot.agent());
  }

  private static boolean matches(Optional<String> wanted, @Nullable String name) {
    if (wanted.isEmpty()) {
      return true;
    }
    String pattern = wanted.get();
    int last = pattern.length() - 1;
    boolean isBeginning = last >= 0 && pattern.charAt(last) == ANY;
    return name != null
        && (isBeginning ? name.startsWith(pattern.substring(0, last)) : name.equals(pattern));
  }

  private void add(Slot slot, Amounts own) {
    if (!own.isEmpty()) {
      rows.computeIfAbsent(row(slot), fresh -> new Amounts()).add(own);
      total.add(own);
    }
  }

  private @Nullable String row(Slot slot) {
    return switch (query.by()) {
      case DAY, WEEK, MONTH -> slot.part();
      case TOOL -> slot.part() == null || slot.part().isEmpty() ? null : slot.part();
      case MODEL -> slot.model();
      case AGENT -> slot.agent();
      case PROJECT -> project;
      case SESSION -> id;
    };
  }

  String id() {
    return id;
  }

  /** Returns the amounts by key; the null key is that of what is not known. */
  Map<@Nullable String, Amounts> rows() {
    return rows;
  }

  Amounts total() {
    return total;
  }

  /** Returns the number of calls without a cost, by model. */
  Map<String, Long> unpricedModels() {
    return unpricedModels;
  }

  long skippedLines() {
    return skippedLines;
  }

  long bytes() {
    return bytes;
  }

  /** Returns true if it has entries that the query asks for. */
  boolean hasEntries() {
    return hasEntries;
  }
}
