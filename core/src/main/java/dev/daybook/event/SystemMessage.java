package dev.daybook.event;

/**
 * Instructions to the model that come from neither the user nor a tool.
 *
 * @param text the message, any Unicode
 */
public record SystemMessage(String text) implements StandardEvent {
  public SystemMessage {
    Check.present(text, SystemMessage.class, "text");
  }
}
