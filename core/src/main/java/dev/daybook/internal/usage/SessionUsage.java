package dev.daybook.internal.usage;

import dev.daybook.event.AgentStart;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.LoopEvent;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Note;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.Usage;
import dev.daybook.internal.check.CallPairing;
import dev.daybook.internal.check.Copies;
import dev.daybook.internal.check.CostSum;
import dev.daybook.internal.check.ModelFailures;
import dev.daybook.internal.check.NewestMap;
import dev.daybook.internal.check.ShortName;
import dev.daybook.usage.UsageGrouping;
import dev.daybook.usage.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one session, from its entries in their order. Its size is bounded by the number of
 * days, models, agents and tools, and has a bound for any session. Belongs to one thread.
 */
final class SessionUsage implements CallPairing.Listener<Boolean> {

  /** The most calls, and loops, that may be open at once. */
  private static final int MAX_OPEN = 10_000;

  /** The most origins that are kept apart. */
  private static final int MAX_SLOTS = 10_000;

  private static final String OTHERS = "(others)";
  private static final Slot OTHER_SLOT = new Slot(OTHERS, OTHERS, OTHERS);

  /**
   * A key of model calls.
   *
   * @param slot their origin
   * @param counting the way in which their tokens are counted
   */
  record CallKey(Slot slot, Counting counting) {

    /** Few keys have the same origin. */
    @Override
    public int hashCode() {
      return slot.hashCode();
    }
  }

  /** An agent's loop. */
  private record Loop(String agent, @Nullable String model) {}

  private final UsageGrouping by;
  private final @Nullable Calendar calendar;
  private final @Nullable Instant from;
  private final @Nullable Instant to;
  private final Duration idleAfter;

  private final SessionFacts facts;
  private final Copies copies = new Copies();
  private final CostSum<CallKey> costs = new CostSum<>(MAX_OPEN);
  private final CallPairing<Boolean> calls = new CallPairing<>(MAX_OPEN, this);
  private final ModelFailures failures = new ModelFailures();
  private final Map<Slot, Amounts> amounts = new LinkedHashMap<>();
  private final Map<String, Loop> loops = new NewestMap<>(MAX_OPEN);
  private final Map<CallKey, CallKey> keys = new HashMap<>();
  private @Nullable CallKey latestKey;
  private final Function<@Nullable Usage, CallKey> keyOf = this::keyOf;

  private @Nullable String model;
  private @Nullable String firstModel;
  private @Nullable String agent;
  private @Nullable String firstAgent;
  private @Nullable String sessionAgent;
  private @Nullable String sessionAgentId;

  private Instant now = Instant.MIN;
  private @Nullable Instant last;
  private Slot slot = Slot.OUTSIDE;
  private @Nullable Amounts amountsOfSlot;
  private boolean hasEntries;

  SessionUsage(String sessionId, UsageQuery query) {
    this.facts = new SessionFacts(sessionId);
    this.by = query.by();
    this.calendar = switch (by) {
      case DAY, WEEK, MONTH -> new Calendar(by, query.zone());
      default -> null;
    };
    this.from = query.from().orElse(null);
    this.to = query.to().orElse(null);
    this.idleAfter = query.idleAfter();
  }

  /**
   * Takes the next entry, of which only the place and the time are of use.
   *
   * @param isRepeated true if another session counts it
   */
  void pass(long seq, Instant ts, boolean isRepeated) {
    if (isRepeated) {
      repeated(ts);
    } else if (!copies.has(seq)) {
      at(ts);
    }
  }

  /** Takes the next entry, likewise. */
  void see(long seq, Instant ts, SessionEvent event, boolean isRepeated) {
    if (event instanceof Note note && note.isAnnotation()) {
      // from outside: no activity of the session
      return;
    }
    boolean isCopy = copies.has(seq, event) || isRepeated;
    facts.take(event);
    follow(event);
    if (!isCopy) {
      at(ts);
      costs.see(event, keyOf);
      countFailure(event);
    } else if (isRepeated) {
      repeated(ts);
      costs.seeRepeated(event);
    }
    calls.see(seq, event, isCopy);
  }

  /** Moves to the time of an entry that another session counts, with the time before it. */
  private void repeated(Instant ts) {
    now = ts;
    last = ts;
  }

  /** Moves to the time of an entry, and adds the time since the last one. */
  private void at(Instant ts) {
    facts.begin(ts);
    now = ts;
    Instant before = last;
    last = ts;
    if (isOutside(ts)) {
      return;
    }
    hasEntries = true;
    if (before != null && before.isBefore(ts)) {
      Duration gap = Duration.between(before, ts);
      if (gap.compareTo(idleAfter) <= 0 && by != UsageGrouping.TOOL) {
        amounts().activeNanos += gap.toNanos();
      }
    }
  }

  /** Returns true if the query asks for entries of that time. */
  boolean isAskedFor(Instant ts) {
    return !isOutside(ts);
  }

  private boolean isOutside(Instant ts) {
    return (from != null && ts.isBefore(from)) || (to != null && !ts.isBefore(to));
  }

  /** Takes the model and the agent from here on. */
  private void follow(SessionEvent event) {
    if (event instanceof SessionStarted started) {
      sessionAgentId = started.agentId();
      sessionAgent = started.agentName() == null ? started.agentId() : started.agentName();
      agent(sessionAgent);
      model(started.model());
    } else if (event instanceof ProviderUsage provider) {
      model(provider.model());
    } else if (event instanceof InferenceCompleted inference) {
      model(inference.responseModel());
    } else if (event instanceof LoopEvent inLoop) {
      followLoop(inLoop);
    }
  }

