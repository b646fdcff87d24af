package dev.daybook.internal.search;

import dev.daybook.DaybookException;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.event.ToolKind;
import dev.daybook.internal.catalog.Crew;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.search.SearchQuery;
import dev.daybook.search.SearchValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A count of the values that filters of entries can name, over the sessions that a query's filters
 * of sessions let through. Lines that no checksum proves are not counted, nor sessions that cannot
 * be read. Its size has a bound. Belongs to one thread.
 */
public final class ValueCount {

  /** The most values of a kind. */
  private static final int MAX_VALUES = 10_000;

  private final Map<String, Long> types = new HashMap<>();
  private final Map<String, Long> roles = new HashMap<>();
  private final Map<String, Long> tools = new HashMap<>();
  private final Map<String, Long> toolKinds = new HashMap<>();

  private ValueCount() {}

  /**
   * Counts the values.
   *
   * @throws DaybookException {@code INTERRUPTED} with the thread's interrupt flag set; as
   *     {@link Catalog#list} does
   */
  public static SearchValues of(
      SessionFolder folder,
      EventTypes types,
      int maxLineBytes,
      Catalog catalog,
      SearchQuery query) {
    EntryDecoder decoder = new EntryDecoder(types, true, true);
    List<ValueCount> workers = new ArrayList<>();
    Crew.map(catalog.list(), 1, () -> {
      ValueCount own = new ValueCount();
      SessionFilter filter = new SessionFilter(folder, maxLineBytes, query, decoder);
      synchronized (workers) {
        workers.add(own);
      }
      return session -> own.read(filter, session, maxLineBytes);
    });
    ValueCount all = new ValueCount();
    synchronized (workers) {
      workers.forEach(all::add);
    }
    return new SearchValues(all.types, all.roles, all.tools, all.toolKinds);
  }

  private boolean read(SessionFilter filter, SessionSummary session, int maxLineBytes) {
    try {
      OpenFile file = filter.opened(session);
      if (file == null) {
        return false;
      }
      try (SessionSource source = file.source()) {
        ForwardCursor lines = new ForwardCursor(source, 0, file.size(), maxLineBytes);
        DataTexts texts = new DataTexts();
        while (lines.next()) {
          take(lines, texts);
        }
      }
      return true;
    } catch (IOException | DaybookException unread) {
      // the search has said so
      return false;
    }
  }

  private void take(ForwardCursor line, DataTexts texts) {
    LineHeader header = line.header();
    if (header != null) {
      try {
        texts.ofLine(line.buffer(), line.from(), line.to());
        take(header.type(), EntryFacts.of(header.type(), texts));
      } catch (IndexOutOfBoundsException noJson) {
        // another program gave it its checksum
      }
    }
  }

  private void take(String type, EntryFacts facts) {
    count(types, type, 1);
    count(roles, facts.role(), 1);
    Set<@Nullable String> names = new HashSet<>();
    Set<@Nullable String> kinds = new HashSet<>();
    for (EntryFacts.Use use : facts.uses()) {
      names.add(use.name());
      String kind = use.kind();
      if (kind == null && use.name() != null) {
        kind = ToolKind.guess(use.name()).wireName();
      }
      kinds.add(kind);
    }
    names.forEach(name -> count(tools, name, 1));
    kinds.forEach(kind -> count(toolKinds, kind, 1));
  }

  private void add(ValueCount other) {
    other.types.forEach((name, count) -> count(types, name, count));
    other.roles.forEach((name, count) -> count(roles, name, count));
    other.tools.forEach((name, count) -> count(tools, name, count));
    other.toolKinds.forEach((name, count) -> count(toolKinds, name, count));
  }

  private static void count(Map<String, Long> counts, @Nullable String name, long more) {
    if (name != null && (counts.size() < MAX_VALUES || counts.containsKey(name))) {
      counts.merge(name, more, Long::sum);
    }
  }
}
