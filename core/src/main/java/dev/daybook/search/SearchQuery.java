package dev.daybook.search;

import static java.util.Objects.requireNonNull;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.SessionState;
import dev.daybook.internal.check.NamePattern;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query for entries: the words or the pattern that one of their texts must have, and filters.
 * Immutable; start from {@link #literal}, {@link #regex} or {@link #any} and change what differs.
 * An empty set filters nothing.
 *
 * <p>The texts of an entry are the strings in its data, as they read and not as JSON writes them:
 * an {@code é} is found in whichever form it stands in the file. JSON that stands in a string, as
 * the arguments of a tool often do, is text as it is, its quotes and backslashes included. Names of
 * fields, numbers, and what stands around the data are no texts. A match lies in one text.
 */
public final class SearchQuery {

  /** The default of {@link #withSnippetChars}. */
  public static final int DEFAULT_SNIPPET_CHARS = 240;

  private final Words words;
  private final Filters filters;
  private final long limit;
  private final int snippetChars;
  private final LongConsumer onProgress;

  /** The pattern as it was given. */
  private record Words(String pattern, boolean isRegex, boolean isCaseSensitive) {}

  /** The filters; changed only before the query that has them is given away. */
  private static final class Filters implements Cloneable {
    private Set<String> types = Set.of();
    private Set<String> roles = Set.of();
    private Set<String> tools = Set.of();
    private Set<String> toolKinds = Set.of();
    private String sessionPrefix = "";
    private @Nullable Instant from;
    private @Nullable Instant to;
    private Set<SessionState> states = Set.of();
    private Set<String> agents = Set.of();
    private boolean isOfFailures;

    Filters copy() {
      try {
        return (Filters) clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError("it is cloneable", e);
      }
    }
  }

  private SearchQuery(
      Words words, Filters filters, long limit, int snippetChars, LongConsumer onProgress) {
    this.words = words;
    this.filters = filters;
    this.limit = limit;
    this.snippetChars = snippetChars;
    this.onProgress = onProgress;
  }

  /**
   * Returns a query for these very characters, in either case. A letter of ASCII has its two cases
   * alone; for others Unicode says which letters are cases of each other.
   *
   * @throws DaybookException {@code INVALID_VALUE} if it is empty
   */
  public static SearchQuery literal(String words) {
    return new SearchQuery(
        new Words(present(words), false, false),
        new Filters(),
        Long.MAX_VALUE,
        DEFAULT_SNIPPET_CHARS,
        bytes -> {});
  }

  /**
   * Returns a query for a regular expression, as {@link Pattern} has them, in either case of
   * Unicode. In it {@code ^} and {@code $} are the beginning and the end of a line of the text.
   *
   * @throws DaybookException {@code INVALID_VALUE} if it is empty, or none; then the details have
   *     the {@code reason} and, if it is known, the {@code index} in the pattern
   */
  public static SearchQuery regex(String pattern) {
    SearchQuery query = new SearchQuery(
        new Words(present(pattern), true, false),
        new Filters(),
        Long.MAX_VALUE,
        DEFAULT_SNIPPET_CHARS,
        bytes -> {});
    query.compiled();
    return query;
  }

  /**
   * Returns a query for all entries that its filters let through, whatever their texts; a hit shows
   * the beginning of the longest one.
   */
  public static SearchQuery any() {
    return new SearchQuery(
        new Words("", false, false),
        new Filters(),
        Long.MAX_VALUE,
        DEFAULT_SNIPPET_CHARS,
        bytes -> {});
  }

  private static String present(String pattern) {
    if (pattern.isEmpty()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE, "the pattern is empty; say what to look for", "field", "pattern");
    }
    return pattern;
  }

  /** Returns a copy that distinguishes upper and lower case if true. */
  public SearchQuery withCaseSensitivity(boolean isCaseSensitive) {
    return with(new Words(words.pattern, words.isRegex, isCaseSensitive));
  }

  /** Returns a copy for entries of these types, by wire name; former names of theirs count too. */
  public SearchQuery withTypes(Set<String> wireNames) {
    return with(copy -> copy.types = Set.copyOf(wireNames));
  }

  /**
   * Returns a copy for entries of these speakers, such as {@code user}, {@code assistant} and
   * {@code tool}: the role that an entry or its message names, or else that of its type. A call is
   * the assistant's, its result the tool's.
   */
  public SearchQuery withRoles(Set<String> roles) {
    return with(copy -> copy.roles = Set.copyOf(roles));
  }

  /**
   * Returns a copy for entries that call, run or answer one of these tools, by name, in either
   * case. A result that does not name its tool is one of the call that it answers.
   */
  public SearchQuery withTools(Set<String> names) {
    return with(copy -> copy.tools = lowerCase(names));
  }

  /**
   * Returns a copy for entries of tools of these kinds, by wire name such as {@code shell}; where
   * none was recorded it is guessed from the tool's name, as {@code ToolKind.guess} does.
   */
  public SearchQuery withToolKinds(Set<String> wireNames) {
    return with(copy -> copy.toolKinds = Set.copyOf(wireNames));
  }

  /** Returns a copy for sessions whose ids begin like that; empty for all. */
  public SearchQuery withSessionPrefix(String prefix) {
    return with(copy -> copy.sessionPrefix = requireNonNull(prefix, "prefix"));
  }

  /**
   * Returns a copy for entries of that time or later; null for any. Sessions whose files were not
   * changed since are not read.
   */
  public SearchQuery withFrom(@Nullable Instant from) {
    return with(copy -> copy.from = from);
  }

  /** Returns a copy for entries before that time; null for any. */
  public SearchQuery withTo(@Nullable Instant to) {
    return with(copy -> copy.to = to);
  }

  /** Returns a copy for sessions in these states. */
  public SearchQuery withStates(Set<SessionState> states) {
    return with(copy -> copy.states = Set.copyOf(states));
  }

  /**
   * Returns a copy for sessions that one of these agents began: by its name, its identifier, its
   * model's provider or its model, as one of the first entries of the session names them. A name is
   * taken in either case, a hyphen, an underscore and a space are the same, and with {@code *} at
   * its end it stands for all that begin so. A line whose checksum is wrong names none; where that
   * leaves the agent unknown, the session is excluded and counted as such.
   */
  public SearchQuery withAgents(Set<String> names) {
    return with(copy -> copy.agents = Set.copyOf(names));
  }

  /** Returns true if sessions of an agent of that name are asked for. */
  public boolean takesAgent(String name) {
    return agents().isEmpty()
        || agents().stream().map(NamePattern::of).anyMatch(agent -> agent.fits(name));
  }

  /**
   * Returns a copy for entries which say that something failed, if true: results of tools that say
   * so, and failed calls of models, {@code inference_failed}, {@code turn_failed} and the ends of
   * turns with an error. A program that ended with an error is a failure only where its agent
   * recorded it as one.
   */
  public SearchQuery withFailures(boolean isOfFailures) {
    return with(copy -> copy.isOfFailures = isOfFailures);
  }

  /**
   * Returns a copy that ends the search after so many hits.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public SearchQuery withLimit(long hits) {
    if (hits < 1) {
      throw new IllegalArgumentException("limit is too small: limit=" + hits + ", least=1");
    }
    return new SearchQuery(words, filters, hits, snippetChars, onProgress);
  }

  /**
   * Returns a copy with that length of {@link Hit#snippet}, in chars; it may be exceeded by a few,
   * so that no character is cut.
   *
   * @param chars from 0; with 0 hits have no snippets, and the search is a little faster
   * @throws IllegalArgumentException if it is negative
   */
  public SearchQuery withSnippetChars(int chars) {
    if (chars < 0) {
      throw new IllegalArgumentException("snippetChars is negative: snippetChars=" + chars);
    }
    return new SearchQuery(words, filters, limit, chars, onProgress);
  }

  /**
   * Returns a copy with a listener for how far the search is: it gets the number of bytes that were
   * searched, on the calling thread, about every half a megabyte.
   */
  public SearchQuery withOnProgress(LongConsumer bytes) {
    requireNonNull(bytes, "onProgress");
    return new SearchQuery(words, filters, limit, snippetChars, bytes);
  }

  private static Set<String> lowerCase(Set<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private SearchQuery with(Words other) {
    return new SearchQuery(other, filters, limit, snippetChars, onProgress);
  }

  private SearchQuery with(Consumer<Filters> change) {
    Filters changed = filters.copy();
    change.accept(changed);
    return new SearchQuery(words, changed, limit, snippetChars, onProgress);
  }

  /** Returns the regular expression to look for; the literal characters as one if they are that. */
  public Pattern compiled() {
    int flags = Pattern.MULTILINE;
    if (!words.isRegex) {
      flags |= Pattern.LITERAL;
    }
    if (!words.isCaseSensitive) {
      flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    }
    try {
      return Pattern.compile(words.pattern, flags);
    } catch (PatternSyntaxException wrong) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "not a regular expression",
          "reason",
          wrong.getDescription(),
          "index",
          wrong.getIndex());
    } catch (StackOverflowError deep) {
      throw DaybookException.of(
          Kind.INVALID_VALUE, "not a regular expression", "reason", "it nests too deep");
    }
  }

  /** Returns the pattern as it was given; empty if there is none. */
  public String pattern() {
    return words.pattern;
  }

  /** Returns true if an entry must have a text that matches. */
  public boolean hasPattern() {
    return !words.pattern.isEmpty();
  }

  /** Returns true if the pattern is a regular expression. */
  public boolean isRegex() {
    return words.isRegex;
  }

  /** Returns true if upper and lower case are distinguished. */
  public boolean isCaseSensitive() {
    return words.isCaseSensitive;
  }

  /** Returns the types, by wire name; cannot be changed, like all sets here. */
  public Set<String> types() {
    return filters.types;
  }

  /** Returns the speakers. */
  public Set<String> roles() {
    return filters.roles;
  }

  /** Returns the names of tools, in lower case. */
  public Set<String> tools() {
    return filters.tools;
  }

  /** Returns the kinds of tools. */
  public Set<String> toolKinds() {
    return filters.toolKinds;
  }

  /** Returns the beginning of the sessions' ids. */
  public String sessionPrefix() {
    return filters.sessionPrefix;
  }

  /** Returns the earliest time; null for any. */
  public @Nullable Instant from() {
    return filters.from;
  }

  /** Returns the time before which entries are; null for any. */
  public @Nullable Instant to() {
    return filters.to;
  }

  /** Returns the states of sessions. */
  public Set<SessionState> states() {
    return filters.states;
  }

  /** Returns the agents, as they were given. */
  public Set<String> agents() {
    return filters.agents;
  }

  /** Returns true if only entries are asked for which say that something failed. */
  public boolean isOfFailures() {
    return filters.isOfFailures;
  }

  /** Returns the most hits. */
  public long limit() {
    return limit;
  }

  /** Returns the length of a snippet. */
  public int snippetChars() {
    return snippetChars;
  }

  /** Returns the listener for how far the search is. */
  public LongConsumer onProgress() {
    return onProgress;
  }

  /** Returns a text without the pattern, which may quote what a session holds. */
  @Override
  public String toString() {
    return "SearchQuery[isRegex=" + words.isRegex + ", isCaseSensitive=" + words.isCaseSensitive
        + ", limit=" + limit + "]";
  }
}
