package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.exchange.AgentFormats;
import dev.daybook.exchange.ExportReport;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The command that writes a session in another form. */
final class ExportCommand implements Command {

  private static final Option FORMAT =
      Option.value("--format", "FORMAT", "the form to write, one of those above");

  private static final String SOURCE = "source";

  @Override
  public Synopsis usage() {
    return new Synopsis("export", "Writes a session in another form to standard output.")
        .saying(
            "FORMAT is " + String.join(", ", formats()) + ".",
            "source is the file that the session was imported from, byte for byte.",
            "markdown is for people: what the session is, and its conversation. jsonl is the messages"
                + " as providers of models take them, one a line. ndjson is a flat row an entry for"
                + " DuckDB, Spark or jq, with the same columns in each. The others are the files of"
                + " the agents of that name.",
            "What a form cannot hold is reported on standard error, and left out. The first bad line"
                + " of the session ends it.")
        .taking("SESSION", Invocation.SESSION)
        .with(FORMAT)
        .withRoot()
        .with(Option.JSON_ERRORS)
        .with(Option.MAX_LINE_BYTES)
        .closing(
            "Reports on standard error, one for each type, or field of a type, that is left out:",
            "  {\"report\":{\"kind\":\"not_in_format\",\"what\":\"user_message.resources\",\"entries\":2}}",
            "",
            "Examples:",
            "  daybook export s-1 --format markdown > s-1.md",
            "  daybook export s-1 --format source > original.jsonl",
            "  daybook export @latest --format ndjson > s.ndjson",
            "  duckdb -c \"select type, count(*) from 's.ndjson' group by type\"");
  }

  /** Returns the names of all forms. */
  private static List<String> formats() {
    return Stream.concat(Stream.of(SOURCE), AgentFormats.ofExports().stream()).toList();
  }

  @Override
  public int run(Invocation call) throws IOException {
    String format = call.given.text(FORMAT);
    if (format == null) {
      throw new Misuse("--format is missing: give one of " + String.join(", ", formats()));
    }
    if (!formats().contains(format)) {
      throw new Misuse(
          "no session can be written in this format: give one of " + String.join(", ", formats()),
          Nearest.to(format, formats()));
    }
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
      String session = call.session(daybook);
      try {
        if (format.equals(SOURCE)) {
          daybook.exportSource(session, call.out);
        } else {
          report(daybook.export(session, format, call.out));
        }
      } catch (DaybookException refused) {
        throw Restated.at(refused, "session", session);
      } finally {
        call.out.flush();
      }
    }
    return OK;
  }

  private static void report(ExportReport report) {
    report
        .leftOut()
        .forEach((what, entries) ->
            ErrorReport.printReport("not_in_format", "what", what, "entries", entries));
  }
}
