package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import dev.daybook.event.DaybookException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The command that lists sessions. */
final class LsCommand implements Command {

  private static final Option JSON = Option.flag("--json", "print one JSON object a line");
  private static final Option ALL = Option.flag("--all", "the sessions of all projects");
  private static final Option LIMIT =
      Option.value("--limit", "N", "print only the first N (default: all)").withShort(Option.COUNT);

  static final Usage USAGE = Usage.of("ls", "Lists sessions, the one that was updated last first.")
      .saying(
          "Reads at most 16 KiB of each file, its beginning and its end (more only if its last line is"
              + " longer). The title is the one that it was started with, or what the user said first;"
              + " of sessions whose users began with the same words, the first sentence that differs. A"
              + " session is open while somebody records in it, ended if its last entry says so,"
              + " damaged if a line that was read is not what was written there, paused if it was"
              + " closed, and else interrupted; unknown, if it cannot be known from here whether somebody"
              + " records in it. What stands in the middle of the files is"
              + " not looked at: daybook check does that.")
      .with(RootOption.OPTIONS)
      .with(Pager.NONE)
      .with(JSON, ALL, LIMIT)
      .closing(
          "With --json, one session a line; what is not known is null:",
          "  {\"id\":...,\"title\":...,\"entries\":N,\"created\":...,\"updated\":...,\"bytes\":N,",
          "   \"state\":\"open|ended|paused|interrupted|unknown|damaged\"}",
          "and \"pid\" where somebody has it open, \"copy_of\" where the file is another session's under"
              + " a wrong name, which @latest never is, and with --all \"project\" and \"root\".",
          "",
          "Reports on standard error, one a line, for what has no place among the sessions or cannot"
              + " be read:",
          "  {\"report\":{\"kind\":\"left_out\",\"reason\":\"unsafe_path\",...}}",
          "and with --project, where that has no sessions, for each project whose folder is gone, as that"
              + " of one that was renamed:",
          "  {\"report\":{\"kind\":\"project_gone\",\"folder\":...,\"root\":...,\"sessions\":N}}",
          "",
          "Examples:",
          "  daybook ls",
          "  daybook ls --all --limit 20",
          "  daybook ls --json | jq -r 'select(.state==\"interrupted\").id'");

  private final StandardOutput out;

  private final RootOption root;
  private final boolean isJson;
  private final boolean isAll;
  private final int limit;

  LsCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
    this.isAll = given.has(ALL);
    this.limit = given.count(LIMIT, 0, Integer.MAX_VALUE);
  }

  @Override
  public int run() {
    if (isAll && !root.isDefault()) {
      throw new Misuse("--all excludes --root and --project: give one of them");
    }
    List<SessionRow> rows = isAll ? ofAllProjects() : ofRoot();
    if (rows.isEmpty() && !isJson) {
      out.print("no sessions " + (isAll ? "of any project" : "below " + where())
          + "; daybook record SESSION begins one\n");
    }
    print(rows.subList(0, Math.min(limit, rows.size())), isJson, out, this::opening);
    return ExitCode.OK;
  }

  private String where() {
    return HarmlessText.line(root.root().toAbsolutePath().toString());
  }

  private List<SessionRow> ofRoot() {
    try (Daybook daybook = root.open()) {
      List<SessionRow> rows = rows(daybook, null);
      if (rows.isEmpty() && root.isProject()) {
        printGoneProjects();
      }
      return rows;
    }
  }

  /**
   * Reports projects whose folder is gone: one that was renamed has its sessions where it had them.
   */
  private void printGoneProjects() {
    for (Project project : Projects.ofUser().gone()) {
      try (Daybook daybook = root.openOther(project.root())) {
        int sessions = daybook.catalog().ids().size();
        if (sessions > 0) {
          Map<String, Object> details = new LinkedHashMap<>();
          details.put("folder", project.folder());
          details.put("root", project.root());
          details.put("sessions", sessions);
          ErrorReport.printReport("project_gone", details);
        }
      }
    }
  }

  private List<SessionRow> ofAllProjects() {
    List<SessionRow> rows = new ArrayList<>();
    for (Project project : Projects.ofUser().all()) {
      try (Daybook daybook = root.openOther(project.root())) {
        rows.addAll(rows(daybook, project));
      }
    }
    rows.sort(Comparator.comparing(SessionRow::session, Catalog.newestFirst(Instant.now())));
    return rows;
  }

  private static List<SessionRow> rows(Daybook daybook, @Nullable Project project) {
    return daybook.catalog().withOnRefused(ErrorReport::printLeftOut).list().stream()
        .map(session -> new SessionRow(session, project))
        .toList();
  }

  private String opening(SessionRow row) {
    Project project = row.project();
    try (Daybook daybook = project == null ? root.open() : root.openOther(project.root())) {
      return daybook.catalog().opening(row.session().id());
    } catch (DaybookException gone) {
      return "";
    }
  }

  /** Prints a table, in which titles differ, or lines of JSON. */
  static void print(
      List<SessionRow> rows,
      boolean isJson,
      StandardOutput out,
      Function<SessionRow, String> opening) {
    if (isJson) {
      rows.forEach(row -> out.print(row.json()));
    } else if (!rows.isEmpty()) {
      out.print(SessionRow.table(
          rows, Instant.now(), ZoneId.systemDefault(), Colours.ofTerminal(), opening));
    }
    out.flush();
  }
}
