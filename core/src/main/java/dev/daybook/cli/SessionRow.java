package dev.daybook.cli;

import dev.daybook.catalog.Project;
import dev.daybook.catalog.SessionState;
import dev.daybook.catalog.SessionSummary;
import dev.daybook.cli.EntryText.Tone;
import dev.daybook.session.LockHolder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session as lists show it.
 *
 * @param project its project, where a list has those of several; else null
 */
record SessionRow(SessionSummary session, @Nullable Project project) {

  private static final int ID = 0;
  private static final int TITLE = 1;
  private static final int ENTRIES = 2;
  private static final int UPDATED = 3;
  private static final int SIZE = 4;
  private static final int STATE = 5;
  private static final int PROJECT = 6;

  /** Returns one line of JSON; fields that are not known are null. */
  String json() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", session.id());
    fields.put("title", wellFormed(session.title()));
    fields.put("entries", session.entries());
    fields.put("created", session.created());
    fields.put("updated", session.updated());
    fields.put("bytes", session.bytes());
    fields.put("state", session.state().wireName());
    if (session.copyOf() != null) {
      fields.put("copy_of", wellFormed(session.copyOf()));
    }
    LockHolder holder = session.holder();
    if (holder != null && holder.pid() != 0) {
      fields.put("pid", holder.pid());
    }
    if (project != null) {
      fields.put("project", project.folder());
      fields.put("root", project.root());
    }
    return JsonLine.of(fields);
  }

  /**
   * Returns a table for people.
   *
   * @param opening gives the first words of the user of a row's session, as far as there are more
   *     of them than in the title
   */
  static String table(
      List<SessionRow> rows,
      Instant now,
      ZoneId zone,
      Colours colours,
      Function<SessionRow, String> opening) {
    boolean hasProjects = rows.stream().anyMatch(row -> row.project() != null);
    TextColumns columns = new TextColumns();
    List<String> heading =
        new ArrayList<>(List.of("ID", "TITLE", "ENTRIES", "UPDATED", "SIZE", "STATE"));
    if (hasProjects) {
      heading.add("PROJECT");
    }
    columns.add(heading);
    rows.forEach(row -> columns.add(row.cells(now, zone, colours)));
    List<Integer> cuttable = hasProjects ? List.of(ID, TITLE, PROJECT) : List.of(ID, TITLE);
    List<Integer> dispensable = hasProjects
        ? List.of(SIZE, ENTRIES, UPDATED, PROJECT, TITLE)
        : List.of(SIZE, ENTRIES, UPDATED, TITLE);
    int width = Terminal.width();
    columns.leaveOut(width, cuttable, dispensable);
    columns.fit(width, cuttable);
    columns.fit(width, List.of(ID, STATE));
    List<String> titles = rows.stream().map(row -> row.session().title()).toList();
    List<String> shown = new DistinctTitles(titles, columns.widthOf(TITLE))
        .shown(row -> opening.apply(rows.get(row)));
    for (int i = 0; i < shown.size(); i++) {
      columns.set(1 + i, TITLE, shown.get(i));
    }
    return columns.text(width, List.of(ID, TITLE, STATE, PROJECT));
  }

  private List<String> cells(Instant now, ZoneId zone, Colours colours) {
    List<String> cells = new ArrayList<>(List.of(
        session.id(),
        HarmlessText.line(session.title()),
        session.entries() == null ? "?" : session.entries().toString(),
        Ages.of(session.updated(), now, zone),
        size(session.bytes()),
        state(colours)));
    if (project != null) {
      String folder = project.folder();
      cells.add(HarmlessText.line(folder == null ? project.root().toString() : folder));
    }
    return cells;
  }

  private String state(Colours colours) {
    LockHolder holder = session.holder();
    String name = session.state().wireName();
    return colours.in(tone(session.state()), name)
        + (session.copyOf() == null ? "" : " (copy of " + HarmlessText.line(session.copyOf()) + ")")
        + (holder == null || holder.pid() == 0 ? "" : " (pid " + holder.pid() + ")");
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

  /**
   * Returns text that is valid UTF-8, as JSON for other programs is: it has no half of a surrogate
   * pair.
   */
  private static String wellFormed(String text) {
    StringBuilder all = new StringBuilder();
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
        .forEach(all::appendCodePoint);
    return all.toString();
  }
}
