package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.Durability;
import dev.daybook.Overflow;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The command that records a session from standard input. */
final class RecordCommand implements Command {

  private static final Option ACK = Option.value(
      "--ack",
      "written|forced",
      "print {\"seq\":N} for each event once the operating system has it (written),"
          + " or the device (forced)");

  private static final Option STRICT =
      Option.flag("--strict", "refuse an event whose type Daybook does not know");

  @Override
  public Synopsis usage() {
    return new Synopsis("record", "Records events from standard input in a session.")
        .saying(
            "The session is created or continued. One event a line, as JSON in UTF-8:",
            "  {\"type\":\"user_message\",\"data\":{\"text\":\"Fix the failing test\"}}",
            "\"ts\", an RFC 3339 time, and \"id\" may stand beside them. A type that Daybook knows must"
                + " have its required fields; any other type is kept as it is. Blank lines are skipped.",
            "The first line that is at fault ends the recording: the error names the line, everything"
                + " before it is recorded and forced to the device, nothing after it is. Asked to"
                + " end by SIGTERM or Ctrl-C, it first forces what it has read.")
        .taking("SESSION", "the session's id")
        .withRoot()
        .allowingNoRoot()
        .with(ACK, STRICT, Option.JSON_ERRORS)
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:all is recorded and acknowledged",
            "1:failed: standard error says why, and which line",
            "2:called wrongly",
            "3:all is recorded, but not every acknowledgement could be printed")
        .closing(
            "Without --ack, standard output gets one line when everything is on the device:",
            "  {\"session\":\"s-1\",\"recorded\":3,\"first_seq\":0,\"last_seq\":2,...}",
            "",
            "With --ack, it gets one line for each event, in order, and the next events are read"
                + " meanwhile:",
            "  {\"seq\":0}",
            "An event whose line you have seen survives, with --ack written, the death of this process;"
                + " with --ack forced, a power cut. Events that arrive together share one force. If"
                + " no process reads the output any more, the events are still recorded, and the"
                + " exit code is 3.",
            "",
            "Examples:",
            "  daybook record s-1 < events.ndjson",
            "  agent --events | daybook record s-1 --ack forced",
            "  daybook fold s-1 | daybook record copy");
  }

  @Override
  public int run(Invocation call) throws Exception {
    Durability ack = durability(call.given.text(ACK));
    Ending ending = new Ending();
    // an eighth of a small heap at most, but room for the largest events
    long inFlightBytes = Math.max(
        4L * call.maxLineBytes(), Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8));
    try (Daybook daybook = call.builder()
        .maxLineBytes(call.maxLineBytes())
        .maxInFlightBytes(inFlightBytes)
        .listener(ending)
        // what is read is not lost: a full disk or ring ends the command
        .overflow(Overflow.BLOCK)
        .blockTimeout(Duration.ofSeconds(30))
        // a recording ends by itself when the process does
        .shutdownHook(false)
        .open()) {
      new Recording(call, ending, daybook, call.has(STRICT), ack).run();
    }
    return call.answered();
  }

  private static @Nullable Durability durability(@Nullable String given) {
    if (given == null) {
      return null;
    }
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "written" -> Durability.WRITTEN;
      case "forced" -> Durability.FORCED;
      default -> throw new Misuse("--ack needs a value: written or forced");
    };
  }
}
