package dev.daybook.cli;

import dev.daybook.event.Message;

/**
 * Messages for people. Only headings, calls and results begin a line; all that a message says is
 * indented, so that no message can look like another.
 */
final class TextMessages implements MessagePrinter {

  private static final String INDENT = "  ";
  private static final String THINKING = "  ~ ";

  private final StandardOutput out;
  private final int width = Terminal.width();
  private boolean isFirst = true;

  TextMessages(StandardOutput out) {
    this.out = out;
  }

  @Override
  public void print(Message message) {
    out.print(isFirst ? "" : "\n");
    isFirst = false;
    out.print("[" + HarmlessText.line(message.role().wireName()) + "]\n");
    if (message.toolCallId() != null) {
      out.print("<- " + HarmlessText.line(message.toolCallId()) + "\n");
    }
    if (message.thinking() != null) {
      printIndented(THINKING, message.thinking());
    }
    printIndented(INDENT, message.content());
    for (Message.Call call : message.toolCalls()) {
      out.print("-> " + HarmlessText.line(call.name()) + " ");
      out.print(HarmlessText.block(call.arguments()).replace("\n", "\n" + INDENT));
      out.print(" (" + HarmlessText.line(call.id()) + ")\n");
    }
  }

  private void printIndented(String indent, String text) {
    HarmlessText.block(text).lines().forEach(line -> printWrapped(indent, line));
  }

  private void printWrapped(String indent, String line) {
    int places = Math.max(1, width - indent.length());
    for (String part : WrappedText.lines(line, places)) {
      out.print((part.isEmpty() ? "" : indent) + part + "\n");
    }
  }
}
