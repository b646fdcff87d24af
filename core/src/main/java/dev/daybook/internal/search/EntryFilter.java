package dev.daybook.internal.search;

import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.BackwardCursor;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.search.SearchQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters of entries: some need a line's header alone, others its data. One thread. */
final class EntryFilter {

  private final SearchQuery query;
  private final Set<String> types;
  private final byte[][] typeNames;
  private final int maxLineBytes;
  private final Failures failures = new Failures();

  /** @param types all names of the wanted types; empty for all */
  EntryFilter(SearchQuery query, Set<String> types, int maxLineBytes) {
    this.query = query;
    this.types = types;
    this.typeNames =
        types.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Returns all names of the types that a query asks for; empty for all. If it asks for failures,
   * there are others only among types that may be one.
   */
  static Set<String> types(SearchQuery query, EventTypes types) {
    Set<String> named = types.allNames(query.types(), Set.of());
    if (!query.isOfFailures()) {
      return named;
    }
    Set<String> both = new HashSet<>(Failures.TYPES);
    if (!named.isEmpty()) {
      both.retainAll(named);
    }
    return both.isEmpty() ? named : both;
  }

  /** Returns false if the header shows that the entry is not wanted. */
  boolean mayWant(LineHeader header) {
    Instant ts = header.ts();
    return (typeNames.length == 0 || isOfWantedType(header)) && (ts == null || isInTime(ts));
  }

  private boolean isOfWantedType(LineHeader header) {
    for (byte[] name : typeNames) {
      if (header.isOfType(name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if the type and the time are wanted. */
  boolean wants(String type, Instant ts) {
    return (types.isEmpty() || types.contains(type)) && isInTime(ts);
  }

  private boolean isInTime(Instant ts) {
    Instant from = query.from();
    Instant to = query.to();
    return (from == null || !ts.isBefore(from)) && (to == null || ts.isBefore(to));
  }

  /** Returns true if a filter asks for facts of the data. */
  boolean needsFacts() {
    return !query.roles().isEmpty()
        || !query.tools().isEmpty()
        || !query.toolKinds().isEmpty();
  }

  /** Returns true if failures are not asked for, or the entry of that line is one. */
  boolean wants(byte[] line, int from, int to) {
    return !query.isOfFailures() || failures.has(line, from, to);
  }

  /** Returns true if the speaker and the tools are wanted. */
  boolean wants(EntryFacts facts, SessionSource source, long offset) throws IOException {
    if (!query.roles().isEmpty()
        && (facts.role() == null || !query.roles().contains(facts.role()))) {
      return false;
    }
    if (query.tools().isEmpty() && query.toolKinds().isEmpty()) {
      return true;
    }
    List<EntryFacts.Use> uses = new ArrayList<>(facts.uses());
    String call = facts.unnamedCall();
    if (call != null && !call.isEmpty()) {
      uses.addAll(usesOf(call, source, offset));
    }
    return EntryFacts.isWanted(uses, query.tools(), query.toolKinds());
  }

  /** Looks back from there for the entry that names the tool of a call. */
  private List<EntryFacts.Use> usesOf(String callId, SessionSource source, long offset)
      throws IOException {
    RunSieve id = LiteralSieves.ofPlain(callId);
    DataTexts texts = new DataTexts();
    BackwardCursor lines = new BackwardCursor(source, offset, maxLineBytes);
    while (lines.next()) {
      if (id != null && id.next(lines.buffer(), lines.from(), lines.to()) < 0) {
        continue;
      }
      LineHeader header = lines.header();
      if (header == null) {
        continue;
      }
      texts.ofLine(lines.buffer(), lines.from(), lines.to());
      List<EntryFacts.Use> uses = named(EntryFacts.of(header.type(), texts), callId);
      if (!uses.isEmpty()) {
        return uses;
      }
    }
    return List.of();
  }

  private static List<EntryFacts.Use> named(EntryFacts facts, @Nullable String callId) {
    return facts.uses().stream()
        .filter(
            use -> use.name() != null && use.callId() != null && use.callId().equals(callId))
        .toList();
  }
}
