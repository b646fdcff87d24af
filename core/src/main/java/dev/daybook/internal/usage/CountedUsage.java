package dev.daybook.internal.usage;

import dev.daybook.DaybookException;
import dev.daybook.usage.UsageGrouping;
import dev.daybook.usage.UsageReport;
import dev.daybook.usage.UsageRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The usage of sessions that were read, added up. It does not change once it is given away. */
final class CountedUsage implements UsageReport {

  private static final Comparator<CountedRow> GREATEST_FIRST =
      Comparator.<CountedRow>comparingDouble(row -> row.costUsd().orElse(0.0))
          .thenComparingDouble(CountedRow::tokens)
          .thenComparingLong(CountedRow::toolCalls)
          .thenComparingLong(CountedRow::modelCalls)
          .reversed()
          .thenComparing(row -> row.key().orElse(""));

  private final UsageGrouping by;

  /** The amounts by key; the null key is that of what is not known. */
  private final Map<@Nullable String, Amounts> amounts = new HashMap<>();

  private final Amounts total = new Amounts();
  private final Map<String, Long> unpricedModels = new TreeMap<>();
  private final Map<String, Long> skippedLines = new TreeMap<>();
  private final Map<String, Long> repeatedEntries = new TreeMap<>();
  private final Map<String, Long> agents = new TreeMap<>();
  private final Map<String, Long> models = new TreeMap<>();
  private final List<DaybookException> unread = new ArrayList<>();
  private long sessions;
  private long sessionsWithoutTokens;
  private long subAgents;
  private long bytes;

  CountedUsage(UsageGrouping by) {
    this.by = by;
  }

  /** Adds a session that was read. */
  void add(SessionTotals session) {
    sessions++;
    bytes += session.bytes();
    if (session.skippedLines() > 0) {
      skippedLines.merge(session.id(), session.skippedLines(), Long::sum);
    }
    if (session.repeatedEntries() > 0) {
      repeatedEntries.merge(session.id(), session.repeatedEntries(), Long::sum);
    }
    session.agents().forEach(agent -> agents.merge(agent, 1L, Long::sum));
    session.models().forEach(model -> models.merge(model, 1L, Long::sum));
    session.rows().forEach((key, own) -> {
      own.sessions = 1;
      add(key, own);
    });
    Amounts all = session.total();
    all.sessions = session.hasEntries() ? 1 : 0;
    total.add(all);
    boolean isRest = session.repeatedEntries() > 0;
    if (session.hasEntries() && all.usage == null && by != UsageGrouping.TOOL && !isRest) {
      sessionsWithoutTokens++;
    }
    session.unpricedModels().forEach(this::addUnpriced);
  }

  /** Sets the number of sessions that are there as those of sub-agents alone. */
  void setSubAgents(long count) {
    subAgents = count;
  }

  /** Adds a failure to read. */
  void add(DaybookException failure) {
    unread.add(failure);
  }

  private void add(@Nullable String key, Amounts own) {
    amounts.computeIfAbsent(key, fresh -> new Amounts()).add(own);
  }

  private void addUnpriced(String model, long calls) {
    unpricedModels.merge(model, calls, Long::sum);
  }

  @Override
  public UsageGrouping by() {
    return by;
  }

  @Override
  public List<UsageRow> rows() {
    Comparator<CountedRow> order = switch (by) {
      case DAY, WEEK, MONTH -> Comparator.comparing(row -> row.key().orElse(""));
      default -> GREATEST_FIRST;
    };
    return amounts.entrySet().stream()
        .map(row -> new CountedRow(Optional.ofNullable(row.getKey()), row.getValue()))
        .sorted(order)
        .<UsageRow>map(row -> row)
        .toList();
  }

  @Override
  public UsageRow total() {
    return new CountedRow(Optional.empty(), total);
  }

  @Override
  public long sessions() {
    return sessions;
  }

  @Override
  public long sessionsWithoutTokens() {
    return sessionsWithoutTokens;
  }

  @Override
  public Map<String, Long> unpricedModels() {
    return Collections.unmodifiableMap(unpricedModels);
  }

  @Override
  public long skippedLines() {
    return skippedLines.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public Map<String, Long> skippedLinesBySession() {
    return Collections.unmodifiableMap(skippedLines);
  }

  @Override
  public long subAgents() {
    return subAgents;
  }

  @Override
  public Map<String, Long> repeatedEntriesBySession() {
    return Collections.unmodifiableMap(repeatedEntries);
  }

  @Override
  public Map<String, Long> agents() {
    return Collections.unmodifiableMap(agents);
  }

  @Override
  public Map<String, Long> models() {
    return Collections.unmodifiableMap(models);
  }

  @Override
  public List<DaybookException> unread() {
    return List.copyOf(unread);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public UsageReport plus(UsageReport other) {
    if (!(other instanceof CountedUsage more) || other.by() != by) {
      throw new IllegalArgumentException(
          "the reports have different rows: by=" + by + ", other=" + other.by());
    }
    CountedUsage both = new CountedUsage(by);
    both.addAll(this);
    both.addAll(more);
    return both;
  }

  private void addAll(CountedUsage other) {
    other.amounts.forEach(this::add);
    total.add(other.total);
    other.unpricedModels.forEach(this::addUnpriced);
    other.skippedLines.forEach((session, lines) -> skippedLines.merge(session, lines, Long::sum));
    other.repeatedEntries.forEach(
        (session, entries) -> repeatedEntries.merge(session, entries, Long::sum));
    other.agents.forEach((agent, count) -> agents.merge(agent, count, Long::sum));
    other.models.forEach((model, count) -> models.merge(model, count, Long::sum));
    subAgents += other.subAgents;
    unread.addAll(other.unread);
    sessions += other.sessions;
    sessionsWithoutTokens += other.sessionsWithoutTokens;
    bytes += other.bytes;
  }
}
