package dev.daybook.diagnosis;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.TurnFailed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An examination of each entry alone, or against the one before it. */
final class SingleEvents implements Examination {

  private final Findings findings;
  private @Nullable Instant lastTs;
  private @Nullable String sessionId;
  private long missing;

  SingleEvents(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void see(Entry entry, Place at) {
    time(entry.ts(), at);
    session(entry.sessionId(), at);
    event(entry.event(), at);
  }

  private void time(Instant ts, Place at) {
    if (lastTs != null && ts.isBefore(lastTs)) {
      // not toNanos, which has no room for some thousand years
      Duration back = Duration.between(ts, lastTs);
      long micros = back.toSeconds() * 1_000_000 + back.toNanosPart() / 1000;
      findings.warn(
          Warning.CLOCK_BACKWARDS, at, "older than the entry before it", "micros", micros);
    }
    lastTs = ts;
  }

  /** Resets the last time: the copies in a fork are older than its own first entry. */
  private void forked() {
    lastTs = null;
  }

  private void session(String id, Place at) {
    if (sessionId == null) {
      sessionId = id;
    } else if (!sessionId.equals(id)) {
      findings.warn(
          Warning.SESSION_ID_DIFFERS, at, "the entry names another session than the first one");
    }
  }

  private void event(SessionEvent event, Place at) {
    if (event instanceof AssistantMessage answer && answer.isPartial()) {
      findings.warn(Warning.PARTIAL_MESSAGE, at, "an answer was cut off");
    } else if (event instanceof SessionFork) {
      forked();
    } else if (event instanceof TurnFailed) {
      findings.warn(Warning.TURN_FAILED, at, "a turn failed");
    } else if (event instanceof Gap gap) {
      missing = gap.count() > Long.MAX_VALUE - missing ? Long.MAX_VALUE : missing + gap.count();
      findings.warn(Warning.EVENTS_MISSING, at, "events could not be kept", "count", gap.count());
    } else if (event instanceof SubagentEvent subagent
        && subagent.event().equals(SubagentPhase.TIMED_OUT)) {
      findings.warn(
          Warning.SUBAGENT_TIMED_OUT,
          at,
          "a sub-agent ran out of time",
          "subagent",
          ShortName.of(subagent.subagentId()));
    }
  }

  /** Returns the number of missing events that the session reports. */
  long missing() {
    return missing;
  }
}
