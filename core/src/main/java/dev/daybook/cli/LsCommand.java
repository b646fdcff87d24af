package dev.daybook.cli;

import static java.util.Objects.requireNonNull;

import dev.daybook.Daybook;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists sessions. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Lists sessions, the one that was updated last first.",
    description = {
      "",
      "Reads at most 16 KiB of each file, its beginning and its end (more only if its last line is"
          + " longer). The title is what the user said first. A session is open while somebody"
          + " records in it, ended if its last entry says so, damaged if a line that was read is"
          + " not what was written there, paused if it was closed, and else interrupted. What stands in the middle of the files is"
          + " not looked at: daybook check does that.",
      ""
    },
    footer = {
      "",
      "With --json, one session a line; what is not known is null:",
      "  {\"id\":...,\"title\":...,\"entries\":N,\"created\":...,\"updated\":...,\"bytes\":N,",
      "   \"state\":\"open|ended|paused|interrupted|damaged\"}",
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
      "  daybook ls --json | jq -r 'select(.state==\"interrupted\").id'"
    })
final class LsCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Spec
  private @Nullable CommandSpec spec;

  @Mixin
  private RootOption root = new RootOption();

  @Option(names = "--json", description = "print one JSON object a line")
  private boolean isJson;

  @Option(names = "--all", description = "the sessions of all projects")
  private boolean isAll;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = NotNegative.class,
      defaultValue = "2147483647",
      description = {"print only the first N", "(default: all)"})
  private long limit;

  LsCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (isAll && !root.isDefault()) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(),
          "--all excludes --root and --project: give one of them");
    }
    List<SessionRow> rows = isAll ? ofAllProjects() : ofRoot();
    print(rows.subList(0, (int) Math.min(limit, rows.size())), isJson, out);
    return ExitCode.OK;
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

  /** A project that was renamed has its sessions where it had them. */
  private static void printGoneProjects() {
    for (Project project : Projects.ofUser().gone()) {
      try (Daybook daybook = Daybook.open(project.root())) {
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

  private static List<SessionRow> ofAllProjects() {
    List<SessionRow> rows = new ArrayList<>();
    for (Project project : Projects.ofUser().all()) {
      try (Daybook daybook = Daybook.open(project.root())) {
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

  /** A table, or lines of JSON. */
  static void print(List<SessionRow> rows, boolean isJson, StandardOutput out) {
    if (isJson) {
      rows.forEach(row -> out.print(row.json()));
    } else if (!rows.isEmpty()) {
      out.print(SessionRow.table(rows, Instant.now(), ZoneId.systemDefault(), Terminal.colours()));
    }
    out.flush();
  }
}
