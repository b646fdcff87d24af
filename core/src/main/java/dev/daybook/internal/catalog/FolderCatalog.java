package dev.daybook.internal.catalog;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.internal.file.FolderScan;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.ReadErrors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The catalog of the sessions in one folder. Immutable; any thread. */
public final class FolderCatalog implements Catalog {

  private static final int MAX_CANDIDATES = 10;

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
  public FolderCatalog(
      SessionFolder folder, EventTypes types, int maxLineBytes, InstantSource clock) {
    this(folder, types, maxLineBytes, clock, FolderCatalog::log);
  }

  private FolderCatalog(
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

  @Override
  public Catalog withOnRefused(Consumer<DaybookException> consumer) {
    return new FolderCatalog(folder, types, maxLineBytes, clock, consumer);
  }

  private Look look() {
    return new Look(folder, types, maxLineBytes, clock.instant().plus(CLOCK_TOLERANCE));
  }

  @Override
  public List<SessionSummary> list() {
    ConcurrentLinkedQueue<DaybookException> refused = new ConcurrentLinkedQueue<>();
    FolderScan.Names names = names();
    List<Optional<SessionSummary>> found = Crew.map(names.ids(), () -> {
      Look look = look();
      return id -> {
        try {
          return look.at(id);
        } catch (DaybookException e) {
          refused.add(e);
          return Optional.empty();
        }
      };
    });
    refused.addAll(names.refused());
    refused.forEach(onRefused);
    return found.stream()
        .<SessionSummary>mapMulti(Optional::ifPresent)
        .sorted(Catalog.newestFirst(clock.instant()))
        .toList();
  }

  @Override
  public List<SessionSummary> list(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit is negative: limit=" + limit);
    }
    return list().stream().limit(limit).toList();
  }

  @Override
  public Optional<SessionSummary> latest() {
    return list().stream().filter(session -> session.copyOf().isEmpty()).findFirst();
  }

  @Override
  public Optional<SessionSummary> recent(Duration maxAge) {
    if (maxAge.isZero() || maxAge.isNegative()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return latest()
        .filter(newest -> Duration.between(newest.updated(), now).compareTo(maxAge) <= 0);
  }

  @Override
  public Optional<SessionSummary> active() {
    return list().stream().filter(session -> session.holder().isPresent()).findFirst();
  }

  @Override
  public SessionSummary summary(String id) {
    return looked(id, Look::at);
  }

  @Override
  public String opening(String id) {
    return looked(id, Look::openingOf);
  }

  /** Looks at one session and returns the result. */
  private <T> T looked(String id, BiFunction<Look, SessionId, Optional<T>> kind) {
    SessionId sessionId = new SessionId(id);
    folder.file(sessionId);
    List<Optional<T>> found = Crew.map(List.of(sessionId), () -> {
      Look look = look();
      return only -> kind.apply(look, only);
    });
    return found
        .get(0)
        .orElseThrow(
            () -> DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "session", id));
  }

  @Override
  public String find(String given) {
    if (given.equals(LATEST)) {
      return latest().orElseThrow(() -> none("there is no session yet")).id();
    }
    if (given.equals(ACTIVE)) {
      return active()
          .orElseThrow(() -> none("no session is open for recording"))
          .id();
    }
    SessionId exact = new SessionId(given);
    return folder.exists(exact) ? given : findByPrefix(given);
  }

  private DaybookException none(String reason) {
    return DaybookException.of(Kind.SESSION_NOT_FOUND, reason, "root", folder.root());
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
      return summary(id).copyOf().isPresent();
    } catch (DaybookException unread) {
      return false;
    }
  }

  @Override
  public List<String> ids() {
    return names().ids().stream().map(SessionId::value).sorted().toList();
  }

  @Override
  public List<DaybookException> refusedNames() {
    return names().refused();
  }

  private FolderScan.Names names() {
    try {
      return folder.names();
    } catch (IOException e) {
      throw ReadErrors.of(e, "cannot list the sessions", "root", folder.root());
    }
  }

  private static void log(DaybookException refused) {
    System.getLogger(Catalog.class.getName())
        .log(System.Logger.Level.WARNING, "left out of the list: {0}", refused.getMessage());
  }
}
