package dev.daybook.cli;

import static java.util.stream.Collectors.joining;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.catalog.Project;
import dev.daybook.usage.Prices;
import dev.daybook.usage.UsageGrouping;
import dev.daybook.usage.UsageProgress;
import dev.daybook.usage.UsageQuery;
import dev.daybook.usage.UsageReport;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The command that adds up what models and tools used. */
final class UsageCommand implements Command {

  private static final String GROUPINGS =
      Arrays.stream(UsageGrouping.values()).map(UsageGrouping::wireName).collect(joining("|"));

  private static final Option BY = Option.value(
      "--by", "WHAT", "a row for each " + GROUPINGS.replace("|", ", ") + " (default: day)");
  private static final Option FROM =
      Option.value("--from", "TIME", "count entries from then on: " + TimeBound.FORMS);
  private static final Option TO =
      Option.value("--to", "TIME", "count entries before then, in the same forms");
  private static final Option UTC =
      Option.flag("--utc", "days, weeks and months of UTC, not of the local time zone");
  private static final Option SESSION = Option.value(
      "--session",
      "ID",
      "this session, or those whose ids begin like that, with their sub-agents; @latest is the"
          + " newest one");
  private static final Option NO_SUB_AGENTS =
      Option.flag("--no-sub-agents", "with --session: without the sessions of sub-agents");
  private static final Option MODEL =
      Option.value("--model", "NAME", "this model alone; with * at the end, all that begin so");
  private static final Option AGENT =
      Option.value("--agent", "NAME", "this agent alone; with * at the end, all that begin so");
  private static final Option PRICES = Option.value(
      "--prices", "FILE", "a JSON file of prices, for model calls whose cost is not recorded");

  private final ProgressLine progress = new ProgressLine(500, 0);

  @Override
  public Synopsis usage() {
    return new Synopsis("usage", "Adds up tokens, cost, calls, failures and active time.")
        .saying(
            "Reads every session once and changes nothing. A model call counts once, however many"
                + " events record it: by provider_usage if the session has such events with"
                + " tokens, else by inference_completed, else by the turns and ends of agent"
                + " loops. What a fork copied counts in the session that it comes from, and a"
                + " sub-agent's usage in its own session, whatever its parent repeats of it; with"
                + " --session, its sub-agents are in the sum. What imported sessions have in common,"
                + " as versions of one file and copied histories do, counts once, and a note names"
                + " those that repeat it.",
            "A session, or a project, that used nothing has a row, too. A project is the folder that"
                + " a session was recorded in.",
            "A cost is the recorded one, or the one by --prices; where neither is known it is left"
                + " out and reported, and never 0. A number with + behind it lacks such calls."
                + " FAILED are failed results of tools and failed calls of models. ACTIVE is the"
                + " time between one entry and the next, as far as that is no more than "
                + UsageQuery.DEFAULT_IDLE_AFTER.toMinutes()
                + " minutes; sessions that are active at the same time count each.",
            "Damaged lines are skipped and reported; daybook verify shows them.")
        .withRoot()
        .with(AllRoots.ALL, BY, FROM, TO, UTC, SESSION, NO_SUB_AGENTS, MODEL, AGENT, PRICES)
        .with(Option.NO_PAGER)
        .with(Option.json("print one JSON object a row"), Option.MAX_LINE_BYTES)
        .endingWith(
            "0:done", "1:a session could not be read; the others are counted", "2:called wrongly")
        .closing(
            "A file of prices has an object for each model, in dollars for a million tokens; with * at"
                + " the end of the name it is for all that begin so. Without cache_read or"
                + " cache_write such tokens cost what input does:",
            "  {\"opus-5\":{\"input\":15,\"output\":75,\"cache_read\":1.5,\"cache_write\":18.75},",
            "   \"small-*\":{\"input\":0.25,\"output\":1}}",
            "",
            "With --json, one row a line; what is not known is left out:",
            "  {\"day\":\"2026-11-30\",\"sessions\":N,\"model_calls\":N,\"input_tokens\":N,",
            "   \"output_tokens\":N,\"cache_read_tokens\":N,\"cache_creation_tokens\":N,",
            "   \"reasoning_tokens\":N,\"cost_usd\":N,\"unpriced_calls\":N,\"tool_calls\":N,",
            "   \"failed_tools\":N,\"failed_calls\":N,\"active_ms\":N}",
            "and the notes as reports on standard error, one a line:",
            "  {\"report\":{\"kind\":\"unpriced\",\"model\":\"opus-5\",\"calls\":N}}",
            "  {\"report\":{\"kind\":\"skipped_lines\",\"session\":\"s-1\",\"lines\":N}}",
            "  {\"report\":{\"kind\":\"sessions_without_tokens\",\"sessions\":N}}",
            "  {\"report\":{\"kind\":\"sub_agents\",\"sessions\":N}}",
            "  {\"report\":{\"kind\":\"repeated_entries\",\"session\":\"s-1\",\"entries\":N}}",
            "  {\"report\":{\"kind\":\"no_such_value\",\"option\":\"--agent\",\"given\":...,",
            "   \"there_are\":{\"Claude Code\":N}}}",
            "",
            "Examples:",
            "  daybook usage",
            "  daybook usage --all --by model --from 1w",
            "  daybook usage --from today --agent claude-code",
            "  daybook usage --session @latest --by tool",
            "  daybook usage --by session --prices prices.json --json | jq -s 'map(.cost_usd)|add'");
  }

