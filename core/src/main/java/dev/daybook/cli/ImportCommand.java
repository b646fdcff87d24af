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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command that brings in the session files of other agents. */
final class ImportCommand implements Command {

  private static final Option FROM =
      Option.value("--from", "FORMAT", "the files' format, whatever their content looks like");
  private static final Option ALL = Option.flag(
      "--all", "bring in what the agents of this machine left in your home, where they leave it");

  private static final Option VERBOSE = Option.flag(
          "--verbose", "name the files that are left out or have nothing new, too")
      .withShort("-v");

  private static final String STANDARD_INPUT = "-";

  private final ProgressLine progress = new ProgressLine(200, 0);
  private final Set<String> sessions = new HashSet<>();
  private LeftOutFiles leftOut = new LeftOutFiles(false, progress);
  private int width = Integer.MAX_VALUE;
  private long files;
  private long fresh;
  private long failed;
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
                + " are kept verbatim, how many places are damaged, with the first of them, and how many"
                + " entries are new since the last time. The end line says what was left out, by"
                + " reason; --verbose names each such file.",
            "The formats, recognised by content: " + String.join(", ", names()) + ".")
        .taking(new Synopsis.Parameter(
            "FILE|DIR|-", 0, Integer.MAX_VALUE, "a file, a folder, or - for standard input"))
        .with(FROM, ALL, VERBOSE)
        .withRoot()
        .allowingNoRoot()
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
    leftOut = new LeftOutFiles(call.has(VERBOSE), progress);
    width = new Terminal().width;
    try (Daybook daybook = call.open()) {
      for (String each : given) {
        bringIn(call, daybook, options, each);
      }
      if (call.has(ALL)) {
        bringInAll(call, daybook, options);
      }
      progress.clear();
      leftOut.report(call.isJson());
      reportStores(call);
      if (!call.isJson()) {
        call.out.print(lines(total()));
      }
    } finally {
      call.out.flush();
    }
    return failed == 0 ? call.answered() : FAILED;
  }

  private static ImportOptions options(Invocation call) {
    String from = call.given.text(FROM);
    if (from == null) {
      return ImportOptions.defaults();
    }
    AgentFormat format = AgentFormats.named(from)
        .orElseThrow(() -> new Misuse(
            "no such format: " + Text.line(from) + "; the formats are "
                + String.join(", ", names()),
            Nearest.to(from, names())));
    return ImportOptions.defaults().withFormat(format);
  }

  private static List<String> names() {
    return AgentFormats.all().stream().map(AgentFormat::name).toList();
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
    long before = files + failed;
    long leftOutBefore = leftOut.files();
    bringInFolder(call, daybook, options, folder);
    if (files + failed == before) {
      failed(DaybookException.of(
          DaybookException.Kind.INVALID_VALUE,
          "no session file is in the folder or below it; --verbose names what was left out",
          "folder",
          folder,
          "files",
          leftOut.files() - leftOutBefore));
    }
  }

  private void bringInFolder(Invocation call, Daybook daybook, ImportOptions options, Path folder) {
    List<Path> found = new ForeignFiles(leftOut, this::failed).below(folder);
    for (int i = 0; i < found.size(); i++) {
      if (progress.isDue()) {
        progress.show((i + 1) + "/" + found.size() + " " + name(found.get(i)));
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
      progress.show((bytes >> 20) + " MiB of " + name(file));
    }
  }

  private static String name(Path file) {
    return Text.line(String.valueOf(file.getFileName()));
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
      DaybookException named =
          refused.details().containsKey("file") ? refused : Restated.at(refused, "file", file);
      if (!isNamed && LeftOutFiles.isReasonOf(refused)) {
        leftOut.add(named);
        return;
      }
      if (refused.kind() == DaybookException.Kind.INTERRUPTED) {
        throw refused;
      }
      failed(named);
      return;
    } catch (RuntimeException mistake) {
      // of the reader of one format; the other files are brought in all the same
      failed(DaybookException.causedBy(
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
      failed(DaybookException.of(
          DaybookException.Kind.INVALID_VALUE,
          "no item of the format is in it, so it is no session; name another format with --from, or"
              + " none to have it recognised",
          "file",
          file,
          "format",
          report.format(),
          "damaged",
          report.damaged()));
      return;
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
    sessions.addAll(report.sessions());
    unchanged += report.newEntries() == 0 ? 1 : 0;
    if (call.isJson()
        || isNamed
        || call.has(VERBOSE)
        || report.newEntries() > 0
        || report.damaged() > 0) {
      progress.clear();
      call.out.print(call.isJson() ? json(file, report) : lines(text(file, report)));
    }
  }

  /** Names the stores of agents that are not read. */
  private static void reportStores(Invocation call) {
    if (call.has(ALL)) {
      AgentFolders.unread().forEach((folder, remedy) -> {
        if (Files.isDirectory(folder)) {
          Map<String, Object> details = new LinkedHashMap<>();
          details.put("reason", "other_agent");
          details.put("message", remedy);
          details.put("folder", folder.toString());
          ErrorReport.printReport("left_out", "left out: " + folder + ": " + remedy, details);
        }
      });
    }
  }

  private void failed(DaybookException refused) {
    failed++;
    progress.clear();
    ErrorReport.print(refused);
  }

  /** Returns a line as it fits the terminal: what does not fit is on lines below it, indented. */
  private String lines(String text) {
    if (Text.width(text) <= width) {
      return text + "\n";
    }
    return String.join("\n  ", Text.wrapped(text, width - 2)) + "\n";
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
        + damage(report)
        + ", " + report.newEntries() + " new";
  }

  private static String damage(ImportReport report) {
    if (report.damaged() == 0) {
      return "";
    }
    List<String> places = new ArrayList<>();
    for (ImportReport.DamagedPlace place : report.firstDamaged()) {
      places.add("line " + place.line() + ": " + Text.line(place.reason().replace('_', ' ')));
    }
    long others = report.damaged() - places.size();
    if (others > 0 && !places.isEmpty()) {
      places.add("and " + others + " more");
    }
    return ", " + report.damaged() + " damaged"
        + (places.isEmpty() ? "" : " (" + String.join("; ", places) + ")");
  }

  private String total() {
    return Text.counted(files, "file") + ", " + Text.counted(sessions.size(), "session") + ", "
        + Text.counted(fresh, "new entry")
        + (unchanged > 0 ? ", " + unchanged + " with nothing new" : "")
        + (failed > 0 ? ", " + failed + " failed" : "")
        + leftOut.text();
  }
}
