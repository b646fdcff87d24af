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
 * What a loop said and cost so far: what there is to keep of one whose end never comes. A message
 * is heard when it ends; what a turn's end tells that was not heard in the turn is added.
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
