package dev.daybook.internal.search;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.search.SearchQuery;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a query that ask for a whole session, and the counts of what they met. Belongs to
 * one thread.
 */
final class SessionFilter {

  /** The most agents and states that are distinguished. */
  private static final int MAX_NAMES = 10_000;

  private final SessionFolder folder;
  private final int maxLineBytes;
  private final SearchQuery query;
  private final EntryDecoder decoder;
  private final Map<String, Long> agents = new TreeMap<>();
  private final Map<String, Long> states = new TreeMap<>();
  private long otherSessions;
  private long unknownAgents;

  SessionFilter(SessionFolder folder, int maxLineBytes, SearchQuery query, EntryDecoder decoder) {
    this.folder = folder;
    this.maxLineBytes = maxLineBytes;
    this.query = query;
    this.decoder = decoder;
  }

  /**
   * Returns the session's file, open, which the caller closes; null if the session is not asked
   * for, or gone.
   *
   * @throws DaybookException {@code IO_ERROR}; {@code UNSAFE_PATH}
   */
  @Nullable
  OpenFile opened(SessionSummary session) {
    if (!session.id().startsWith(query.sessionPrefix())) {
      otherSessions++;
      return null;
    }
    count(states, session.state().wireName());
    if (!query.states().isEmpty() && !query.states().contains(session.state())) {
      otherSessions++;
      return null;
    }
    Path path = folder.file(new SessionId(session.id()));
    try {
      return opened(session.id(), path);
    } catch (NoSuchFileException deleted) {
      return null;
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, "cannot read", session.id(), path);
    }
  }

  private @Nullable OpenFile opened(String id, Path path) throws IOException {
    BasicFileAttributes attributes = SessionSource.attributes(path);
    Instant from = query.from();
    Instant changed = attributes.lastModifiedTime().toInstant().plus(Catalog.CLOCK_TOLERANCE);
    if (from != null && changed.isBefore(from)) {
      otherSessions++;
      return null;
    }
    SessionSource source = SessionSource.openSeen(path);
    OpenFile open = null;
    try {
      long size = source.size();
      if (isOfAgent(source, size)) {
        open = new OpenFile(id, source, size);
      } else {
        otherSessions++;
      }
    } finally {
      if (open == null) {
        source.close();
      }
    }
    return open;
  }

  private boolean isOfAgent(SessionSource source, long size) throws IOException {
    if (query.agents().isEmpty()) {
      return true;
    }
    AgentNames names = AgentNames.of(source, size, maxLineBytes, decoder);
    String agent = names.agent();
    if (agent != null) {
      count(agents, agent);
    }
    boolean isWanted = names.isTakenBy(query);
    unknownAgents += !isWanted && names.isUnknown() ? 1 : 0;
    return isWanted;
  }

  private static void count(Map<String, Long> counts, String name) {
    if (counts.size() < MAX_NAMES || counts.containsKey(name)) {
      counts.merge(name, 1L, Long::sum);
    }
  }

  /** Returns the number of sessions that are not asked for. */
  long otherSessions() {
    return otherSessions;
  }

  /** Returns the number of those of which it is not known, because a line is damaged. */
  long unknownAgents() {
    return unknownAgents;
  }

  /** Returns the agents that were met, with the number of sessions, if agents are asked for. */
  Map<String, Long> agents() {
    return Collections.unmodifiableMap(agents);
  }

  /** Returns the states that were met, by wire name, with the number of sessions. */
  Map<String, Long> states() {
    return Collections.unmodifiableMap(states);
  }
}
