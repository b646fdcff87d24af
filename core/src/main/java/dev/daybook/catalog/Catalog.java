package dev.daybook.catalog;

import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.replay.ReadErrors;
import dev.daybook.session.SessionFolder;
import dev.daybook.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
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
public final class Catalog {

  /** The name that {@link #find} takes for the newest session. */
  public static final String LATEST = "@latest";

  /** The name that {@link #find} takes for the newest session that a writer has open. */
  public static final String ACTIVE = "@active";

  private static final int MAX_CANDIDATES = 10;

  /** The difference that the clocks of two programs may have. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final SessionFolder folder;
  private final EventTypes types;
  private final int maxLineBytes;
  private final InstantSource clock;
  private final Consumer<DaybookException> onRefused;

  /**
   * @param types the types to know
   * @param maxLineBytes the longest line, its line feed included
   * @param clock the time that {@link #recent} counts back from; no session is believed to be ahead
   *     of it
   */
  public Catalog(SessionFolder folder, EventTypes types, int maxLineBytes, InstantSource clock) {
    this(folder, types, maxLineBytes, clock, Catalog::log);
  }

  private Catalog(
      SessionFolder folder,
      EventTypes types,
      int maxLineBytes,
      InstantSource clock,
      Consumer<DaybookException> onRefused) {
    this.folder = folder;
    this.types = types;
    this.maxLineBytes = maxLineBytes;
    this.clock = clock;
    this.onRefused = onRefused;
  }

  /**
   * Returns this catalog with another consumer for what is left out. By default it is logged.
   *
   * @param consumer gets, on the calling thread, {@code UNSAFE_PATH} with the component,
   *     {@code IO_ERROR} with the session, or one of {@link #refusedNames()}. What it throws ends
   *     the call
   */
  public Catalog withOnRefused(Consumer<DaybookException> consumer) {
    return new Catalog(folder, types, maxLineBytes, clock, consumer);
  }

  /**
   * Returns the order of lists: the session that was updated last comes first; those of the same
   * time are in the order of their ids. Behind all others come sessions that no writer has open and
   * whose time lies more than a minute ahead: a clock was wrong then, so their real time is
   * unknown.
   */
  public static Comparator<SessionSummary> newestFirst(Instant now) {
    Instant latest = now.plus(CLOCK_TOLERANCE);
    return Comparator.<SessionSummary, Boolean>comparing(
            session -> session.holder() == null && session.updated().isAfter(latest))
        .thenComparing(Comparator.comparing(SessionSummary::updated).reversed())
        .thenComparing(SessionSummary::id);
  }

  private Look look() {
    return new Look(folder, types, maxLineBytes, clock.instant().plus(CLOCK_TOLERANCE));
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
  public List<SessionSummary> list() {
    ConcurrentLinkedQueue<SessionSummary> found = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<DaybookException> refused = new ConcurrentLinkedQueue<>();
    Crew.each(sessionIds(), () -> {
      Look look = look();
      return id -> {
        try {
          look.at(id).ifPresent(found::add);
        } catch (DaybookException e) {
          refused.add(e);
        }
      };
    });
    refused.addAll(refusedNames());
    refused.forEach(onRefused);
    return found.stream().sorted(newestFirst(clock.instant())).toList();
  }

  /**
   * Returns the first of {@link #list()}, at most {@code limit} of them. All sessions are looked at
   * to find them.
   *
   * @throws IllegalArgumentException if the limit is negative
   */
  public List<SessionSummary> list(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit is negative: limit=" + limit);
    }
    return list().stream().limit(limit).toList();
  }

  /** Returns the first of {@link #list()} that is no copy; throws as that does. */
  public Optional<SessionSummary> latest() {
    return list().stream().filter(session -> session.copyOf() == null).findFirst();
  }

