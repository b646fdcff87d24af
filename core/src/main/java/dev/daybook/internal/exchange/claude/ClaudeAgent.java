package dev.daybook.internal.exchange.claude;

import dev.daybook.event.Json;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.SubagentPhase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A sub-agent, from its call to its end. */
final class ClaudeAgent {

  final String callId;
  final @Nullable String kind;
  final @Nullable String task;
  final @Nullable Instant calledAt;

  /** The hash of the text that it was given, by which its lines are found. */
  final long prompt;

  /** Its name; its call's until its own is known. */
  String id;

  @Nullable
  String session;

  boolean isStarted;

  ClaudeAgent(
      String callId,
      @Nullable String kind,
      @Nullable String task,
      long prompt,
      @Nullable Instant calledAt) {
    this.callId = callId;
    this.kind = kind;
    this.task = task;
    this.prompt = prompt;
    this.calledAt = calledAt;
    this.id = callId;
  }

  SubagentEvent event(
      SubagentPhase phase,
      @Nullable String status,
      @Nullable Long elapsedMs,
      @Nullable Json facts) {
    return SubagentEvent.builder()
        .event(phase)
        .subagentId(id)
        .childSessionId(session)
        .agent(kind)
        .task(task)
        .status(status)
        .elapsedMs(elapsedMs)
        .details(facts)
        .build();
  }
}
