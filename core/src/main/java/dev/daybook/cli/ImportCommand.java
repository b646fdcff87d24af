package dev.daybook.cli;

import static java.util.stream.Collectors.joining;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.AgentFormats;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.internal.json.JsonText;
import dev.daybook.internal.json.Restated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command that brings in the session files of other agents. */
final class ImportCommand implements Command {

  private static final Option FROM =
      Option.value("--from", "FORMAT", "the files' format, whatever their content looks like");
  private static final Option ALL = Option.flag(
      "--all", "bring in what the agents of this machine left in your home, where they leave it");

  private static final Option VERBOSE = Option.flag(
          "--verbose", "name the files that are left out or unchanged, too")
      .withShort("-v");

  private static final String STANDARD_INPUT = "-";

  /** The beginning of what is said of a file that is known and not read. */
  private static final String KNOWN = "this is ";

  private final ProgressLine progress = new ProgressLine(200, 0);
  private final Map<String, Long> others = new TreeMap<>();
  private long files;
  private long fresh;
  private long sessions;
  private long unread;
  private long unknown;
  private long unchanged;

  @Override
  public Synopsis usage() {
    return new Synopsis("import", "Brings in session files that other agents left.")
        .saying(
            "Each file becomes a session, in the order of the file and with its times; sub-agents"
                + " become sessions of their own. What Daybook has no event for is kept as it is, what"
                + " is damaged becomes a note, and the file's bytes are kept, packed, below DIR/sources:"
                + " daybook export SESSION --format source gives them back. The files themselves are"
                + " only read.",
            "Importing again brings in what is new since the last time, and nothing twice. A file that"
                + " the agent rewrote becomes a session beside the old one. Of a folder, all files in it"
                + " and below it are looked at, links not followed, and those of no known format left"
                + " out.",
            "The line of a file says how many items it has, how many entries they gave, how many items"
                + " are kept verbatim, how many places are damaged, and how many entries are new since"
                + " the last time.",
            "The formats, recognised by content: "
                + AgentFormats.all().stream().map(AgentFormat::name).collect(joining(", "))
                + ".")
        .taking(new Synopsis.Parameter(
            "FILE|DIR|-", 0, Integer.MAX_VALUE, "a file, a folder, or - for standard input"))
        .with(FROM, ALL, VERBOSE)
        .withRoot()
        .makingRoot()
        .with(Option.json("print one JSON object a file, each on one line"))
        .endingWith(
            "0:all is brought in",
            "1:a file could not be read or is of no known format, or a folder has none that is; the"
                + " others are brought in",
            "2:called wrongly",
            "3:all is brought in, but that could not be printed")
        .closing(
            "Examples:",
            "  daybook import ~/.claude/projects",
            "  daybook import --all",
            "  daybook import --from codex rollout.jsonl --root DIR",
            "  zstd -dc rollout.jsonl.zst | daybook import -",
            "  daybook import logs --json | jq -c 'select(.damaged > 0)'");
  }

  @Override
  public boolean doesWork() {
    return true;
  }

  @Override
  public int run(Invocation call) throws Exception {
    List<String> given = call.given.parameters();
    if (given.isEmpty() && !call.has(ALL)) {
      throw new Misuse("give files or folders to bring in, - for standard input, or --all");
    }
    ImportOptions options = options(call);
    try (Daybook daybook = call.open()) {
      for (String each : given) {
        bringIn(call, daybook, options, each);
      }
      if (call.has(ALL)) {
        bringInAll(call, daybook, options);
      }
      progress.clear();
      reportOthers(call);
      if (!call.isJson()) {
        call.out.print(total());
      }
    } finally {
      call.out.flush();
    }
    return unread == 0 ? call.answered() : FAILED;
  }

  private static ImportOptions options(Invocation call) {
    String from = call.given.text(FROM);
    if (from == null) {
      return ImportOptions.defaults();
    }
    AgentFormat format = AgentFormats.named(from)
        .orElseThrow(() -> new Misuse(
            "no such format: " + Text.line(from),
            Nearest.to(from, AgentFormats.all().stream().map(AgentFormat::name).toList())));
    return ImportOptions.defaults().withFormat(format);
  }

  private void bringIn(Invocation call, Daybook daybook, ImportOptions options, String given) {
    if (given.equals(STANDARD_INPUT)) {
      report(call, "standard input", true, () -> daybook.importStream(call.in, "stdin", options));
      return;
    }
    Path path = Path.of(given);
    if (!Files.isDirectory(path)) {
      importFile(call, daybook, options, path, true);
      return;
    }
    bringInNamed(call, daybook, options, path);
  }

  /** Brings in a folder that was named, which is expected to have a session. */
  private void bringInNamed(Invocation call, Daybook daybook, ImportOptions options, Path folder) {
    long before = files + unread;
    long unknownBefore = unknown;
    bringInFolder(call, daybook, options, folder);
    if (files + unread == before) {
      leftOut(DaybookException.of(
          DaybookException.Kind.INVALID_VALUE,
          "no session file is in the folder or below it; --verbose names what was left out",
          "folder",
          folder,
          "files",
          unknown - unknownBefore));
    }
  }

  private void bringInFolder(Invocation call, Daybook daybook, ImportOptions options, Path folder) {
    List<Path> found = new ForeignFiles(this::leftOut).below(folder);
    for (int i = 0; i < found.size(); i++) {
      if (progress.isDue()) {
        progress.show(
            (i + 1) + "/" + found.size() + " " + Text.line(found.get(i).toString()));
      }
      importFile(call, daybook, options, found.get(i), false);
    }
  }

