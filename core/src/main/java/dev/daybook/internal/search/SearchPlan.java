package dev.daybook.internal.search;

import dev.daybook.search.SearchQuery;
import java.util.List;
import java.util.regex.Pattern;

/** The way to look for a query's pattern. Immutable; any thread. */
final class SearchPlan {

  private final SearchQuery query;
  private final Pattern pattern;

  SearchPlan(SearchQuery query) {
    this.query = query;
    this.pattern = query.compiled();
  }

  /** Returns sieves for a thread; none if every line may match. */
  List<Sieve> sieves() {
    return query.isRegex() ? List.of() : LiteralSieves.of(query.pattern(), query.isCaseSensitive());
  }

  TextMatcher matcher() {
    return query.isRegex()
        ? new RegexMatcher(pattern)
        : new LiteralMatcher(query.pattern(), query.isCaseSensitive());
  }
}
