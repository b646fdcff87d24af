package dev.daybook.event;

import java.util.List;

/**
 * A range of a loop's turns and the messages that replace them.
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
