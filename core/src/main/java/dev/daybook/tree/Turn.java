package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.RequestPayload;
import dev.daybook.event.TurnId;
import dev.daybook.event.TurnTrigger;
import dev.daybook.event.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A finished turn: one call of a model and its consequences. Immutable. */
public interface Turn {

  /** Returns its loop and its index there. */
  TurnId turnId();

  /** Returns its trigger. */
  TurnTrigger triggeredBy();

  /** Returns its cost. */
  Usage usage();

  /** Returns its messages that are not the model's. */
  List<AgentMessage> inputMessages();

  /** Returns the answer. */
  AgentMessage outputMessage();

  /** Returns the results of the tools that it called, marked as part of the turn. */
  List<AgentMessage> toolResults();

  /** Returns the time of its start. */
  Instant startedAt();

  /** Returns the time of its end. */
  Instant endedAt();

  /** Returns the model's request; empty if there was none or the tree does not keep requests. */
  Optional<RequestPayload> requestPayload();
}
