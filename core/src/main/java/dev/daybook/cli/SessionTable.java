package dev.daybook.cli;

import dev.daybook.LockHolder;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.SessionState;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.cli.Terminal.Tone;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sessions as lists show them: a table for people, or lines of JSON. */
final class SessionTable {

  private static final int ID = 0;
  private static final int TITLE = 1;
  private static final int AGENT = 2;
  private static final int ENTRIES = 3;
  private static final int UPDATED = 4;
  private static final int SIZE = 5;
  private static final int STATE = 6;
  private static final int PROJECT = 7;

  /** The places that ids and titles keep between them where agents are shown, too. */
  private static final int TITLE_ROOM = 16;

  /** The letters of the longest agent's name that is shown whole. */
  private static final int MAX_AGENT = 20;

  /**
   * A session of a list.
   *
   * @param project its project, where the list has those of several; else null
   */
  record Row(SessionSummary session, @Nullable Project project) {}

  private record Listed(
      String id,
      String title,
      Optional<String> agent,
      OptionalLong entries,
      Optional<Instant> created,
      Instant updated,
      long bytes,
      String state,
      @Nullable String copyOf,
      @Nullable Long pid) {}

  private record Belongs(Optional<String> project, Path root) {}

  private final Terminal terminal = new Terminal();
  private final Instant now = Instant.now();
  private final List<Row> rows;

  private SessionTable(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Prints the rows.
   *
   * @param opening gives the first words of the user of a row's session, as far as there are more
   *     of them than in the title
   */
  static void print(List<Row> rows, Invocation call, Function<Row, String> opening) {
    if (call.isJson()) {
      rows.forEach(row -> call.out.print(json(row)));
    } else if (!rows.isEmpty()) {
      call.out.print(new SessionTable(rows).text(opening));
    }
    call.out.flush();
  }

  /** Returns one line of JSON; what is not known is null. */
  private static String json(Row row) {
    SessionSummary session = row.session();
    Listed listed = new Listed(
        session.id(),
        Text.wellFormed(session.title()),
        session.agent().map(Text::wellFormed),
        session.entries(),
        session.created(),
        session.updated(),
        session.bytes(),
        session.state().wireName(),
        session.copyOf().map(Text::wellFormed).orElse(null),
        pid(session));
    Project project = row.project();
    return project == null
        ? Text.jsonLine(listed)
        : Text.jsonLine(listed, new Belongs(project.folder(), project.root()));
  }

  /** Returns the process that has it open; null if there is none, or it is not known. */
  private static @Nullable Long pid(SessionSummary session) {
    return session.holder().map(LockHolder::pid).filter(pid -> pid != 0).orElse(null);
  }

  private String text(Function<Row, String> opening) {
    boolean hasProjects = rows.stream().anyMatch(row -> row.project() != null);
    Table table = new Table();
    List<String> heading =
        new ArrayList<>(List.of("ID", "TITLE", "AGENT", "ENTRIES", "UPDATED", "SIZE", "STATE"));
    if (hasProjects) {
      heading.add("PROJECT");
    }
    table.add(heading);
    rows.forEach(row -> table.add(cells(row)));
    boolean hasAgents =
        rows.stream().map(row -> row.session().agent()).distinct().count() > 1;
    if (!hasAgents) {
      table.leaveOut(AGENT);
    }
    List<Integer> cuttable = hasProjects ? List.of(ID, TITLE, PROJECT) : List.of(ID, TITLE);
    List<Integer> dispensable = hasProjects
        ? List.of(SIZE, ENTRIES, AGENT, UPDATED, PROJECT, TITLE)
        : List.of(SIZE, ENTRIES, AGENT, UPDATED, TITLE);
    table.leaveOut(hasAgents ? terminal.width - TITLE_ROOM : terminal.width, cuttable, dispensable);
    table.fit(terminal.width, cuttable);
    table.fit(terminal.width, List.of(ID, STATE));
    List<String> titles = rows.stream().map(row -> row.session().title()).toList();
    List<String> shown =
        new DistinctTitles(titles, table.widthOf(TITLE)).shown(row -> opening.apply(rows.get(row)));
    for (int i = 0; i < shown.size(); i++) {
      table.set(1 + i, TITLE, shown.get(i));
    }
    return table.text(terminal.width, List.of(ID, TITLE, STATE, PROJECT));
  }

  private List<String> cells(Row row) {
    SessionSummary session = row.session();
    List<String> cells = new ArrayList<>(List.of(
        session.id(),
        Text.line(session.title()),
        Text.shortLine(session.agent().orElse(""), MAX_AGENT),
        session.entries().isEmpty() ? "?" : Long.toString(session.entries().getAsLong()),
        Times.ago(session.updated(), now),
        size(session.bytes()),
        state(session)));
    Project project = row.project();
    if (project != null) {
      cells.add(Text.line(project.folder().orElse(project.root().toString())));
    }
    return cells;
  }

  private String state(SessionSummary session) {
    Long pid = pid(session);
    return terminal.in(tone(session.state()), session.state().wireName())
        + session.copyOf().map(other -> " (copy of " + Text.line(other) + ")").orElse("")
        + (pid == null ? "" : " (pid " + pid + ")");
  }

  private static Tone tone(SessionState state) {
    return switch (state) {
      case OPEN -> Tone.GOOD;
      case DAMAGED -> Tone.BAD;
      case INTERRUPTED -> Tone.ODD;
      default -> Tone.PLAIN;
    };
  }

  private static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 999.5) {
      size /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, size < 9.95 ? "%.1f %cB" : "%.0f %cB", size, "kMGTPE".charAt(unit));
  }
}
