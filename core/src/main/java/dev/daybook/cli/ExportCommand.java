package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.exchange.AgentFormats;
import dev.daybook.exchange.ExportReport;
import dev.daybook.exchange.ImportReport.ImportedSource;
import dev.daybook.internal.json.Restated;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command that writes a session in another form. */
final class ExportCommand implements Command {

  private static final Option FORMAT =
      Option.value("--format", "FORMAT", "the form to write, one of those above");

  private static final Option SOURCE_VERSION = Option.number(
      "--source-version",
      "N",
      1,
      "with --format source: an older version of it, as --source-versions lists them (default: the"
          + " newest)");

  private static final Option SOURCE_VERSIONS = Option.flag(
      "--source-versions", "list the kept versions of the file that it was imported from, and end");

  private static final String SOURCE = "source";
  private static final String MARKDOWN = "markdown";

  /** The name of Markdown that people know from their files. */
  private static final String MD = "md";

  /** The digits of a digest by which people know a file. */
  private static final int SHOWN_DIGITS = 12;

  private record OfSession(String session) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("export", "Writes a session in another form to standard output.")
        .saying(
            "FORMAT is " + String.join(", ", formats()) + ".",
            "source is the file that the session was imported from, byte for byte. One that grew since"
                + " has a version for each import that found more; one that was rewritten is the"
                + " source of another session, SESSION.2.",
            "markdown, or md, is for people: what the session is and used, its sub-agents, and its"
                + " conversation. jsonl is the messages"
                + " as providers of models take them, one a line. ndjson is a flat row an entry for"
                + " DuckDB, Spark or jq, with the same columns in each. The others are the files of"
                + " the agents of that name.",
            "What a form cannot hold is reported on standard error, and left out. The first bad line"
                + " of the session ends it.")
        .taking("SESSION", Invocation.SESSION)
        .with(FORMAT, SOURCE_VERSION, SOURCE_VERSIONS)
        .withRoot()
        .with(Option.json("the list of versions as one JSON object a line; errors as JSON"))
        .with(Option.MAX_LINE_BYTES)
        .closing(
            "Reports on standard error, one for each type, or field of a type, that is left out:",
            "  {\"report\":{\"kind\":\"not_in_format\",\"what\":\"user_message.resources\",\"entries\":2}}",
            "",
            "Examples:",
            "  daybook export s-1 --format markdown > s-1.md",
            "  daybook export s-1 --format source > original.jsonl",
            "  daybook export s-1 --source-versions",
            "  daybook export s-1 --format source --source-version 1 > first.jsonl",
            "  daybook export @latest --format ndjson > s.ndjson",
            "  duckdb -c \"select type, count(*) from 's.ndjson' group by type\"");
  }

  /** Returns the names of all forms. */
  private static List<String> formats() {
    return Stream.concat(Stream.of(SOURCE), AgentFormats.ofExports().stream()).toList();
  }

  /** Returns the name of the form that is asked for, in any case; null if none is. */
  private static @Nullable String format(Invocation call) {
    String given = call.given.text(FORMAT);
    if (given == null) {
      return null;
    }
    String format = given.strip().toLowerCase(Locale.ROOT);
    return format.equals(MD) ? MARKDOWN : format;
  }

  @Override
  public int run(Invocation call) throws IOException {
    String format = format(call);
    if (call.has(SOURCE_VERSIONS)) {
      if (format != null && !format.equals(SOURCE)) {
        throw new Misuse("--source-versions lists files: give it alone, or with --format source");
      }
      return list(call);
    }
    if (format == null) {
      throw new Misuse("--format is missing: give one of " + String.join(", ", formats()));
    }
    if (!formats().contains(format)) {
      throw new Misuse(
          "no session can be written in this format: give one of " + String.join(", ", formats()),
          Nearest.to(format, formats()));
    }
    Long version = call.given.number(SOURCE_VERSION);
    if (version != null && !format.equals(SOURCE)) {
      throw new Misuse("--source-version is for --format source alone");
    }
    try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
      String session = call.session(daybook);
      try {
        if (format.equals(SOURCE)) {
          export(daybook, session, version, call.out);
        } else {
          ExportReport report = daybook.export(session, format, call.out);
          report(session, report);
          if (report.entries() == 0 && !report.leftOut().isEmpty()) {
            throw DaybookException.of(
                DaybookException.Kind.INVALID_VALUE,
                "nothing of this session fits the format; export it in another one, as ndjson",
                "format",
                format);
          }
        }
      } catch (DaybookException refused) {
        throw Restated.at(refused, "session", session);
      } finally {
        call.out.flush();
      }
    }
    return OK;
  }

  private static void export(
      Daybook daybook, String session, @Nullable Long version, OutputStream out)
      throws IOException {
    if (version == null) {
      daybook.exportSource(session, out);
    } else {
      daybook.exportSource(session, (int) Math.min(version, Integer.MAX_VALUE), out);
    }
  }

  private static int list(Invocation call) {
    try (Daybook daybook = call.open()) {
      String session = call.session(daybook);
      List<ImportedSource> sources = daybook.sources(session);
      if (sources.isEmpty()) {
        throw DaybookException.of(
            DaybookException.Kind.INVALID_VALUE,
            "the session was not imported, so it has no source; export it in another format",
            "session",
            session);
      }
      Table table = new Table();
      table.add(List.of("VERSION", "BYTES", "ITEMS", "DAMAGED", "MODIFIED", "SHA-256", "FILE"));
      for (ImportedSource each : sources) {
        if (call.isJson()) {
          call.out.print(Text.jsonLine(new OfSession(session), each));
        }
        table.add(List.of(
            String.valueOf(each.version()),
            String.valueOf(each.bytes()),
            String.valueOf(each.items()),
            String.valueOf(each.damaged()),
            String.valueOf(each.modified()),
            each.sha256().substring(0, Math.min(SHOWN_DIGITS, each.sha256().length())),
            Text.line(each.path())));
      }
      if (!call.isJson()) {
        call.out.print(table.text());
      }
    } finally {
      call.out.flush();
    }
    return OK;
  }

  private static void report(String session, ExportReport report) {
    if (report.entries() == 0 && report.leftOut().isEmpty()) {
      ErrorReport.printReport("no_entries", "session", session);
    }
    report
        .leftOut()
        .forEach((what, entries) ->
            ErrorReport.printReport("not_in_format", "what", what, "entries", entries));
  }
}
