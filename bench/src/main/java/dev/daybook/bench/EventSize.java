package dev.daybook.bench;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SystemMessage;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The size of the events of a mix. */
public enum EventSize {

  /** Some 200 bytes of data in each. */
  SMALL(165),

  /** The sessions as they were: a mean of 700 bytes, from 50 bytes to 10 KB. */
  MIX(0),

  /** Some 16 KB of data in each. */
  LARGE(15_600);

  private final int chars;

  EventSize(int chars) {
    this.chars = chars;
  }

  /**
   * The real events, or their texts put one after another and cut into pieces of one length: what
   * has to be escaped is as frequent as it was.
   */
  List<SessionEvent> cut(List<SessionEvent> real) {
    if (this == MIX) {
      return real;
    }
    String texts = real.stream().map(EventSize::text).collect(Collectors.joining("\n"));
    List<SessionEvent> pieces = new ArrayList<>();
    int from = 0;
    while (from + chars < texts.length()) {
      int to = from + chars;
      // never between the two halves of a character
      to += Character.isLowSurrogate(texts.charAt(to)) ? 1 : 0;
      pieces.add(piece(pieces.size(), texts.substring(from, to)));
      from = to;
    }
    return pieces;
  }

  private static SessionEvent piece(int index, String text) {
    return switch (index % 4) {
      case 0 -> new UserMessage(text);
      case 1 -> new AssistantMessage(text);
      case 2 -> new ToolCall("call_" + index, "bash", text);
      default -> ToolResult.ok("call_" + index, text);
    };
  }

  private static String text(SessionEvent event) {
    if (event instanceof UserMessage message) {
      return message.text();
    }
    if (event instanceof SystemMessage message) {
      return message.text();
    }
    if (event instanceof AssistantMessage message) {
      return message.text();
    }
    if (event instanceof ToolCall call) {
      return call.arguments();
    }
    if (event instanceof ToolResult result && result.output() != null) {
      return result.output();
    }
    return "";
  }
}