  @Override
  public int run(Invocation call) {
    boolean isAll = AllRoots.areAskedFor(call);
    if (call.has(NO_SUB_AGENTS) && call.given.text(SESSION) == null) {
      throw new Misuse("--no-sub-agents goes with --session: without it, each session counts once");
    }
    UsageQuery query = query(call);
    UsageReport report = isAll ? ofAllProjects(call, query) : ofRoot(call, query);
    progress.clear();
    boolean hasNone = report == null
        || (report.sessions() == 0
            && report.unread().isEmpty()
            && call.given.text(SESSION) == null);
    if (hasNone) {
      EmptyAnswer.printNoSessions(call, isAll);
    } else if (report != null) {
      print(call, report);
      reportAbsent(call, query, report);
      reportOutside(call, isAll, query, report);
    }
    call.out.flush();
    boolean isFailed = report != null && (!report.unread().isEmpty() || hasNoSession(call, report));
    return isFailed ? FAILED : OK;
  }

  private UsageQuery query(Invocation call) {
    ZoneId zone = call.has(UTC) ? ZoneOffset.UTC : ZoneId.systemDefault();
    String prices = call.given.text(PRICES);
    Instant from = TimeBound.of(call, FROM, zone);
    Instant to = TimeBound.of(call, TO, zone);
    TimeBound.requireOrder(from, to);
    return UsageQuery.by(grouping(call))
        .withZone(zone)
        .withFrom(from)
        .withTo(to)
        .withSubAgents(!call.has(NO_SUB_AGENTS))
        .withModel(call.given.text(MODEL))
        .withAgent(call.given.text(AGENT))
        .withPrices(prices == null ? Prices.none() : Prices.read(Path.of(prices)))
        .withMaxLineBytes(call.maxLineBytes())
        .withOnProgress(this::show);
  }

  private static UsageGrouping grouping(Invocation call) {
    String given = call.given.text(BY);
    List<UsageGrouping> all = List.of(UsageGrouping.values());
    return all.stream()
        .filter(grouping ->
            given == null ? grouping == UsageGrouping.DAY : grouping.wireName().equals(given))
        .findFirst()
        .orElseThrow(() -> new Misuse(
            "no such rows: --by " + Text.shortLine(String.valueOf(given), 40) + "; give one of "
                + GROUPINGS,
            Nearest.to(
                String.valueOf(given), all.stream().map(UsageGrouping::wireName).toList())));
  }