  private void followLoop(LoopEvent event) {
    String id = ShortName.of(event.loopId());
    if (event instanceof AgentStart start) {
      boolean isOfSession = sessionAgent != null
          && (sessionAgentId == null || sessionAgentId.equals(start.agentId()));
      String own = isOfSession && sessionAgent != null ? sessionAgent : start.agentId();
      String set =
          start.configSnapshot() == null ? null : start.configSnapshot().model();
      loops.put(id, new Loop(own, set));
    }
    Loop loop = loops.get(id);
    String answered = event instanceof TurnEnd end
        ? end.message().model()
        : event instanceof MessageEnd message ? message.message().model() : null;
    if (loop != null) {
      if (answered != null && !answered.equals(loop.model())) {
        loop = new Loop(loop.agent(), answered);
        loops.put(id, loop);
      }
      agent(loop.agent());
      model(loop.model());
    } else {
      model(answered);
    }
  }

  private void model(@Nullable String name) {
    if (name != null && !name.equals(model)) {
      model = ShortName.of(name);
      firstModel = firstModel == null ? model : firstModel;
    }
  }

  private void agent(@Nullable String name) {
    if (name != null && !name.equals(agent)) {
      agent = ShortName.of(name);
      firstAgent = firstAgent == null ? agent : firstAgent;
    }
  }

  private void countFailure(SessionEvent event) {
    if (failures.see(event) && by != UsageGrouping.TOOL && !isOutside(now)) {
      amounts().failedCalls++;
    }
  }

  @Override
  public void call(Boolean isCopy, String tool) {
    if (!isCopy && !isOutside(now)) {
      amountsOf(tool).toolCalls++;
    }
  }

  @Override
  public void failure(Boolean isCopy, String tool) {
    if (!isCopy && !isOutside(now)) {
      amountsOf(tool).failedTools++;
    }
  }

  private Amounts amountsOf(String tool) {
    return by == UsageGrouping.TOOL ? amounts(slot(tool)) : amounts();
  }

  private Amounts amounts() {
    Slot here = slot();
    Amounts own = amountsOfSlot;
    if (own == null) {
      own = amounts(here);
      amountsOfSlot = own;
    }
    return own;
  }

  private Amounts amounts(Slot of) {
    Amounts own = amounts.get(of);
    if (own == null) {
      Slot key = amounts.size() < MAX_SLOTS ? of : OTHER_SLOT;
      own = amounts.computeIfAbsent(key, fresh -> new Amounts());
    }
    return own;
  }

  @SuppressWarnings("ReferenceEquality") // the same objects come again and again
  private CallKey keyOf(@Nullable Usage usage) {
    Slot here = slot();
    Counting counting = Counting.of(usage);
    CallKey key = latestKey;
    if (key == null || key.slot() != here || key.counting() != counting) {
      key = bounded(new CallKey(here, counting));
      latestKey = key;
    }
    return key;
  }

  private CallKey bounded(CallKey key) {
    CallKey known = keys.get(key);
    if (known != null) {
      return known;
    }
    if (keys.size() < MAX_SLOTS) {
      keys.put(key, key);
      return key;
    }
    return new CallKey(OTHER_SLOT, key.counting());
  }

  /** Returns the origin of what is recorded here and now. */
  private Slot slot() {
    if (isOutside(now)) {
      return Slot.OUTSIDE;
    }
    return slot(calendar == null ? "" : calendar.nameOf(now));
  }

  @SuppressWarnings("ReferenceEquality") // the same objects come again and again
  private Slot slot(String part) {
    Slot latest = slot;
    if (!part.equals(latest.part()) || latest.model() != model || latest.agent() != agent) {
      latest = new Slot(part, model, agent);
      slot = latest;
      amountsOfSlot = null;
    }
    return latest;
  }

  /** Returns true if a fork copied the entry with that seq. */
  boolean isCopy(long seq) {
    return copies.has(seq);
  }

  /** Returns what is said about the whole session. */
  SessionFacts facts() {
    return facts;
  }

  /** Returns true if it was imported, as far as it was read. */
  boolean isImported() {
    return facts.isImported();
  }

  /** Returns the agent that the session names; empty if it names none. */
  Optional<String> sessionAgent() {
    return Optional.ofNullable(sessionAgent).map(ShortName::of);
  }

  /** Returns true if it has entries at the times that are asked for. */
  boolean hasEntries() {
    return hasEntries;
  }

  /** Returns the model calls, with the model and the agent that came first where they lack one. */
  Map<CallKey, CostSum.Cost> modelCalls() {
    Map<CallKey, CostSum.Cost> known = new LinkedHashMap<>();
    Optional<CostSum.Result<CallKey>> result = costs.result();
    if (result.isPresent() && by != UsageGrouping.TOOL) {
      result.get().costs().forEach((key, cost) -> {
        if (key.slot().part() != null) {
          CallKey resolved = new CallKey(key.slot().or(firstModel, firstAgent), key.counting());
          known.merge(resolved, cost, CostSum.Cost::plus);
        }
      });
    }
    return known;
  }

  /** Returns all else, likewise. */
  Map<Slot, Amounts> others() {
    Map<Slot, Amounts> known = new LinkedHashMap<>();
    amounts.forEach((key, own) -> known
        .computeIfAbsent(key.or(firstModel, firstAgent), fresh -> new Amounts())
        .add(own));
    return known;
  }
}
