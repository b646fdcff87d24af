package dev.daybook.usage;

import static java.util.Objects.requireNonNull;

import dev.daybook.internal.check.NamePattern;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question for the usage of sessions. Immutable; start from {@link #byDay()} or {@link #by} and
 * change what differs.
 */
public final class UsageQuery {

  /** The longest time between two entries that counts as active, unless the query has another. */
  public static final Duration DEFAULT_IDLE_AFTER = Duration.ofMinutes(5);

  private static final int DEFAULT_MAX_LINE_BYTES = 16 << 20;
  private static final int MIN_MAX_LINE_BYTES = 256;

  private UsageGrouping by;
  private @Nullable Instant from;
  private @Nullable Instant to;
  private ZoneId zone = ZoneId.systemDefault();
  private String session = "";
  private boolean hasSubAgents = true;
  private @Nullable String model;
  private @Nullable String agent;
  private @Nullable String project;
  private Prices prices = Prices.none();
  private Duration idleAfter = DEFAULT_IDLE_AFTER;
  private int maxLineBytes = DEFAULT_MAX_LINE_BYTES;
  private Consumer<UsageProgress> onProgress = progress -> {};

  private UsageQuery(UsageGrouping by) {
    this.by = requireNonNull(by, "by");
  }

  private UsageQuery(UsageQuery other) {
    this.by = other.by;
    this.from = other.from;
    this.to = other.to;
    this.zone = other.zone;
    this.session = other.session;
    this.hasSubAgents = other.hasSubAgents;
    this.model = other.model;
    this.agent = other.agent;
    this.project = other.project;
    this.prices = other.prices;
    this.idleAfter = other.idleAfter;
    this.maxLineBytes = other.maxLineBytes;
    this.onProgress = other.onProgress;
  }

  /** Returns a query for all sessions, by the days of the default time zone. */
  public static UsageQuery byDay() {
    return by(UsageGrouping.DAY);
  }

  /** Returns a query for all sessions, with rows by that; times are of the default time zone. */
  public static UsageQuery by(UsageGrouping grouping) {
    return new UsageQuery(grouping);
  }

  private UsageQuery with(Consumer<UsageQuery> change) {
    UsageQuery changed = new UsageQuery(this);
    change.accept(changed);
    return changed;
  }

  /** Returns a copy with rows by that. */
  public UsageQuery withBy(UsageGrouping grouping) {
    requireNonNull(grouping, "by");
    return with(query -> query.by = grouping);
  }

  /** Returns a copy that counts entries from that time on; null for all. */
  public UsageQuery withFrom(@Nullable Instant time) {
    return with(query -> query.from = time);
  }

  /** Returns a copy that counts entries before that time; null for all. */
  public UsageQuery withTo(@Nullable Instant time) {
    return with(query -> query.to = time);
  }

  /** Returns a copy whose days, weeks and months are those of that zone. */
  public UsageQuery withZone(ZoneId timeZone) {
    requireNonNull(timeZone, "zone");
    return with(query -> query.zone = timeZone);
  }

  /**
   * Returns a copy for one session, or several.
   *
   * @param prefix an id; or, if no session has that, the beginning of the ids; empty for all
   */
  public UsageQuery withSession(String prefix) {
    requireNonNull(prefix, "session");
    return with(query -> query.session = prefix);
  }

  /**
   * Returns a copy that counts the sub-agents of the sessions that {@link #withSession} names, and
   * theirs, if true, as it is by default: those whose sessions the callers' entries name, and those
   * whose own first entries name the caller.
   */
  public UsageQuery withSubAgents(boolean isCounted) {
    return with(query -> query.hasSubAgents = isCounted);
  }

  /**
   * Returns a copy for one model.
   *
   * @param name the model, in either case, a hyphen, an underscore and a space being the same; with
   *     {@code *} at its end, all that begin like that; null for all
   */
  public UsageQuery withModel(@Nullable String name) {
    return with(query -> query.model = name);
  }

  /**
   * Returns a copy for one agent.
   *
   * @param name the agent, in the same forms; null for all
   */
  public UsageQuery withAgent(@Nullable String name) {
    return with(query -> query.agent = name);
  }

  /**
   * Returns a copy with the name of the project whose sessions these are, its folder; null for the
   * root. It is that of sessions without a recorded folder, or with one below it.
   */
  public UsageQuery withProject(@Nullable String name) {
    return with(query -> query.project = name);
  }

  /** Returns a copy with prices for the calls that have no cost of their own. */
  public UsageQuery withPrices(Prices list) {
    requireNonNull(list, "prices");
    return with(query -> query.prices = list);
  }

  /**
   * Returns a copy to which a session is active as long as one entry follows another within that
   * time.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public UsageQuery withIdleAfter(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException("idleAfter is negative: idleAfter=" + longest);
    }
    return with(query -> query.idleAfter = longest);
  }

  /**
   * Returns a copy with that longest line to hold in memory, its line feed included; from 256. A
   * longer one is skipped.
   *
   * @throws IllegalArgumentException if it is less
   */
  public UsageQuery withMaxLineBytes(int bytes) {
    if (bytes < MIN_MAX_LINE_BYTES) {
      throw new IllegalArgumentException(
          "maxLineBytes is too small: maxLineBytes=" + bytes + ", least=" + MIN_MAX_LINE_BYTES);
    }
    return with(query -> query.maxLineBytes = bytes);
  }

  /**
   * Returns a copy with a listener that is called after each session, by the threads that read, one
   * at a time. What it throws ends the call.
   */
  public UsageQuery withOnProgress(Consumer<UsageProgress> listener) {
    requireNonNull(listener, "onProgress");
    return with(query -> query.onProgress = listener);
  }

  /** Returns what the rows are by. */
  public UsageGrouping by() {
    return by;
  }

  /** Returns the earliest time of entries that count; empty for all. */
  public Optional<Instant> from() {
    return Optional.ofNullable(from);
  }

  /** Returns the time before which entries count; empty for all. */
  public Optional<Instant> to() {
    return Optional.ofNullable(to);
  }

  /** Returns the zone of days, weeks and months. */
  public ZoneId zone() {
    return zone;
  }

  /** Returns the id of the session, or the beginning of the ids of several; empty for all. */
  public String session() {
    return session;
  }

  /** Returns true if sub-agents of the sessions that are named count. */
  public boolean hasSubAgents() {
    return hasSubAgents;
  }

  /** Returns true if calls of a model of that name are asked for; null is a model without one. */
  public boolean takesModel(@Nullable String name) {
    return model == null || (name != null && NamePattern.of(model).fits(name));
  }

  /** Returns true if sessions of an agent of that name are asked for; null is one without. */
  public boolean takesAgent(@Nullable String name) {
    return agent == null || (name != null && NamePattern.of(agent).fits(name));
  }

  /** Returns the model, or with {@code *} at the end the beginning of its name; empty for all. */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** Returns the agent, or with {@code *} at the end the beginning of its name; empty for all. */
  public Optional<String> agent() {
    return Optional.ofNullable(agent);
  }

  /** Returns the name of the project; empty for its root. */
  public Optional<String> project() {
    return Optional.ofNullable(project);
  }

  /** Returns the prices for calls that have no cost of their own. */
  public Prices prices() {
    return prices;
  }

  /** Returns the longest time between two entries that counts as active. */
  public Duration idleAfter() {
    return idleAfter;
  }

  /** Returns the longest line to hold in memory. */
  public int maxLineBytes() {
    return maxLineBytes;
  }

  /** Returns the listener for progress. */
  public Consumer<UsageProgress> onProgress() {
    return onProgress;
  }
}
