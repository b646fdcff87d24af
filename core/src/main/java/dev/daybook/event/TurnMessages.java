package dev.daybook.event;

import java.util.List;

/**
 * Turns of a loop and the messages that stand for them.
 *
 * @param range the turns
 * @param messages the messages
 */
public record TurnMessages(TurnRange range, List<AgentMessage> messages) {
  public TurnMessages {
    Check.present(range, TurnMessages.class, "range");
    messages = Check.list(messages, TurnMessages.class, "messages");
  }
}
