package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ExportReport;
import dev.daybook.exchange.ExportedSession;
import dev.daybook.internal.exchange.text.FlatRows;
import dev.daybook.internal.exchange.text.MarkdownText;
import dev.daybook.internal.exchange.text.MessageLines;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/** The forms in which sessions are written: those of agents, and three that are no agent's. */
public final class Exports {

  private static final String MARKDOWN = "markdown";
  private static final String JSONL = "jsonl";
  private static final String NDJSON = "ndjson";

  private Exports() {}

  /** Returns the names of all forms. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(MARKDOWN, JSONL, NDJSON),
            Formats.ALL.stream().filter(AgentFormat::canWrite).map(AgentFormat::name))
        .toList();
  }

  /**
   * Writes a session. The caller closes {@code out}.
   *
   * @throws DaybookException {@code INVALID_VALUE} if there is no such form; what reading the
   *     session throws
   * @throws IOException what {@code out} throws
   */
  public static ExportReport write(ExportedSession session, String name, OutputStream out)
      throws IOException {
    return switch (name) {
      case MARKDOWN -> new MarkdownText(out).write(session);
      case JSONL -> new MessageLines(out).write(session);
      case NDJSON -> new FlatRows(out).write(session);
      default ->
        Formats.ALL.stream()
            .filter(format -> format.canWrite() && format.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name))
            .write(session, out);
    };
  }

  private static DaybookException unknown(String name) {
    return DaybookException.of(
        Kind.INVALID_VALUE,
        "no session can be written in this format; give one of those named",
        "format",
        name,
        "formats",
        names());
  }
}
