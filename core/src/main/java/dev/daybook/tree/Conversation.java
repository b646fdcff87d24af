package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.Role;
import dev.daybook.event.TurnEnd;
import dev.daybook.event.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages and the cost of a loop so far; all there is of a loop whose end never comes. A
 * message is heard when it ends. A turn's end adds those of its messages that were not heard in the
 * turn.
 */
final class Conversation {

  private final List<AgentMessage> messages = new ArrayList<>();
  private final Set<@Nullable String> toolCallsHeard = new HashSet<>();
  private boolean isAnswerHeard;
  private Usage usage = Usage.NONE;

  void beginTurn() {
    isAnswerHeard = false;
    toolCallsHeard.clear();
  }

  void hear(AgentMessage message) {
    messages.add(message);
    if (message.role().equals(Role.ASSISTANT)) {
      isAnswerHeard = true;
    } else if (message.role().equals(Role.TOOL)) {
      toolCallsHeard.add(message.toolCallId());
    }
  }

  void endTurn(TurnEnd end) {
    if (!isAnswerHeard) {
      messages.add(end.message());
    }
    for (AgentMessage result : end.toolResults()) {
      if (!toolCallsHeard.contains(result.toolCallId())) {
        messages.add(result);
      }
    }
    usage = usage.plus(end.usage());
    beginTurn();
  }

  List<AgentMessage> messages() {
    return messages;
  }

  Usage usage() {
    return usage;
  }
}
