package dev.daybook.internal.search;

import dev.daybook.search.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way to look for a query's pattern. Immutable; any thread. */
final class SearchPlan {

  private final SearchQuery query;
  private final Pattern pattern;
  private final List<String> required;

  SearchPlan(SearchQuery query) {
    this.query = query;
    this.pattern = query.compiled();
    this.required = query.isRegex() ? RequiredLiterals.of(query.pattern()) : List.of();
  }

  /** Returns sieves for a thread; none if every line may match. */
  List<Sieve> sieves() {
    if (!query.hasPattern()) {
      return List.of();
    }
    if (!query.isRegex()) {
      return LiteralSieves.of(query.pattern(), query.isCaseSensitive());
    }
    List<Sieve> sieves = new ArrayList<>();
    for (String literal : required) {
      List<Sieve> ofLiteral = LiteralSieves.inRegex(literal, query.isCaseSensitive());
      if (ofLiteral.isEmpty()) {
        return List.of();
      }
      sieves.addAll(ofLiteral);
    }
    DfaSieve automaton = sieves.isEmpty() ? automaton() : null;
    return automaton == null ? sieves : List.of(automaton);
  }

  /** Returns another sieve for lines that went through those; null if there is none. */
  @Nullable
  DfaSieve secondSieve() {
    return query.isRegex() && !required.isEmpty() ? automaton() : null;
  }

  private @Nullable DfaSieve automaton() {
    return DfaSieve.of(query.pattern(), query.isCaseSensitive());
  }

  TextMatcher matcher() {
    return query.isRegex()
        ? new RegexMatcher(pattern)
        : new LiteralMatcher(query.pattern(), query.isCaseSensitive());
  }
}
