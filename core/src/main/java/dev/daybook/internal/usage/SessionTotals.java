package dev.daybook.internal.usage;

import dev.daybook.internal.check.CostSum.Cost;
import dev.daybook.internal.check.ShortName;
import dev.daybook.usage.UsageGrouping;
import dev.daybook.usage.UsageQuery;
import dev.daybook.usage.UsageReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The usage of one session as a query asks for it: by row, and priced. Made by one thread. */
final class SessionTotals {

  private final UsageQuery query;
  private final String id;
  private final String project;
  private final Set<String> agents = new TreeSet<>();
  private final Set<String> models = new TreeSet<>();
  private final long skippedLines;
  private final long repeatedEntries;
  private final long bytes;
  private final Map<@Nullable String, Amounts> rows = new HashMap<>();
  private final Amounts total = new Amounts();
  private final Map<String, Long> unpricedModels = new HashMap<>();
  private final boolean hasEntries;

  /** @param project the name of the project, or its root */
  SessionTotals(UsageQuery query, String id, String project, SessionUsage usage, SessionScan scan) {
    this.query = query;
    this.id = id;
    this.project = projectOf(usage.facts().folder(), project);
    this.skippedLines = scan.skippedLines();
    this.bytes = scan.bytes();
    usage.sessionAgent().ifPresent(agents::add);
    usage.modelCalls().forEach(this::addCalls);
    usage.others().forEach((slot, own) -> {
      note(slot);
      if (isWanted(slot)) {
        add(slot, own);
      }
    });
    boolean isOfAll = query.model().isEmpty() && query.agent().isEmpty();
    boolean isOfAgent = query.agent().isEmpty() || agents.stream().anyMatch(query::takesAgent);
    this.repeatedEntries = isOfAgent ? scan.repeatedEntries() : 0;
    this.hasEntries = isOfAll ? usage.hasEntries() : !rows.isEmpty();
    if (hasEntries
        && (query.by() == UsageGrouping.SESSION || query.by() == UsageGrouping.PROJECT)) {
      // one that used nothing has a row, too
      rows.computeIfAbsent(row(Slot.OUTSIDE), fresh -> new Amounts());
    }
  }

  /** Returns the folder that was recorded, unless it is in that of the project. */
  private static String projectOf(@Nullable String folder, String project) {
    if (folder == null || folder.equals(project)) {
      return project;
    }
    boolean isInside = folder.startsWith(project + "/") || folder.startsWith(project + "\\");
    return isInside ? project : ShortName.of(folder);
  }

  private void addCalls(SessionUsage.CallKey key, Cost cost) {
    Slot slot = key.slot();
    note(slot);
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

  private void note(Slot slot) {
    if (slot.model() != null) {
      models.add(slot.model());
    }
    if (slot.agent() != null) {
      agents.add(slot.agent());
    }
  }

  private boolean isWanted(Slot slot) {
    return query.takesModel(slot.model()) && query.takesAgent(slot.agent());
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

  /** Returns its agents, also those that are not asked for. */
  Set<String> agents() {
    return agents;
  }

  /** Returns its models, likewise. */
  Set<String> models() {
    return models;
  }

  /** Returns the number of entries that do not count, because other sessions have them too. */
  long repeatedEntries() {
    return repeatedEntries;
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
