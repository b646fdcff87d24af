package dev.daybook.catalog;

import dev.daybook.DaybookException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sessions below a root, found by a look at their files: there is no index that could be wrong.
 * Immutable; any thread. Nothing is changed, and nothing kept between two calls.
 *
 * <p>A list costs one open and two reads a session, at most 16 KiB of each file (more only of one
 * whose last line is longer), on as many threads as there are cores, which are gone when it
 * returns. It takes memory for its summaries alone. What is recorded meanwhile may be in it or not.
 *
 * <p>Left out and reported are: what has a session's name and is not a file of its own, such as a
 * link or a folder; a file that cannot be read; and one whose name is no id but ends in
 * {@code .ndjson}. See {@link #withOnRefused}. A root that does not exist has no sessions.
 */
public interface Catalog {

  /** The name that {@link #find} takes for the newest session. */
  String LATEST = "@latest";

  /** The name that {@link #find} takes for the newest session that a writer has open. */
  String ACTIVE = "@active";

  /** The difference that the clocks of two programs may have. */
  Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /**
   * Returns this catalog with another consumer for what is left out. By default it is logged.
   *
   * @param consumer gets, on the calling thread, {@code UNSAFE_PATH} with the component,
   *     {@code IO_ERROR} with the session, or one of {@link #refusedNames()}. What it throws ends
   *     the call
   */
  Catalog withOnRefused(Consumer<DaybookException> consumer);

  /**
   * Returns the order of lists: the session that was updated last comes first; those of the same
   * time are in the order of their ids. Behind all others come sessions that no writer has open and
   * whose time lies more than a minute ahead: a clock was wrong then, so their real time is
   * unknown.
   */
  static Comparator<SessionSummary> newestFirst(Instant now) {
    Instant latest = now.plus(CLOCK_TOLERANCE);
    // by hand, since sorting is the part of a long list that no second thread shares
    return (one, other) -> {
      int isAhead = Boolean.compare(isAhead(one, latest), isAhead(other, latest));
      int order = isAhead == 0 ? other.updated().compareTo(one.updated()) : isAhead;
      return order == 0 ? one.id().compareTo(other.id()) : order;
    };
  }

  private static boolean isAhead(SessionSummary session, Instant latest) {
    return session.updated().isAfter(latest) && session.holder().isEmpty();
  }

  /**
   * Returns all sessions in the order of {@link #newestFirst}. Among them are files that were
   * copied or renamed by hand, see {@link SessionSummary#copyOf}: as damaged ones, which
   * {@link #latest} and {@link #recent} never choose.
   *
   * @throws DaybookException {@code UNSAFE_PATH} if something else than a folder stands where the
   *     sessions are; {@code IO_ERROR} if that folder cannot be read; {@code INTERRUPTED} with the
   *     thread's interrupt flag set
   */
  List<SessionSummary> list();

  /**
   * Returns the first of {@link #list()}, at most {@code limit} of them. All sessions are looked at
   * to find them.
   *
   * @throws IllegalArgumentException if the limit is negative
   */
  List<SessionSummary> list(int limit);

  /** Returns the first of {@link #list()} that is no copy; throws as that does. */
  Optional<SessionSummary> latest();

  /**
   * Returns {@link #latest()} if it was updated at most {@code maxAge} ago; throws as
   * {@link #list()} does.
   *
   * @param maxAge no session is found if it is zero or negative
   */
  Optional<SessionSummary> recent(Duration maxAge);

  /**
   * Returns the session that was updated last among those that a writer has open; throws as
   * {@link #list()} does.
   */
  Optional<SessionSummary> active();

  /**
   * Returns the summary of one session.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code INVALID_SESSION_ID};
   *     {@code UNSAFE_PATH}; {@code IO_ERROR}
   */
  SessionSummary summary(String id);

  /**
   * Returns the first words of a session's user, on one line, to distinguish sessions whose titles
   * are equal: up to 1,000 code points, as far as a list reads the file. Empty if it was started
   * with a title, or if there is nothing.
   *
   * @throws DaybookException as {@link #summary} does
   */
  String opening(String id);

  /**
   * Finds the id that a person means. No file is opened, except for {@value #LATEST} and
   * {@value #ACTIVE}, and where a few ids begin alike.
   *
   * @param given an id; or the beginning of one that no other begins with, copies not counted; or
   *     {@value #LATEST} or {@value #ACTIVE}
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code AMBIGUOUS_ID} if several ids begin
   *     like that, with the first ten as {@code candidates} and their number as {@code count};
   *     {@code INVALID_SESSION_ID} if no id begins like that; otherwise as {@link #list()}
   */
  String find(String given);

  /**
   * Returns the ids of all sessions, sorted; no file is opened.
   *
   * @throws DaybookException {@code IO_ERROR}; {@code UNSAFE_PATH}
   */
  List<String> ids();

  /**
   * Returns the files that are named like a session's, but whose name is no id, as that of a copy
   * made by hand: {@code INVALID_SESSION_ID} with the reason and the file's name, in which
   * characters that a terminal would obey are replaced. No file is opened.
   *
   * @throws DaybookException as {@link #ids()} does
   */
  List<DaybookException> refusedNames();
}
