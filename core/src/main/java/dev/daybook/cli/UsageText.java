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
  private static final List<Column> DISPENSABLE =
      List.of(Column.SESSIONS, Column.REASONING, Column.CACHE_WRITE, Column.FAILED, Column.ACTIVE);

  /** The columns behind that of the key. */
  private enum Column {
    SESSIONS(row -> number(row.sessions())),
    CALLS(row -> number(row.modelCalls())),
    INPUT(row -> number(row.inputTokens())),
    OUTPUT(row -> number(row.outputTokens())),
    CACHE_READ(row -> number(row.cacheReadTokens())),
    CACHE_WRITE(row -> number(row.cacheCreationTokens())),
    REASONING(row -> number(row.reasoningTokens())),
    COST(UsageText::cost),
    TOOLS(row -> number(row.toolCalls())),
    FAILED(row -> number(row.failedTools() + row.failedCalls())),
    ACTIVE(row -> row.activeTime().isZero() ? "" : Times.inWords(row.activeTime()));

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Function<UsageRow, String> cell;

    Column(Function<UsageRow, String> cell) {
      this.cell = cell;
    }

    String heading() {
      return name().replace('_', ' ');
    }
  }

  private final UsageReport report;

  UsageText(UsageReport report) {
    this.report = report;
  }

  /** Returns the table; a column that has nothing in any row is left out. */
  String table() {
    List<UsageRow> rows = report.rows();
    List<UsageRow> all = Stream.concat(rows.stream(), Stream.of(report.total())).toList();
    List<Column> columns = Stream.of(Column.values())
        .filter(column -> all.stream().anyMatch(row -> !column.cell.apply(row).isEmpty()))
        .filter(column -> column != Column.SESSIONS || report.by() != UsageGrouping.SESSION)
        .toList();
    List<List<String>> cells = new ArrayList<>();
    cells.add(cells(report.by().name(), columns, Column::heading));
    rows.forEach(row -> cells.add(
        cells(Text.line(row.key().orElse(UNKNOWN)), columns, column -> column.cell.apply(row))));
    cells.add(cells(TOTAL, columns, column -> column.cell.apply(report.total())));
    Table table = new Table();
    aligned(cells).forEach(table::add);
    int width = new Terminal().width;
    List<Integer> dispensable = DISPENSABLE.stream()
        .filter(columns::contains)
        .map(c -> columns.indexOf(c) + 1)
        .toList();
    table.leaveOut(width, List.of(), dispensable);
    return table.text(width, List.of(0)).replaceAll(" +\n", "\n");
  }

  private static List<String> cells(
      String key, List<Column> columns, Function<Column, String> cell) {
    return Stream.concat(Stream.of(key), columns.stream().map(cell)).toList();
  }

  /** Returns the cells with all but the first ones filled up from the left. */
  private static List<List<String>> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 1; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<List<String>> aligned = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(row);
      for (int i = 1; i < widths.length; i++) {
        cells.set(i, " ".repeat(widths[i] - row.get(i).length()) + row.get(i));
      }
      aligned.add(cells);
    }
    return aligned;
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
