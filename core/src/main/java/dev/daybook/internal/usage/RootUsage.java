package dev.daybook.internal.usage;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.internal.catalog.Crew;
import dev.daybook.internal.catalog.ParentClaims;
import dev.daybook.internal.file.FolderScan;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.PieceCrew;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.usage.UsageProgress;
import dev.daybook.usage.UsageQuery;
import dev.daybook.usage.UsageReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The usage of the sessions below a root. Several threads read, each one session at a time. */
public final class RootUsage implements AutoCloseable {

  private final SessionFolder folder;
  private final UsageQuery query;
  private final String project;

  /** The threads that read long files. */
  private final PieceCrew crew = new PieceCrew("daybook-usage", PieceCrew.usualSize(), 0);

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

  private record Read(ReadSession session) implements Outcome {}

  private record Unread(DaybookException failure) implements Outcome {}

  private record Done(long sessions, long of, long bytes) implements UsageProgress {}

  /**
   * Reads the sessions that the query asks for.
   *
   * @throws DaybookException {@code UNSAFE_PATH}; {@code IO_ERROR}; {@code INTERRUPTED} with the
   *     thread's interrupt flag set
   */
  public static UsageReport of(SessionFolder folder, UsageQuery query) {
    try (RootUsage usage = new RootUsage(folder, query)) {
      return usage.report();
    }
  }

  private UsageReport report() {
    CountedUsage report = new CountedUsage(query.by());
    FolderScan.Names names = names();
    Map<String, SessionId> ids = new TreeMap<>();
    names.ids().forEach(id -> ids.put(id.value(), id));
    String given = query.session();
    List<SessionId> asked = ids.values().stream()
        .filter(
            id -> ids.containsKey(given) ? id.value().equals(given) : id.value().startsWith(given))
        .toList();
    Map<String, ReadSession> read = new TreeMap<>();
    read(asked, read, report);
    if (!given.isEmpty() && query.hasSubAgents()) {
      report.setSubAgents(readSubAgents(ids, read, report));
    }
    countOnce(ids, read);
    read.values().forEach(session -> report.add(session.totals()));
    if (given.isEmpty()) {
      names.refused().forEach(report::add);
    }
    return report;
  }

  private void read(List<SessionId> ids, Map<String, ReadSession> read, CountedUsage report) {
    long all = sessions + ids.size();
    for (Outcome outcome : Crew.map(ids, 1, () -> id -> outcome(id, all))) {
      if (outcome instanceof Read done) {
        read.put(done.session().id(), done.session());
      } else if (outcome instanceof Unread unread) {
        report.add(unread.failure());
      }
    }
  }

  /** Reads the sub-agents of those that were read, and theirs; returns their number. */
  private long readSubAgents(
      Map<String, SessionId> ids, Map<String, ReadSession> read, CountedUsage report) {
    long before = read.size();
    ParentClaims claims = ParentClaims.in(folder, EventTypes.standard(), query.maxLineBytes());
    Set<String> known = new HashSet<>(read.keySet());
    List<ReadSession> callers = List.copyOf(read.values());
    while (!callers.isEmpty()) {
      List<SessionId> called = callers.stream()
          .flatMap(caller -> Stream.concat(
              caller.facts().children().stream(), claims.childrenOf(caller.id()).stream()))
          .filter(child -> ids.containsKey(child) && known.add(child))
          .map(ids::get)
          .toList();
      Map<String, ReadSession> children = new TreeMap<>();
      read(called, children, report);
      read.putAll(children);
      callers = List.copyOf(children.values());
    }
    return read.size() - before;
  }

  /** Reads again the sessions that have entries of each other, and counts each entry in one. */
  private void countOnce(Map<String, SessionId> ids, Map<String, ReadSession> read) {
    List<List<ReadSession>> groups = Overlaps.of(List.copyOf(read.values()));
    List<List<ReadSession>> again = Crew.map(groups, 1, () -> group -> countedOnce(ids, group));
    again.forEach(group -> group.forEach(session -> read.put(session.id(), session)));
  }

  private List<ReadSession> countedOnce(Map<String, SessionId> ids, List<ReadSession> group) {
    Repeats earlier = new Repeats(group.stream().map(ReadSession::id).toList());
    List<ReadSession> counted = new ArrayList<>();
    for (ReadSession session : group) {
      ReadSession again = read(session, ids.get(session.id()), earlier);
      counted.add(again.withoutMarks());
      earlier.take(again.marks());
    }
    return counted;
  }

  /** Reads a session once more; if it is gone meanwhile, what was read before holds. */
  private ReadSession read(ReadSession before, @Nullable SessionId id, Repeats earlier) {
    try {
      return id == null ? before : read(id, earlier);
    } catch (DaybookException gone) {
      return before;
    }
  }

  private ReadSession read(SessionId id, @Nullable Repeats earlier) {
    SessionUsage usage = new SessionUsage(id.value(), query);
    SessionScan scan = new SessionScan(id, usage, earlier);
    scan.read(folder, id, query.maxLineBytes(), crew);
    return new ReadSession(
        id.value(),
        new SessionTotals(query, id.value(), project, usage, scan),
        usage.facts(),
        scan.marks());
  }

  private FolderScan.Names names() {
    try {
      return folder.names();
    } catch (IOException e) {
      throw ReadErrors.of(e, "cannot list the sessions", "root", folder.root());
    }
  }

  private Outcome outcome(SessionId id, long all) {
    try {
      ReadSession session = read(id, null);
      progress(session.totals().bytes(), all);
      return new Read(session);
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

  @Override
  public void close() {
    crew.close();
  }
}
