package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.read.Transcript;
import dev.daybook.read.Transcript.Adjustment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command that prints a session as a conversation. */
final class ReplayCommand implements Command {

  private static final Option LAST = Option.last("print only the last N messages (default: all)");

  /** A message in JSON: what it does not have is null, and left out. */
  private record Said(
      Role role,
      String content,
      @Nullable List<Message.Call> toolCalls,
      @Nullable String toolCallId,
      @Nullable String thinking,
      @Nullable List<Message.Thought> thoughts,
      @Nullable String messageId) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("replay", "Prints a session as the conversation it was.")
        .saying(
            "Prints the messages that a model would be given to go on: those of the newest snapshot and"
                + " what came after it. Only that part of the file is read and checked.",
            "Without --json it is text to read: a heading for each message, what it says indented below,"
                + " thoughts after \"~\", calls as \"-> name arguments (id)\", results after \"<- id\"."
                + " Control characters are shown as <U+001B>, so that no session can drive the terminal.")
        .taking("SESSION", Invocation.SESSION)
        .withRoot()
        .with(Option.NO_PAGER)
        .with(Option.json("print one JSON object a line"), LAST)
        .with(Option.LENIENT, Option.MAX_LINE_BYTES)
        .closing(
            "With --json, one message a line; what a message does not have is left out:",
            "  {\"role\":\"system|user|assistant|tool\",\"content\":\"...\",",
            "   \"tool_calls\":[{\"id\":\"...\",\"name\":\"...\",\"arguments\":\"...\"}],",
            "   \"tool_call_id\":\"...\",\"thinking\":\"...\",\"message_id\":\"...\",",
            "   \"thoughts\":[{\"text\":\"...\",\"signature\":\"...\",\"item\":\"...\"}]}",
            "",
            "Reports on standard error, one a line; an open call is one that nothing answers, and what"
                + " was moved, closed or left out for a provider to accept the messages is named, too:",
            "  {\"report\":{\"kind\":\"open_call\",\"call_id\":\"call_1\",\"tool\":\"bash\"}}",
            "  {\"report\":{\"kind\":\"result_moved\",\"seq\":9,\"call_id\":\"call_1\"}}",
            "  {\"report\":{\"kind\":\"torn_tail\",\"bytes\":12}}",
            "",
            "Examples:",
            "  daybook replay s-1 | less",
            "  daybook replay s-1 --last 1",
            "  daybook replay s-1 --json | jq -r 'select(.role==\"user\").content'");
  }

  @Override
  public int run(Invocation call) {
    Transcript transcript;
    int last = call.given.count(LAST, Integer.MAX_VALUE);
    String session;
    try (Daybook daybook = call.open()) {
      session = call.session(daybook);
      transcript = daybook.reader(session, call.reading()).transcript().last(last);
    }
    ReplayText text = new ReplayText(call.out);
    for (Message message : transcript.messages()) {
      if (call.out.isClosed()) {
        return OK;
      } else if (call.isJson()) {
        call.out.print(Text.jsonLine(said(message)));
      } else {
        text.print(message);
      }
    }
    call.out.flush();
    if (transcript.messages().isEmpty() && last > 0) {
      ErrorReport.printReport("no_messages", "session", session);
    }
    for (Message.Call open : transcript.openCalls()) {
      ErrorReport.printReport("open_call", "call_id", open.id(), "tool", open.name());
    }
    for (Adjustment done : transcript.adjustments()) {
      ErrorReport.printReport(
          done.change().wireName(), "seq", done.seq(), "call_id", done.callId());
    }
    if (transcript.report().tornTailBytes() > 0) {
      ErrorReport.printTornTail(transcript.report().tornTailBytes());
    }
    return OK;
  }

  private static Said said(Message message) {
    return new Said(
        message.role(),
        message.content(),
        message.toolCalls().isEmpty() ? null : message.toolCalls(),
        message.toolCallId(),
        message.thinking(),
        message.thoughts().isEmpty() ? null : message.thoughts(),
        message.messageId());
  }
}
