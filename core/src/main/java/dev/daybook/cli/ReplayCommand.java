package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.Message;
import dev.daybook.replay.Adjustment;
import dev.daybook.replay.Transcript;
import java.util.LinkedHashMap;
import java.util.Map;

/** The command that prints a session as a conversation. */
final class ReplayCommand implements Command {

  private static final Option JSON = Option.flag("--json", "print one JSON object a line");
  private static final Option LAST = Option.value(
          "--last", "N", "print only the last N messages (default: all)")
      .withShort(Option.COUNT);

  static final Usage USAGE = Usage.of("replay", "Prints a session as the conversation it was.")
      .saying(
          "Prints the messages that a model would be given to go on: those of the newest snapshot and"
              + " what came after it. Only that part of the file is read and checked.",
          "Without --json it is text to read: a heading for each message, what it says indented below,"
              + " thoughts after \"~\", calls as \"-> name arguments (id)\", results after \"<- id\"."
              + " Control characters are shown as <U+001B>, so that no session can drive the terminal.")
      .taking(SessionArgument.PARAMETER)
      .with(RootOption.OPTIONS)
      .with(Pager.NONE)
      .with(JSON, LAST)
      .with(Reading.OPTIONS)
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

  private final StandardOutput out;

  private final SessionArgument session;
  private final RootOption root;
  private final boolean isJson;
  private final int last;
  private final Reading reading;

  ReplayCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.session = new SessionArgument(given);
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
    this.last = given.count(LAST, 0, Integer.MAX_VALUE);
    this.reading = new Reading(given);
  }

  @Override
  public int run() {
    Transcript transcript;
    try (Daybook daybook = root.open()) {
      transcript =
          daybook.reader(session.id(daybook), reading.options()).transcript().last(last);
    }
    MessagePrinter printer = isJson ? new JsonMessages(out) : new TextMessages(out);
    for (Message message : transcript.messages()) {
      if (out.isClosed()) {
        return ExitCode.OK;
      }
      printer.print(message);
    }
    out.flush();
    transcript.openCalls().forEach(ReplayCommand::reportOpen);
    transcript.adjustments().forEach(ReplayCommand::reportAdjustment);
    if (transcript.report().tornTailBytes() > 0) {
      ErrorReport.printTornTail(transcript.report().tornTailBytes());
    }
    return ExitCode.OK;
  }

  private static void reportAdjustment(Adjustment adjustment) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("seq", adjustment.seq());
    details.put("call_id", adjustment.callId());
    ErrorReport.printReport(adjustment.reason().wireName(), details);
  }

  private static void reportOpen(Message.Call call) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("call_id", call.id());
    details.put("tool", call.name());
    ErrorReport.printReport("open_call", details);
  }
}