  /**
   * Returns {@link #latest()} if it was updated at most {@code maxAge} ago; throws as
   * {@link #list()} does.
   *
   * @param maxAge no session is found if it is zero or negative
   */
  public Optional<SessionSummary> recent(Duration maxAge) {
    if (maxAge.isZero() || maxAge.isNegative()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return latest()
        .filter(newest -> Duration.between(newest.updated(), now).compareTo(maxAge) <= 0);
  }

  /**
   * Returns the session that was updated last among those that a writer has open; throws as
   * {@link #list()} does.
   */
  public Optional<SessionSummary> active() {
    return list().stream().filter(session -> session.holder() != null).findFirst();
  }

  /**
   * Returns the summary of one session.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code INVALID_SESSION_ID};
   *     {@code UNSAFE_PATH}; {@code IO_ERROR}
   */
  public SessionSummary summary(String id) {
    return looked(id, Look::at);
  }

  /**
   * Returns the first words of a session's user, on one line, to distinguish sessions whose titles
   * are equal: up to 1,000 code points, as far as a list reads the file. Empty if it was started
   * with a title, or if there is nothing.
   *
   * @throws DaybookException as {@link #summary} does
   */
  public String opening(String id) {
    return looked(id, Look::openingOf);
  }

  /** Looks at one session and returns the result. */
  private <T> T looked(String id, BiFunction<Look, SessionId, Optional<T>> kind) {
    SessionId sessionId = new SessionId(id);
    folder.file(sessionId);
    ConcurrentLinkedQueue<T> found = new ConcurrentLinkedQueue<>();
    Crew.each(List.of(sessionId), () -> {
      Look look = look();
      return only -> kind.apply(look, only).ifPresent(found::add);
    });
    return found.stream()
        .findFirst()
        .orElseThrow(
            () -> DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "session", id));
  }

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
  public String find(String given) {
    if (given.equals(LATEST)) {
      return latest()
          .orElseThrow(() -> DaybookException.of(
              Kind.SESSION_NOT_FOUND, "there is no session yet", "root", folder.root()))
          .id();
    }
    if (given.equals(ACTIVE)) {
      return active()
          .orElseThrow(() -> DaybookException.of(
              Kind.SESSION_NOT_FOUND, "no session is open for recording", "root", folder.root()))
          .id();
    }
    SessionId exact = new SessionId(given);
    return folder.exists(exact) ? given : findByPrefix(given);
  }

  private String findByPrefix(String prefix) {
    List<String> candidates = ids().stream().filter(id -> id.startsWith(prefix)).toList();
    if (candidates.size() > 1 && candidates.size() <= MAX_CANDIDATES) {
      List<String> own = candidates.stream().filter(id -> !isCopy(id)).toList();
      candidates = own.isEmpty() ? candidates : own;
    }
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    if (candidates.isEmpty()) {
      throw DaybookException.of(
          Kind.SESSION_NOT_FOUND,
          "no such session, and none whose id begins like that",
          "session",
          prefix,
          "root",
          folder.root());
    }
    throw DaybookException.of(
        Kind.AMBIGUOUS_ID,
        "several sessions' ids begin like that; give more of the one you mean",
        "given",
        prefix,
        "count",
        candidates.size(),
        "candidates",
        candidates.subList(0, Math.min(MAX_CANDIDATES, candidates.size())));
  }

  private boolean isCopy(String id) {
    try {
      return summary(id).copyOf() != null;
    } catch (DaybookException unread) {
      return false;
    }
  }

  /**
   * Returns the ids of all sessions, sorted; no file is opened.
   *
   * @throws DaybookException {@code IO_ERROR}; {@code UNSAFE_PATH}
   */
  public List<String> ids() {
    return sessionIds().stream().map(SessionId::value).sorted().toList();
  }

  /**
   * Returns the files that are named like a session's, but whose name is no id, as that of a copy
   * made by hand: {@code INVALID_SESSION_ID} with the reason and the file's name, in which
   * characters that a terminal would obey are replaced. No file is opened.
   *
   * @throws DaybookException as {@link #ids()} does
   */
  public List<DaybookException> refusedNames() {
    return listed(folder::refusedNames);
  }

  private List<SessionId> sessionIds() {
    return listed(folder::ids);
  }

  /** A look at the names in the folder. */
  @FunctionalInterface
  private interface Listing<T> {
    List<T> list() throws IOException;
  }

  private <T> List<T> listed(Listing<T> listing) {
    try {
      return listing.list();
    } catch (IOException e) {
      throw ReadErrors.of(e, "cannot list the sessions", "root", folder.root());
    }
  }

  private static void log(DaybookException refused) {
    System.getLogger(Catalog.class.getName())
        .log(System.Logger.Level.WARNING, "left out of the list: {0}", refused.getMessage());
  }
}
