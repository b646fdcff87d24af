package dev.daybook.internal.usage;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.internal.catalog.Crew;
import dev.daybook.internal.file.FolderScan;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.usage.UsageProgress;
import dev.daybook.usage.UsageQuery;
import dev.daybook.usage.UsageReport;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The usage of the sessions below a root. Several threads read, each one session at a time. */
public final class RootUsage {

  private final SessionFolder folder;
  private final UsageQuery query;
  private final String project;

  private final Object progressLock = new Object();
  private long sessions;
  private long bytes;

  private RootUsage(SessionFolder folder, UsageQuery query) {
    this.folder = folder;
    this.query = query;
    this.project = query.project().orElseGet(() -> folder.root().toString());
  }

  /** The outcome of reading one session. */
  private sealed interface Outcome {}

  private record Read(SessionTotals totals) implements Outcome {}

  private record Unread(DaybookException failure) implements Outcome {}

  private record Done(long sessions, long of, long bytes) implements UsageProgress {}

  /**
   * Reads the sessions that the query asks for.
   *
   * @throws DaybookException {@code UNSAFE_PATH}; {@code IO_ERROR}; {@code INTERRUPTED} with the
   *     thread's interrupt flag set
   */
  public static UsageReport of(SessionFolder folder, UsageQuery query) {
    return new RootUsage(folder, query).report();
  }

  private UsageReport report() {
    CountedUsage report = new CountedUsage(query.by());
    FolderScan.Names names = names();
    String given = query.session();
    boolean isOne = names.ids().stream().anyMatch(id -> id.value().equals(given));
    List<SessionId> ids = names.ids().stream()
        .filter(id -> isOne ? id.value().equals(given) : id.value().startsWith(given))
        .sorted(Comparator.comparing(SessionId::value))
        .toList();
    Set<String> all = names.ids().stream().map(SessionId::value).collect(Collectors.toSet());
    List<Outcome> outcomes = Crew.map(ids, 1, () -> id -> outcome(id, ids.size(), all::contains));
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Read read) {
        report.add(read.totals());
      } else if (outcome instanceof Unread unread) {
        report.add(unread.failure());
      }
    }
    if (given.isEmpty()) {
      names.refused().forEach(report::add);
    }
    return report;
  }

  private FolderScan.Names names() {
    try {
      return folder.names();
    } catch (IOException e) {
      throw ReadErrors.of(e, "cannot list the sessions", "root", folder.root());
    }
  }

  private Outcome outcome(SessionId id, long all, Predicate<String> isThere) {
    try {
      SessionUsage usage = new SessionUsage(query, isThere);
      SessionScan scan = new SessionScan(id, usage);
      scan.read(folder, id, query.maxLineBytes());
      progress(scan.bytes(), all);
      return new Read(new SessionTotals(query, id.value(), project, usage, scan));
    } catch (DaybookException failure) {
      progress(0, all);
      return new Unread(failure);
    }
  }

  private void progress(long more, long all) {
    synchronized (progressLock) {
      sessions++;
      bytes += more;
      query.onProgress().accept(new Done(sessions, all, bytes));
    }
  }
}
