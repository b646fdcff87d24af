package dev.daybook.internal.search;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.LineFeeds;
import dev.daybook.search.Hit;
import dev.daybook.search.SearchQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A search of one piece of a file after another. Belongs to one thread. */
final class PieceSearch {

  private final SearchQuery query;
  private final EntryFilter filter;
  private final EntryDecoder decoder;
  private final FilePiece piece;
  private final List<Sieve> sieves;
  private final @Nullable DfaSieve second;
  private final @Nullable DfaSieve automaton;
  private final int[] next;
  private final TextMatcher matcher;
  private final DataTexts texts = new DataTexts();

  PieceSearch(
      SearchQuery query,
      EntryFilter filter,
      EntryDecoder decoder,
      FilePiece piece,
      List<Sieve> sieves,
      @Nullable DfaSieve second,
      TextMatcher matcher) {
    this.query = query;
    this.filter = filter;
    this.decoder = decoder;
    this.piece = piece;
    this.sieves = sieves;
    this.second = second;
    this.automaton = sieves.size() == 1 && sieves.get(0) instanceof DfaSieve only ? only : second;
    this.next = new int[sieves.size()];
    this.matcher = matcher;
  }

  /** Searches the lines that begin in {@code [from, to)}; the search ends after so many hits. */
  PieceResult search(OpenFile file, long from, long to, long most) throws IOException {
    PieceResult result = new PieceResult();
    result.bytes = to - from;
    piece.read(file.source(), from, to, file.size());
    if (piece.hasTooLongLine()) {
      result.badLines++;
    }
    result.hasTornTail = piece.hasTornTail();
    byte[] bytes = piece.bytes();
    int end = piece.to();
    int at = piece.from();
    Arrays.fill(next, -1);
    while (at < end && result.hits.size() < most) {
      int candidate = nextCandidate(bytes, at, end);
      if (candidate < 0) {
        break;
      }
      int lineFrom = Math.max(at, LineFeeds.last(bytes, at, candidate) + 1);
      int lineTo = LineFeeds.first(bytes, candidate, end);
      int first = second == null ? candidate : second.next(bytes, lineFrom, lineTo);
      if (first >= 0) {
        line(bytes, lineFrom, lineTo, first, file, result);
      }
      at = lineTo + 1;
    }
    return result;
  }

  /** Returns an index in the next line that may match; -1 if there is none. */
  private int nextCandidate(byte[] bytes, int at, int end) {
    if (next.length == 0) {
      return at;
    }
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < next.length; i++) {
      if (next[i] < at) {
        int found = sieves.get(i).next(bytes, at, end);
        next[i] = found < 0 ? Integer.MAX_VALUE : found;
      }
      first = Math.min(first, next[i]);
    }
    return first == Integer.MAX_VALUE ? -1 : first;
  }

  /** @param first the index before which no match ends */
  private void line(byte[] bytes, int from, int to, int first, OpenFile file, PieceResult result)
      throws IOException {
    LineHeader header = LineHeader.ofBeginning(bytes, from, to);
    if (header != null && !filter.mayWant(header)) {
      return;
    }
    Instant ts = header == null ? null : header.ts();
    if (header != null && ts != null && header.isProved()) {
      try {
        texts.ofLine(bytes, from, to);
        if (matches(first, result) && filter.wants(bytes, from, to)) {
          Found found = new Found(header.seq(), ts, header.type());
          hit(found, bytes, from, to, true, piece.offset(from), file, result);
        }
        return;
      } catch (IndexOutOfBoundsException noJson) {
        // another program gave it its checksum
      }
    }
    unusual(bytes, from, to, file, result);
  }

  /** Searches a line of another form than Daybook writes, or one that is damaged. */
  private void unusual(byte[] bytes, int from, int to, OpenFile file, PieceResult result)
      throws IOException {
    boolean isProved = true;
    Entry entry;
    try {
      entry = decoder.decode(bytes, from, to);
    } catch (DaybookException bad) {
      entry = bad.kind() == Kind.MISSING_CRC ? unproved(bytes, from, to) : null;
      isProved = false;
    }
    if (entry == null) {
      result.badLines++;
      return;
    }
    if (!filter.wants(entry.type(), entry.ts())) {
      return;
    }
    byte[] data = ((Unknown) entry.event()).data().text().getBytes(StandardCharsets.UTF_8);
    texts.ofObject(data, 0, data.length);
    if (matches(0, result) && filter.wants(bytes, from, to)) {
      Found found = new Found(entry.seq(), entry.ts(), entry.type());
      boolean isHit = hit(found, data, 0, data.length, false, piece.offset(from), file, result);
      result.badLines += isHit && !isProved ? 1 : 0;
    }
  }

  private @Nullable Entry unproved(byte[] bytes, int from, int to) {
    try {
      return decoder.decodeUnproved(bytes, from, to);
    } catch (DaybookException bad) {
      return null;
    }
  }

  /** Returns the index in the text before which no match begins. */
  private int begin(int first) {
    return first == 0 || automaton == null ? 0 : texts.charAt(automaton.idle());
  }

  private boolean matches(int first, PieceResult result) {
    if (!query.hasPattern()) {
      return true;
    }
    try {
      while (texts.next()) {
        if (texts.end() > first && matcher.find(texts.chars(), texts.length(), begin(first))) {
          return true;
        }
      }
    } catch (GivenUpException costly) {
      result.givenUp++;
    }
    return false;
  }

  private record Found(long seq, Instant ts, String type) {}

  private boolean hit(
      Found found,
      byte[] bytes,
      int from,
      int to,
      boolean isLine,
      long offset,
      OpenFile file,
      PieceResult result)
      throws IOException {
    int most = query.snippetChars();
    if (!query.hasPattern()) {
      texts.toLongest();
    }
    String field = "";
    String snippet = "";
    int snippetFrom = 0;
    int textChars = texts.length();
    if (most > 0) {
      field = texts.path();
      char[] text = texts.chars();
      snippetFrom = Snippets.from(text, textChars, matcher.start(), matcher.end(), most);
      int snippetTo =
          Snippets.to(text, textChars, snippetFrom, matcher.start(), matcher.end(), most);
      snippet = new String(text, snippetFrom, snippetTo - snippetFrom);
    }
    int matchFrom = most == 0 ? 0 : matcher.start() - snippetFrom;
    int matchTo = most == 0 ? 0 : Math.min(snippet.length(), matcher.end() - snippetFrom);
    String role = null;
    String tool = null;
    if (most > 0 || filter.needsFacts()) {
      if (isLine) {
        texts.ofLine(bytes, from, to);
      } else {
        texts.ofObject(bytes, from, to);
      }
      EntryFacts facts = EntryFacts.of(found.type(), texts);
      if (!filter.wants(facts, file.source(), offset)) {
        return false;
      }
      role = facts.role();
      tool = facts.tool();
    }
    result.hits.add(new Hit(
        file.session(),
        found.seq(),
        found.ts(),
        found.type(),
        role,
        tool,
        field,
        snippet,
        matchFrom,
        matchTo,
        snippetFrom,
        textChars));
    return true;
  }
}
