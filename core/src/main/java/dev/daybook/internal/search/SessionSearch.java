package dev.daybook.internal.search;

import dev.daybook.DaybookException;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.PieceCrew;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.search.Hit;
import dev.daybook.search.SearchQuery;
import dev.daybook.search.SearchTotals;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One search over the sessions of a folder. The calling thread opens files, cuts them into pieces,
 * and takes the results in their order; threads of its own search the pieces, no more than a few
 * ahead of the one at hand, so that memory does not follow the files.
 */
public final class SessionSearch {

  private final EventTypes types;
  private final int maxLineBytes;
  private final EntryDecoder decoder;
  private final SessionFilter sessionFilter;
  private final SearchQuery query;
  private final Predicate<? super Hit> hits;
  private final List<DaybookException> unread = new ArrayList<>();
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private long unreadSessions;
  private long sessions;
  private long given;
  private long bytes;
  private long badLines;
  private long givenUp;
  private long tornTails;
  private boolean isEnded;

  private @Nullable OpenFile file;
  private long nextPiece;
  private @Nullable OpenFile lastUnread;

  /** A piece that is being searched. */
  private record Ahead(SearchCrew.Work work, OpenFile file, boolean isFirst, boolean isLast) {}

  private SessionSearch(
      SessionFolder folder,
      EventTypes types,
      int maxLineBytes,
      SearchQuery query,
      Predicate<? super Hit> hits) {
    this.types = types;
    this.maxLineBytes = maxLineBytes;
    this.query = query;
    this.decoder = new EntryDecoder(types, true, true);
    this.sessionFilter = new SessionFilter(folder, maxLineBytes, query, decoder);
    this.hits = hits;
  }

  /**
   * Searches the sessions that a catalog lists, and gives the hits to a consumer on the calling
   * thread.
   *
   * @param hits returns false to end the search
   */
  public static SearchTotals search(
      SessionFolder folder,
      EventTypes types,
      int maxLineBytes,
      Catalog catalog,
      SearchQuery query,
      Predicate<? super Hit> hits) {
    return new SessionSearch(folder, types, maxLineBytes, query, hits).run(catalog);
  }

  private SearchTotals run(Catalog catalog) {
    SearchPlan plan = new SearchPlan(query);
    List<SessionSummary> listed = catalog.withOnRefused(this::refused).list();
    Iterator<SessionSummary> left = listed.iterator();
    Set<String> wanted = EntryFilter.types(query, types);
    try (SearchCrew crew = new SearchCrew(() -> new PieceSearch(
        query,
        new EntryFilter(query, wanted, maxLineBytes),
        decoder,
        new FilePiece(PieceCrew.PIECE_BYTES, maxLineBytes),
        plan.sieves(),
        plan.secondSieve(),
        plan.matcher()))) {
      do {
        while (ahead.size() < crew.mostAhead() && submitNext(crew, left)) {
          // until enough is ahead
        }
        Ahead next = ahead.poll();
        if (next == null) {
          break;
        }
        take(next);
      } while (!isEnded);
    } finally {
      ahead.forEach(piece -> close(piece.file()));
      close(file);
    }
    return new SearchTotals(
        sessions,
        sessionFilter.otherSessions(),
        sessionFilter.unknownAgents(),
        given,
        bytes,
        badLines,
        givenUp,
        tornTails,
        !isEnded,
        unread,
        unreadSessions,
        sessionFilter.agents(),
        sessionFilter.states());
  }

  /** Submits the next piece; false if there is none. */
  private boolean submitNext(SearchCrew crew, Iterator<SessionSummary> left) {
    OpenFile open = file;
    while (open == null) {
      if (!left.hasNext()) {
        return false;
      }
      open = opened(left.next());
      nextPiece = 0;
    }
    long from = nextPiece;
    long to = Math.min(open.size(), from + PieceCrew.PIECE_BYTES);
    OpenFile of = open;
    long most = Math.min(query.limit() - given, Integer.MAX_VALUE);
    boolean isLast = to == open.size();
    ahead.add(new Ahead(crew.submit(of, from, to, most), of, from == 0, isLast));
    nextPiece = to;
    file = isLast ? null : open;
    return true;
  }

  /** Returns the session's file, open; null if it is not to be searched. */
  private @Nullable OpenFile opened(SessionSummary session) {
    try {
      return sessionFilter.opened(session);
    } catch (DaybookException e) {
      refused(e);
      return null;
    }
  }

  private void take(Ahead next) {
    try {
      PieceResult result = next.work().result();
      if (next.isFirst()) {
        sessions++;
      }
      bytes += result.bytes;
      query.onProgress().accept(bytes);
      badLines += result.badLines;
      givenUp += result.givenUp;
      tornTails += result.hasTornTail ? 1 : 0;
      give(result.hits);
      if (result.failure instanceof IOException e) {
        if (!next.file().equals(lastUnread)) {
          lastUnread = next.file();
          refused(ReadErrors.of(e, "cannot read", "session", next.file().session()));
        }
      } else if (result.failure instanceof RuntimeException e) {
        throw e;
      } else if (result.failure instanceof Error e) {
        throw e;
      }
    } finally {
      if (next.isLast()) {
        close(next.file());
      }
    }
  }

  private void give(List<Hit> found) {
    for (Hit hit : found) {
      given++;
      if (!hits.test(hit) || given == query.limit()) {
        isEnded = true;
        return;
      }
    }
  }

  private void refused(DaybookException why) {
    unreadSessions++;
    if (unread.size() < SearchTotals.MAX_UNREAD) {
      unread.add(why);
    }
  }

  private static void close(@Nullable OpenFile file) {
    if (file == null) {
      return;
    }
    try {
      file.source().close();
    } catch (IOException e) {
      // it was only read
    }
  }
}
