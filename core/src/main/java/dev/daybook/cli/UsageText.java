package dev.daybook.cli;

import dev.daybook.internal.json.JsonText;
import dev.daybook.usage.UsageGrouping;
import dev.daybook.usage.UsageReport;
import dev.daybook.usage.UsageRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** Usage as a table for people, with a line for all, and its rows as JSON for programs. */
final class UsageText {

  private static final String UNKNOWN = "(unknown)";
  private static final String TOTAL = "TOTAL";

  /** The columns to leave out on a narrow terminal, the first one first. */
  private static final List<Column> DISPENSABLE = List.of(
      Column.SESSIONS,
      Column.REASONING,
      Column.CACHE_WRITE,
      Column.ACTIVE,
      Column.CACHE_READ,
      Column.FAILED,
      Column.TOOLS,
      Column.CALLS);

  /** The same for tools, of which no other numbers are known. */
  private static final List<Column> DISPENSABLE_OF_TOOLS = List.of(Column.SESSIONS);

  private static final String BETWEEN = "  ";
  private static final String MORE = "…";

  /** The places that a key keeps before a column is left out for it. */
  private static final int KEY_PLACES = 20;

  private static final int KEY_PLACES_OF_NARROW = 12;
  private static final int KEY_PLACES_OF_WIDE = 28;
  private static final int NARROW = 60;
  private static final int WIDE = 100;
  private static final int MIN_KEY_PLACES = 6;

  /** The numbers below this are short as they are. */
  private static final long SHORT = 10_000;

  private static final String[] UNITS = {"k", "M", "G", "T", "P", "E"};

  /** The columns behind that of the key. */
  private enum Column {
    SESSIONS(row -> number(row.sessions()), row -> inShort(row.sessions())),
    CALLS(row -> number(row.modelCalls()), row -> inShort(row.modelCalls())),
    INPUT(row -> number(row.inputTokens()), row -> inShort(row.inputTokens())),
    OUTPUT(row -> number(row.outputTokens()), row -> inShort(row.outputTokens())),
    CACHE_READ(row -> number(row.cacheReadTokens()), row -> inShort(row.cacheReadTokens())),
    CACHE_WRITE(
        row -> number(row.cacheCreationTokens()), row -> inShort(row.cacheCreationTokens())),
    REASONING(row -> number(row.reasoningTokens()), row -> inShort(row.reasoningTokens())),
    COST(UsageText::cost, UsageText::cost),
    TOOLS(row -> number(row.toolCalls()), row -> inShort(row.toolCalls())),
    FAILED(
        row -> number(row.failedTools() + row.failedCalls()),
        row -> inShort(row.failedTools() + row.failedCalls())),
    ACTIVE(UsageText::active, UsageText::activeInShort);

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Function<UsageRow, String> cell;

    /** The cell where there is little room. */
    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Function<UsageRow, String> shortCell;

    Column(Function<UsageRow, String> cell, Function<UsageRow, String> shortCell) {
      this.cell = cell;
      this.shortCell = shortCell;
    }

    String heading() {
      return name().replace('_', ' ');
    }
  }

  private final UsageReport report;
  private final int width;
  private boolean isShort;

  /** @param width the places of a line */
  UsageText(UsageReport report, int width) {
    this.report = report;
    this.width = width;
  }

  /**
   * Returns the table. A column that has nothing in any row is left out; where there is no room,
   * numbers become shorter, then columns are left out, which a line below names, and keys are cut.
   */
  String table() {
    List<UsageRow> all =
        Stream.concat(report.rows().stream(), Stream.of(report.total())).toList();
    List<Column> columns = new ArrayList<>(Stream.of(Column.values())
        .filter(column -> all.stream().anyMatch(row -> !column.cell.apply(row).isEmpty()))
        .filter(column -> column != Column.SESSIONS || report.by() != UsageGrouping.SESSION)
        .toList());
    List<String> keys = Stream.concat(
            Stream.of(report.by().name()),
            Stream.concat(
                report.rows().stream().map(row -> Text.line(row.key().orElse(UNKNOWN))),
                Stream.of(TOTAL)))
        .toList();
    int longest = keys.stream().mapToInt(Text::width).max().orElse(0);
    int least = Math.min(
        longest,
        width < NARROW ? KEY_PLACES_OF_NARROW : width < WIDE ? KEY_PLACES : KEY_PLACES_OF_WIDE);
    shorten(columns, all, longest, least);
    List<String> leftOut = new ArrayList<>();
    for (Column column : report.by() == UsageGrouping.TOOL ? DISPENSABLE_OF_TOOLS : DISPENSABLE) {
      if (width - places(columns, all) < least && columns.remove(column)) {
        leftOut.add(column.heading());
      }
    }
    int room = Math.max(MIN_KEY_PLACES, width - places(columns, all));
    return lines(keys.stream().map(key -> cut(key, room)).toList(), columns, all) + note(leftOut);
  }