  private static UsageReport ofRoot(Invocation call, UsageQuery query) {
    try (Daybook daybook = call.open()) {
      String session = call.given.text(SESSION);
      UsageQuery all = query.withProject(call.isProject() ? call.projectFolder() : null);
      if (session == null) {
        return daybook.usage(all);
      }
      boolean isName = Invocation.isName(session);
      return daybook.usage(
          all.withSession(isName ? Invocation.session(daybook, session) : session));
    }
  }

  /** Returns the usage of all projects; null if there is none. */
  private static @Nullable UsageReport ofAllProjects(Invocation call, UsageQuery query) {
    String session = call.given.text(SESSION);
    AllRoots.refuseName(session);
    UsageQuery all = query.withSession(session == null ? "" : session);
    UsageReport sum = null;
    for (Project project : AllRoots.of(call)) {
      try (Daybook daybook = call.openOther(project.root())) {
        UsageReport own = daybook.usage(
            all.withProject(project.folder().orElseGet(() -> project.root().toString())));
        sum = sum == null ? own : sum.plus(own);
      }
    }
    return sum;
  }

  /** Reports the time that the sessions are from, if nothing is from the one that is asked for. */
  private static void reportOutside(
      Invocation call, boolean isAll, UsageQuery query, UsageReport report) {
    Instant from = query.from().orElse(null);
    Instant to = query.to().orElse(null);
    String given = call.given.text(SESSION);
    String session = given == null ? "" : given;
    if (report.total().sessions() > 0
        || (from == null && to == null)
        || Invocation.isName(session)) {
      return;
    }
    EmptyAnswer times = new EmptyAnswer();
    List<Project> roots =
        isAll ? AllRoots.of(call) : List.of(new Project(Optional.empty(), call.root()));
    for (Project project : roots) {
      try (Daybook daybook = call.openOther(project.root())) {
        times.add(daybook, summary -> summary.id().startsWith(session));
      }
    }
    times.reportOutside(from, to);
  }

  private void show(UsageProgress done) {
    if (progress.isDue()) {
      progress.show(done.sessions() + "/" + Text.counted(done.of(), "session") + " "
          + done.bytes() / 1_000_000 + " MB");
    }
  }

  /** Returns true if a session is asked for that is not there. */
  private static boolean hasNoSession(Invocation call, UsageReport report) {
    return call.given.text(SESSION) != null
        && report.sessions() == 0
        && report.unread().isEmpty();
  }

  /** Reports the filters that no session can pass. */
  private static void reportAbsent(Invocation call, UsageQuery query, UsageReport report) {
    if (hasNoSession(call, report)) {
      ErrorReport.printReport(
          "no_such_session",
          "session",
          Text.shortLine(String.valueOf(call.given.text(SESSION)), 60));
      return;
    }
    reportAbsent(call, AGENT, report.agents(), query::takesAgent);
    reportAbsent(call, MODEL, report.models(), query::takesModel);
  }

  private static void reportAbsent(
      Invocation call, Option option, Map<String, Long> there, Predicate<String> isAskedFor) {
    String given = call.given.text(option);
    if (given != null && there.keySet().stream().noneMatch(isAskedFor)) {
      Absent.report("session", option, given, there);
    }
  }

  private static void print(Invocation call, UsageReport report) {
    int width = new Terminal().width;
    if (call.isJson()) {
      report.rows().forEach(row -> call.out.print(UsageText.json(report.by(), row)));
      UsageNotes.report(report);
    } else if (report.rows().isEmpty()) {
      call.out.print((report.sessions() == 0 ? "no sessions" : "no usage") + " to count\n");
      call.out.print(UsageNotes.text(report, width));
    } else {
      call.out.print(new UsageText(report, width).table());
      call.out.print(UsageNotes.text(report, width));
    }
    for (DaybookException unread : report.unread()) {
      ErrorReport.print(unread);
    }
  }
}
