package dev.daybook.cli;

import dev.daybook.event.Message;

/**
 * A conversation for people, message after message. Only headings, calls and results begin a line;
 * all that a message says is indented, so that no message can look like another.
 */
final class ReplayText {

  private static final String INDENT = "  ";
  private static final String THINKING = "  ~ ";

  private final StandardOutput out;
  private final int width = new Terminal().width;
  private boolean isFirst = true;

  ReplayText(StandardOutput out) {
    this.out = out;
  }

  void print(Message message) {
    out.print(isFirst ? "" : "\n");
    isFirst = false;
    printWrapped("", "[" + Text.line(message.role().wireName()) + "]");
    if (message.toolCallId() != null) {
      printWrapped("", "<- " + Text.line(message.toolCallId()));
    }
    if (message.thinking() != null) {
      printIndented(THINKING, message.thinking());
    }
    printIndented(INDENT, message.content());
    for (Message.Call call : message.toolCalls()) {
      print(call);
    }
  }

  private void print(Message.Call call) {
    String text = "-> " + Text.line(call.name()) + " " + Text.block(call.arguments()) + " ("
        + Text.line(call.id()) + ")";
    String indent = "";
    for (String line : text.split("\n", -1)) {
      printWrapped(indent, line);
      indent = INDENT;
    }
  }

  private void printIndented(String indent, String text) {
    Text.block(text).lines().forEach(line -> printWrapped(indent, line));
  }

  /** Prints a line that may go on below, indented there so that it begins no message. */
  private void printWrapped(String indent, String line) {
    int places = Math.max(1, width - Math.max(INDENT.length(), indent.length()));
    String begin = indent;
    for (String part : Text.wrapped(line, places)) {
      out.print((part.isEmpty() ? "" : begin) + part + "\n");
      begin = indent.isEmpty() ? INDENT : indent;
    }
  }
}