  /** Makes numbers shorter if whole keys fit then, or if not even cut ones fit as it is. */
  private void shorten(List<Column> columns, List<UsageRow> rows, int longest, int least) {
    int room = width - places(columns, rows);
    if (room < longest) {
      isShort = true;
      isShort = width - places(columns, rows) >= longest || room < least;
    }
  }

  private String note(List<String> leftOut) {
    return leftOut.isEmpty()
        ? ""
        : String.join(
                "\n",
                Text.wrapped("left out for want of room: " + String.join(", ", leftOut), width))
            + "\n";
  }

  /** Returns the places that the columns take. */
  private int places(List<Column> columns, List<UsageRow> rows) {
    return columns.stream()
        .mapToInt(column -> BETWEEN.length() + places(column, rows))
        .sum();
  }

  private int places(Column column, List<UsageRow> rows) {
    return rows.stream()
        .mapToInt(row -> cell(column, row).length())
        .reduce(column.heading().length(), Math::max);
  }

  private String cell(Column column, UsageRow row) {
    return isShort ? column.shortCell.apply(row) : column.cell.apply(row);
  }

  private String lines(List<String> keys, List<Column> columns, List<UsageRow> rows) {
    Table table = new Table();
    List<Integer> widths = columns.stream().map(column -> places(column, rows)).toList();
    for (int i = 0; i < keys.size(); i++) {
      List<String> cells = new ArrayList<>();
      cells.add(keys.get(i));
      for (int j = 0; j < widths.size(); j++) {
        Column column = columns.get(j);
        String cell = i == 0 ? column.heading() : cell(column, rows.get(i - 1));
        cells.add(" ".repeat(widths.get(j) - cell.length()) + cell);
      }
      table.add(cells);
    }
    return table.text().replaceAll(" +\n", "\n");
  }

  /** Returns the key in so many places; of a folder its end. */
  private String cut(String key, int places) {
    if (report.by() != UsageGrouping.PROJECT || Text.width(key) <= places) {
      return Text.cut(key, places);
    }
    int from = 0;
    while (Text.width(key.substring(from)) > places - 1) {
      from = key.offsetByCodePoints(from, 1);
    }
    return MORE + key.substring(from);
  }

  /** Returns a large number in two digits or three, with its unit. */
  private static String inShort(long count) {
    if (count < SHORT) {
      return number(count);
    }
    double rest = count / 1000.0;
    int unit = 0;
    while (rest >= 999.5 && unit < UNITS.length - 1) {
      rest /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, rest < 99.95 ? "%.1f" : "%.0f", rest) + UNITS[unit];
  }

  private static String inShort(OptionalLong count) {
    return count.isEmpty()
        ? ""
        : count.getAsLong() < SHORT ? number(count) : inShort(count.getAsLong());
  }

  private static String activeInShort(UsageRow row) {
    long seconds = row.activeTime().toSeconds();
    return seconds < 60
        ? active(row)
        : seconds < 3600
            ? (seconds + 30) / 60 + " min"
            : seconds / 3600 + ":" + String.format(Locale.ROOT, "%02d", seconds % 3600 / 60) + " h";
  }

  private static String active(UsageRow row) {
    return row.activeTime().isZero() ? "" : Times.inWords(row.activeTime());
  }

  private static String number(OptionalLong count) {
    return count.isEmpty() ? "" : String.format(Locale.ROOT, "%,d", count.getAsLong());
  }

  private static String number(long count) {
    return number(count == 0 ? OptionalLong.empty() : OptionalLong.of(count));
  }

  /** Returns the cost, with a plus where calls whose cost is not known are not in it. */
  private static String cost(UsageRow row) {
    return row.costUsd()
        .map(cost -> dollars(cost) + (row.unpricedCalls() > 0 ? "+" : ""))
        .orElse("");
  }

  private static String dollars(double cost) {
    boolean isSmall = cost > 0 && cost < 0.01;
    return String.format(Locale.ROOT, isSmall ? "$%.4f" : "$%,.2f", cost);
  }

  /** Returns a row as one line of JSON, in which nothing stands for what is not known. */
  static String json(UsageGrouping by, UsageRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    row.key().ifPresent(key -> fields.put(by.wireName(), Text.wellFormed(key)));
    fields.put("sessions", row.sessions());
    fields.put("model_calls", row.modelCalls());
    put(fields, "input_tokens", row.inputTokens());
    put(fields, "output_tokens", row.outputTokens());
    put(fields, "cache_read_tokens", row.cacheReadTokens());
    put(fields, "cache_creation_tokens", row.cacheCreationTokens());
    put(fields, "reasoning_tokens", row.reasoningTokens());
    row.costUsd().ifPresent(cost -> fields.put("cost_usd", cost));
    fields.put("unpriced_calls", row.unpricedCalls());
    fields.put("tool_calls", row.toolCalls());
    fields.put("failed_tools", row.failedTools());
    fields.put("failed_calls", row.failedCalls());
    fields.put("active_ms", row.activeTime().toMillis());
    return Text.json(JsonText.of(fields)) + "\n";
  }

  private static void put(Map<String, Object> fields, String name, OptionalLong count) {
    count.ifPresent(value -> fields.put(name, value));
  }
}
