package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.journal.Durability;
import dev.daybook.journal.Overflow;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records a session from standard input. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Records events from standard input in a session.",
    description = {
      "",
      "The session is created or continued. One event a line, as JSON in UTF-8:",
      "",
      "  {\"type\":\"user_message\",\"data\":{\"text\":\"Fix the failing test\"}}",
      "",
      "\"ts\", an RFC 3339 time, and \"id\" may stand beside them. A type that Daybook knows must"
          + " have its required fields; any other type is kept as it is. Blank lines are skipped.",
      "",
      "The first line that is at fault ends the recording: the error names the line, everything"
          + " before it is recorded and forced to the device, nothing after it is. Told to end by"
          + " SIGTERM or Ctrl-C, it first forces what it has read.",
      ""
    },
    footer = {
      "",
      "Without --ack, standard output gets one line when everything is on the device:",
      "  {\"session\":\"s-1\",\"recorded\":3,\"first_seq\":0,\"last_seq\":2,...}",
      "",
      "With --ack, it gets one line for each event, in order, and the next events are read"
          + " meanwhile:",
      "  {\"seq\":0}",
      "An event whose line you have seen survives, with --ack written, the death of this process;"
          + " with --ack forced, a power cut. Events that arrive together share one force. If the"
          + " output is closed, the events are still recorded.",
      "",
      "Examples:",
      "  daybook record s-1 < events.ndjson",
      "  agent --events | daybook record s-1 --ack forced",
      "  daybook fold s-1 | daybook record copy"
    })
final class RecordCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Parameters(paramLabel = "SESSION", description = "the session's id")
  private String sessionId = "";

  @Mixin
  private RootOption root = new RootOption();

  @Option(
      names = "--ack",
      paramLabel = "written|forced",
      description = "print {\"seq\":N} for each event once the operating system has it (written),"
          + " or the device (forced)")
  private @Nullable Durability ack;

  @Mixin
  private LineLimit limit = new LineLimit();

  RecordCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    InputLines input = new InputLines(new FileInputStream(FileDescriptor.in), limit.bytes());
    Ending ending = new Ending();
    try (Daybook daybook = open(ending)) {
      Recording recording = new Recording(
          input, out, ending, daybook, daybook.session(sessionId), limit.bytes(), ack);
      recording.run();
    }
    return ExitCode.OK;
  }

  private Daybook open(Ending ending) {
    // an eighth of a small heap at most, but room for the largest events
    long inFlightBytes =
        Math.max(4L * limit.bytes(), Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8));
    return root.builder()
        .maxLineBytes(limit.bytes())
        .maxInFlightBytes(inFlightBytes)
        .listener(ending)
        // what is read is not lost: a full disk or ring ends the command
        .overflow(Overflow.BLOCK)
        .blockTimeout(Duration.ofSeconds(30))
        // a recording ends by itself when the process does
        .shutdownHook(false)
        .open();
  }
}
