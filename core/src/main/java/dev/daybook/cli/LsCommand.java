package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import dev.daybook.cli.SessionTable.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command that lists sessions. */
final class LsCommand implements Command {

  private static final Option LIMIT = Option.number(
          "--limit", "N", 0, "print only the first N (default: all)")
      .withShort(Option.COUNT);

  @Override
  public Synopsis usage() {
    return new Synopsis("ls", "Lists sessions, the one that was updated last first.")
        .saying(
            "Reads at most 16 KiB of each file, its beginning and its end (more only if its last line is"
                + " longer). The title is the one that it was started with, or what the user said first;"
                + " of sessions whose users began with the same words, the first sentence that differs. A"
                + " session is open while a process records in it, ended if its last entry says so,"
                + " damaged if a line that was read is not what was written there, imported if it came"
                + " from another agent's file, paused if it was closed, and else interrupted; unknown, if it cannot be known from here whether"
                + " a process records in it. What stands in the middle of the files is not looked"
                + " at: daybook check does that.")
        .withRoot()
        .with(Option.NO_PAGER)
        .with(Option.json("print one JSON object a line"), AllRoots.ALL, LIMIT)
        .closing(
            "With --json, one session a line; what is not known is null:",
            "  {\"id\":...,\"title\":...,\"agent\":...,\"entries\":N,\"created\":...,\"updated\":...,\"bytes\":N,",
            "   \"state\":\"open|ended|imported|paused|interrupted|unknown|damaged\"}",
            "and \"pid\" where a process has it open, \"copy_of\" where the file is another"
                + " session's under a wrong name, which @latest never is, and with --all"
                + " \"project\" and \"root\".",
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
  }

  @Override
  public int run(Invocation call) {
    boolean isAll = AllRoots.areAskedFor(call);
    List<Row> rows = isAll ? ofAllProjects(call) : ofRoot(call);
    if (rows.isEmpty()) {
      EmptyAnswer.printNoSessions(call, isAll);
    }
    int limit = call.given.count(LIMIT, Integer.MAX_VALUE);
    SessionTable.print(
        rows.subList(0, Math.min(limit, rows.size())), call, row -> opening(call, row));
    return OK;
  }

  private static List<Row> ofRoot(Invocation call) {
    try (Daybook daybook = call.open()) {
      List<Row> rows = rows(daybook, null);
      if (rows.isEmpty() && call.isProject()) {
        reportGoneProjects(call);
      }
      return rows;
    }
  }

  /**
   * Reports projects whose folder is gone: one that was renamed has its sessions where it had them.
   */
  private static void reportGoneProjects(Invocation call) {
    for (Project project : Projects.ofUser().gone()) {
      try (Daybook daybook = call.openOther(project.root())) {
        int sessions = daybook.catalog().ids().size();
        if (sessions > 0) {
          ErrorReport.printReport(
              "project_gone",
              "folder",
              project.folder().orElse(null),
              "root",
              project.root(),
              "sessions",
              sessions);
        }
      }
    }
  }

  private static List<Row> ofAllProjects(Invocation call) {
    List<Row> rows = new ArrayList<>();
    for (Project project : AllRoots.of(call)) {
      try (Daybook daybook = call.openOther(project.root())) {
        rows.addAll(rows(daybook, project));
      }
    }
    rows.sort(Comparator.comparing(Row::session, Catalog.newestFirst(Instant.now())));
    return rows;
  }

  private static List<Row> rows(Daybook daybook, @Nullable Project project) {
    return daybook.catalog().withOnRefused(ErrorReport::printLeftOut).list().stream()
        .map(session -> new Row(session, project))
        .toList();
  }

  private static String opening(Invocation call, Row row) {
    Project project = row.project();
    try (Daybook daybook = project == null ? call.open() : call.openOther(project.root())) {
      return daybook.catalog().opening(row.session().id());
    } catch (DaybookException gone) {
      return "";
    }
  }
}
