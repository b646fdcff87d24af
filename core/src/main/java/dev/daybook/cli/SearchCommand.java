package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.SessionState;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.search.Hit;
import dev.daybook.search.SearchQuery;
import dev.daybook.search.SearchTotals;
import dev.daybook.search.SearchValues;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command that finds words in the texts of sessions. */
final class SearchCommand implements Command {

  private static final Option REGEX = Option.flag(
          "--regex", "PATTERN is a regular expression, as Java has them")
      .withShort("-E");
  private static final Option CASE_SENSITIVE =
      Option.flag("--case-sensitive", "distinguish upper and lower case").withShort("-s");
  private static final Option TYPE = names("--type", "T[,T...]", "entries of these types");
  private static final Option ROLE = names(
      "--role", "R[,R...]", "entries of these speakers: user, assistant, system, tool and others");
  private static final Option TOOL =
      names("--tool", "NAME[,...]", "entries that call or answer these tools");
  private static final Option TOOL_KIND = names(
      "--tool-kind", "K[,K...]", "entries of tools of these kinds, as shell, file_edit or web");
  private static final Option SESSION =
      Option.value("--session", "PREFIX", "sessions whose ids begin like that, or @latest");
  private static final Option FROM = TimeBound.option("--from", "entries since that time");
  private static final Option TO = TimeBound.option("--to", "entries before that time");
  private static final Option STATE =
      names("--state", "S[,S...]", "sessions in these states, as ls shows them");
  private static final Option AGENT = names(
      "--agent",
      "NAME[,...]",
      "sessions of these agents, by the name of the agent, its provider or its model; with * at the"
          + " end, all that begin so");
  private static final Option FAILED_ONLY =
      Option.flag("--failed", "results of tools that failed, and failed calls of models, alone");
  private static final Option LIMIT = Option.number(
          "--limit", "N", 1, "end after N entries (default: all)")
      .withShort(Option.COUNT);
  private static final Option COUNT =
      Option.flag("--count", "print only how many entries match").withShort("-c");

  /** The options that leave entries out. */
  private static final List<Option> FILTERS =
      List.of(TYPE, ROLE, TOOL, TOOL_KIND, FAILED_ONLY, SESSION, FROM, TO, STATE, AGENT);

  private static final List<String> STATES =
      Arrays.stream(SessionState.values()).map(SessionState::wireName).toList();

  private static final int SNIPPET_CHARS = 400;