  private void bringInAll(Invocation call, Daybook daybook, ImportOptions options) {
    List<Path> folders = new ArrayList<>();
    for (Path folder : AgentFolders.ofUser()) {
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      }
    }
    if (folders.isEmpty() && !call.isJson()) {
      call.out.print("no agent left session files where Daybook looks: "
          + AgentFolders.ofUser().stream()
              .map(path -> Text.line(path.toString()))
              .collect(joining(", "))
          + "\n");
    }
    for (Path folder : folders) {
      bringInFolder(call, daybook, options, folder);
    }
  }

  private void importFile(
      Invocation call, Daybook daybook, ImportOptions options, Path file, boolean isNamed) {
    report(
        call,
        file.toString(),
        isNamed,
        () -> daybook.importFile(file, options.withOnProgress(bytes -> showBytes(file, bytes))));
  }

  private void showBytes(Path file, long bytes) {
    if (progress.isDue()) {
      progress.show(Text.line(file.toString()) + " " + (bytes >> 20) + " MiB");
    }
  }

  /** The import of one file. */
  private interface Import {
    ImportReport run();
  }

  private void report(Invocation call, String file, boolean isNamed, Import work) {
    ImportReport report;
    try {
      report = work.run();
    } catch (DaybookException refused) {
      if (refused.kind() == DaybookException.Kind.INVALID_VALUE && !isNamed) {
        unknown++;
        noteOther(refused);
        if (call.has(VERBOSE)) {
          progress.clear();
          ErrorReport.printLeftOut(refused);
        }
        return;
      }
      if (refused.kind() == DaybookException.Kind.INTERRUPTED) {
        throw refused;
      }
      leftOut(refused.details().containsKey("file") ? refused : Restated.at(refused, "file", file));
      return;
    } catch (RuntimeException mistake) {
      // of the reader of one format; the other files are brought in all the same
      leftOut(DaybookException.causedBy(
          mistake,
          DaybookException.Kind.IO_ERROR,
          "the import failed",
          "file",
          file,
          "cause",
          mistake));
      return;
    }
    if (report.sessions().isEmpty() && isNamed) {
      unread++;
    }
    if (call.has(FROM) && report.items() > 0 && report.verbatim() == report.items()) {
      progress.clear();
      ErrorReport.printReport(
          "nothing_of_the_format",
          "file",
          file,
          "format",
          report.format(),
          "items",
          report.items());
    }
    files++;
    fresh += report.newEntries();
    sessions += report.sessions().size();
    unchanged += report.newEntries() == 0 ? 1 : 0;
    if (call.isJson()
        || isNamed
        || call.has(VERBOSE)
        || report.newEntries() > 0
        || report.damaged() > 0) {
      progress.clear();
      call.out.print(call.isJson() ? json(file, report) : text(file, report));
    }
  }

  /** Counts a file that is known and not read, by what is said of it. */
  private void noteOther(DaybookException refused) {
    if (refused.reason().startsWith(KNOWN) && !refused.reason().contains("sub-agent")) {
      others.merge(refused.reason(), 1L, Long::sum);
    }
  }

  /** Names the kinds of files that are sessions and are not read. */
  private void reportOthers(Invocation call) {
    others.forEach(
        (reason, count) -> ErrorReport.printReport("not_read", "reason", reason, "files", count));
    if (call.has(ALL)) {
      AgentFolders.unread().forEach((folder, remedy) -> {
        if (Files.isDirectory(folder)) {
          ErrorReport.printReport("not_read", "reason", remedy, "folder", folder.toString());
        }
      });
    }
  }

  private void leftOut(DaybookException refused) {
    unread++;
    progress.clear();
    ErrorReport.print(refused);
  }

  private static String json(String file, ImportReport report) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("file", file);
    line.put("format", report.format());
    line.put("sessions", report.sessions());
    line.put("items", report.items());
    line.put("entries", report.entries());
    line.put("verbatim", report.verbatim());
    line.put("damaged", report.damaged());
    line.put("new", report.newEntries());
    return Text.json(JsonText.of(line)) + "\n";
  }

  private static String text(String file, ImportReport report) {
    String session = report.sessions().isEmpty()
        ? "no session in it"
        : report.sessions().get(0)
            + (report.sessions().size() > 1
                ? " and " + Text.counted(report.sessions().size() - 1, "sub-agent")
                : "");
    return Text.line(file) + ": " + report.format() + ", " + Text.line(session) + ", "
        + Text.counted(report.items(), "item") + ", " + Text.counted(report.entries(), "entry")
        + (report.verbatim() > 0 ? ", " + report.verbatim() + " kept verbatim" : "")
        + (report.damaged() > 0 ? ", " + report.damaged() + " damaged" : "")
        + ", " + report.newEntries() + " new\n";
  }

  private String total() {
    return Text.counted(files, "file") + ", " + Text.counted(sessions, "session") + ", "
        + Text.counted(fresh, "new entry")
        + (unchanged > 0 ? ", " + unchanged + " unchanged" : "")
        + (unknown > 0 ? ", " + Text.counted(unknown, "file") + " of no known format left out" : "")
        + (unread > 0 ? ", " + unread + " not read" : "")
        + "\n";
  }
}