  private final Terminal terminal = new Terminal();
  private final HitText text = new HitText(terminal);
  private final ProgressLine progress = new ProgressLine(500, 0);
  private final SearchHints hints = new SearchHints();
  private Totals totals = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0);
  private long sessionsWithHits;
  private @Nullable String session;
  private Optional<SessionSummary> summary = Optional.empty();

  private record Shown(
      String session,
      @Nullable String parent,
      long seq,
      Instant ts,
      String type,
      @Nullable String role,
      @Nullable String tool,
      String field,
      String before,
      String match,
      String after) {}

  private record Belongs(Optional<String> project, Path root) {}

  private record Totals(
      long hits,
      long sessions,
      long otherSessions,
      long unknownAgents,
      long bytes,
      long badLines,
      long givenUp,
      long tornTails,
      long unreadSessions) {

    Totals and(SearchTotals more) {
      return new Totals(
          hits + more.hits(),
          sessions + more.sessions(),
          otherSessions + more.otherSessions(),
          unknownAgents + more.unknownAgents(),
          bytes + more.bytes(),
          badLines + more.badLines(),
          givenUp + more.givenUp(),
          tornTails + more.tornTails(),
          unreadSessions + more.unreadSessions());
    }
  }

  private static Option names(String name, String value, String meaning) {
    return new Option(name, null, value, null, true, meaning);
  }

  @Override
  public Synopsis usage() {
    return new Synopsis("search", "Finds entries by their texts, in all sessions.")
        .saying(
            "Looks for PATTERN in the strings of each entry's data: what was said and thought, what"
                + " tools were given and printed. Names of fields and numbers are no texts. The case"
                + " of letters does not matter, nor how JSON writes them. The session that was"
                + " updated last comes first; an entry comes once, with its first match, or without a PATTERN"
                + " with the beginning of its longest text.",
            "The times of --from and --to are those of the entries. Filters of several kinds must all"
                + " hold; of several names of one kind, one.",
            "A damaged line is not searched, and names no agent. What was skipped is reported on"
                + " standard error, and where nothing matched, the values that no session or entry"
                + " has, with those that there are.")
        .taking(new Synopsis.Parameter(
            "PATTERN",
            0,
            1,
            "what to look for, as one argument; behind -- it may begin with a hyphen. With a filter"
                + " it may be left out: all entries that pass are found"))
        .refusingMore("quote a pattern of several words, as in daybook search 'a b'")
        .withRoot()
        .with(Option.NO_PAGER)
        .with(Option.json("print one JSON object an entry, or with --count the totals"))
        .with(REGEX, CASE_SENSITIVE, TYPE, ROLE, TOOL, TOOL_KIND, FAILED_ONLY)
        .with(SESSION, FROM, TO, STATE, AGENT, LIMIT, COUNT, AllRoots.ALL)
        .with(Option.MAX_LINE_BYTES)
        .endingWith(
            "0:something matched",
            "1:nothing matched, or the search failed and standard error says why",
            "2:called wrongly")
        .closing(
            "With --json, one entry a line; the text is before, match and after, one behind the other:",
            "  {\"session\":...,\"seq\":N,\"ts\":...,\"type\":...,\"role\":...,\"tool\":...,",
            "   \"field\":...,\"before\":...,\"match\":...,\"after\":...}",
            "with \"parent\" in a sub-agent's session, which that one called, and with --all \"project\" and",
            "\"root\". Without a role or a tool these are left out.",
            "",
            "Examples:",
            "  daybook search 'BUILD FAILURE'",
            "  daybook search --failed test                        the session where a test failed",
            "  daybook search --failed --from yesterday            all that failed since then",
            "  daybook search --regex '[1-9]\\d* (tests? )?failed' --tool-kind shell --from yesterday",
            "  daybook search --failed 'permission denied' --agent claude-code",
            "  daybook search timeout --all --json | jq -r .session | uniq",
            "  daybook show ID --around N                          what stands around the hit #N");
  }

  @Override
  public int run(Invocation call) {
    boolean isAll = AllRoots.areAskedFor(call);
    SearchQuery query = query(call, isAll);
    forEachRoot(call, isAll, (daybook, project) -> search(call, daybook, project, query));
    progress.clear();
    printTotals(call);
    if (totals.hits() == 0) {
      reportNothing(call, isAll, query);
    }
    call.out.flush();
    return totals.hits() == 0 ? FAILED : OK;
  }

  /** Gives each root to a consumer until the search has its end. */
  private void forEachRoot(
      Invocation call, boolean isAll, BiConsumer<Daybook, @Nullable Project> each) {
    if (!isAll) {
      try (Daybook daybook = call.builder().maxLineBytes(call.maxLineBytes()).open()) {
        each.accept(daybook, null);
      }
      return;
    }
    for (Project project : AllRoots.of(call)) {
      if (!isEnded(call)) {
        try (Daybook daybook = call.openOther(project.root())) {
          each.accept(daybook, project);
        }
      }
    }
  }

  /** Reports the reasons that there may be for no hits. */
  private void reportNothing(Invocation call, boolean isAll, SearchQuery query) {
    boolean hasNone = totals.sessions() + totals.otherSessions() + totals.unreadSessions() == 0;
    if (hasNone && query.sessionPrefix().isEmpty()) {
      EmptyAnswer.reportNoSessions(call, isAll);
      return;
    }
    reportAbsent(call, isAll, query);
    if (query.from() != null || query.to() != null) {
      EmptyAnswer times = new EmptyAnswer();
      forEachRoot(
          call,
          isAll,
          (daybook, project) ->
              times.add(daybook, session -> session.id().startsWith(query.sessionPrefix())));
      times.reportOutside(query.from(), query.to());
    }
  }

  /** Reports the filters that nothing can pass, which may be mistyped. */
  private void reportAbsent(Invocation call, boolean isAll, SearchQuery query) {
    if (!query.sessionPrefix().isEmpty() && !hints.hasSession()) {
      ErrorReport.printReport(
          "no_such_session", "session", Text.shortLine(query.sessionPrefix(), 60));
      return;
    }
    if (totals.sessions() == 0) {
      SearchHints.report("session", STATE, names(call, STATE), hints.states(), name -> name);
      for (String agent : names(call, AGENT)) {
        SearchQuery ofAgent = query.withAgents(Set.of(agent));
        if (hints.agents().keySet().stream().noneMatch(ofAgent::takesAgent)) {
          Absent.report("session", AGENT, agent, hints.agents());
        }
      }
      return;
    }
    boolean isOfEntries = Stream.of(TYPE, ROLE, TOOL, TOOL_KIND).anyMatch(call::has);
    if (isOfEntries) {
      forEachRoot(call, isAll, (daybook, project) -> hints.addEntries(daybook, query));
      SearchValues there = hints.values();
      SearchHints.report("entry", TYPE, names(call, TYPE), there.types(), name -> name);
      SearchHints.report("entry", ROLE, names(call, ROLE), there.roles(), name -> name);
      SearchHints.report(
          "entry", TOOL, names(call, TOOL), there.tools(), name -> name.toLowerCase(Locale.ROOT));
      SearchHints.report(
          "entry", TOOL_KIND, names(call, TOOL_KIND), there.toolKinds(), name -> name);
    }
  }

  private static SearchQuery query(Invocation call, boolean isAll) {
    SearchQuery query = words(call);
    Instant from = TimeBound.of(call, FROM);
    Instant to = TimeBound.of(call, TO);
    TimeBound.requireOrder(from, to);
    return query
        .withFailures(call.has(FAILED_ONLY))
        .withCaseSensitivity(call.has(CASE_SENSITIVE))
        .withTypes(names(call, TYPE))
        .withRoles(names(call, ROLE))
        .withTools(names(call, TOOL))
        .withToolKinds(names(call, TOOL_KIND))
        .withSessionPrefix(prefix(call, isAll))
        .withFrom(from)
        .withTo(to)
        .withStates(states(call))
        .withAgents(names(call, AGENT))
        .withLimit(call.given.number(LIMIT, Long.MAX_VALUE))
        .withSnippetChars(call.has(COUNT) ? 0 : SNIPPET_CHARS);
  }

  private static SearchQuery words(Invocation call) {
    if (call.given.parameters().isEmpty()) {
      if (FILTERS.stream().noneMatch(call::has)) {
        throw new Misuse("missing: PATTERN, or a filter such as --failed, --tool or --from");
      }
      if (call.has(REGEX)) {
        throw new Misuse("missing: PATTERN, which --regex is about");
      }
      return SearchQuery.any();
    }
    String pattern = call.given.parameter(0);
    try {
      return call.has(REGEX) ? SearchQuery.regex(pattern) : SearchQuery.literal(pattern);
    } catch (DaybookException wrong) {
      Object reason = wrong.details().get("reason");
      throw new Misuse(
          reason == null
              ? "PATTERN is empty: say what to look for"
              : "PATTERN is no regular expression: " + reason + " at index "
                  + wrong.details().get("index") + "; without --regex it is taken as it stands");
    }
  }

  private static String prefix(Invocation call, boolean isAll) {
    String given = call.given.text(SESSION);
    if (isAll) {
      AllRoots.refuseName(given);
    }
    if (given == null || !Invocation.isName(given)) {
      return given == null ? "" : given;
    }
    try (Daybook daybook = call.open()) {
      return Invocation.session(daybook, given);
    }
  }

  private static Set<String> names(Invocation call, Option option) {
    Set<String> names = new HashSet<>();
    for (String given : call.given.texts(option)) {
      Arrays.stream(given.split(",", -1))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .forEach(names::add);
    }
    return names;
  }

  private static Set<SessionState> states(Invocation call) {
    Set<SessionState> states = new HashSet<>();
    for (String name : names(call, STATE)) {
      states.add(Arrays.stream(SessionState.values())
          .filter(state -> state.wireName().equals(name))
          .findFirst()
          .orElseThrow(() -> new Misuse(
              "no such state of a session: there are " + String.join(", ", STATES),
              Nearest.to(name, STATES))));
    }
    return states;
  }

  private boolean isEnded(Invocation call) {
    return call.out.isClosed() || left(call) == 0;
  }

  private long left(Invocation call) {
    return call.given.number(LIMIT, Long.MAX_VALUE) - totals.hits();
  }

  private void search(
      Invocation call, Daybook daybook, @Nullable Project project, SearchQuery query) {
    session = null;
    long before = totals.bytes();
    SearchQuery rest = query.withLimit(left(call)).withOnProgress(bytes -> show(before + bytes));
    SearchTotals found = daybook.search(rest, hit -> {
      if (!call.has(COUNT)) {
        progress.clear();
        print(call, daybook, project, hit);
      }
      return !call.out.isClosed();
    });
    totals = totals.and(found);
    hints.addSessions(found.agents(), found.states());
    progress.clear();
    found.unread().forEach(ErrorReport::printLeftOut);
  }

  private void show(long bytes) {
    if (progress.isDue()) {
      progress.show(bytes / 1_000_000 + " MB searched");
    }
  }

  private void print(Invocation call, Daybook daybook, @Nullable Project project, Hit hit) {
    boolean isNew = !hit.session().equals(session);
    if (isNew) {
      summary = summary(daybook, hit.session());
    }
    if (call.isJson()) {
      Shown shown = shown(hit);
      call.out.print(
          project == null
              ? Text.jsonLine(shown)
              : Text.jsonLine(shown, new Belongs(project.folder(), project.root())));
    } else {
      if (isNew) {
        call.out.print((sessionsWithHits == 0 ? "" : "\n") + heading(hit.session(), project));
      }
      call.out.print(text.line(hit));
    }
    if (isNew) {
      sessionsWithHits++;
      session = hit.session();
    }
  }

  private static Optional<SessionSummary> summary(Daybook daybook, String session) {
    try {
      return Optional.of(daybook.catalog().summary(session));
    } catch (DaybookException gone) {
      return Optional.empty();
    }
  }

  private String heading(String session, @Nullable Project project) {
    String where =
        project == null ? "" : "  (" + project.folder().orElse(project.root().toString()) + ")";
    String title = summary.map(SessionSummary::title).orElse("");
    return text.heading(session, summary.flatMap(SessionSummary::parent), title + where);
  }

  private Shown shown(Hit hit) {
    String snippet = Text.wellFormed(hit.snippet());
    return new Shown(
        hit.session(),
        summary.flatMap(SessionSummary::parent).map(Text::wellFormed).orElse(null),
        hit.seq(),
        hit.ts(),
        hit.type(),
        hit.role(),
        hit.tool(),
        hit.field(),
        snippet.substring(0, hit.matchFrom()),
        snippet.substring(hit.matchFrom(), hit.matchTo()),
        snippet.substring(hit.matchTo()));
  }

  private void printTotals(Invocation call) {
    report("lines_skipped", "lines", totals.badLines());
    report("entries_given_up", "entries", totals.givenUp());
    report("torn_tails", "sessions", totals.tornTails());
    report("agents_unknown", "sessions", totals.unknownAgents());
    if (call.has(COUNT)) {
      call.out.print(call.isJson() ? Text.jsonLine(totals) : totals.hits() + "\n");
    } else if (!call.isJson()) {
      call.out.print((totals.hits() == 0 ? "" : "\n") + summary());
    }
  }

  private static void report(String kind, String what, long count) {
    if (count > 0) {
      ErrorReport.printReport(kind, what, count);
    }
  }

  private String summary() {
    List<String> parts = List.of(
        Text.counted(totals.hits(), "entry"),
        Text.counted(sessionsWithHits, "session"),
        Text.counted(totals.sessions(), "session"));
    return parts.get(0) + " in " + parts.get(1) + "; searched " + parts.get(2) + ", "
        + totals.bytes() / 1_000_000 + " MB\n";
  }
}
