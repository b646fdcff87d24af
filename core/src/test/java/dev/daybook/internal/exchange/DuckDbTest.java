package dev.daybook.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.check.UsageTally;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.Entry;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.exchange.reference.SeedFile;
import dev.daybook.read.Fold;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported rows are what a database counts. */
class DuckDbTest {

  @TempDir
  Path folder;

  /** Its native library is not there for every system, and unpacks itself into a folder. */
  @BeforeAll
  static void needsItsNativeLibrary() {
    try (Connection database = open()) {
      assumeTrue(database.isValid(1));
    } catch (SQLException | LinkageError | RuntimeException cannotLoad) {
      assumeTrue(false, "DuckDB's native library does not load here: " + cannotLoad);
    }
  }

  private static Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:");
  }

  private static List<Entry> session() {
    List<SessionEvent> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      events.add(new UserMessage("what is \"" + i + "\"?\n\u2028 h\u00e9llo"));
      events.add(new InferenceCompleted(
          i,
          Message.assistant("it is"),
          List.of(),
          null,
          "m-" + i % 3,
          StopReason.STOP,
          (long) i,
          2L * i,
          null));
      events.add(new ToolCall("c-" + i, i % 2 == 0 ? "bash" : "read", "{\"n\":" + i + "}"));
      events.add(new ToolResult(
          "c-" + i,
          i % 5 != 0,
          "out",
          null,
          10L + i,
          i % 5 == 0 ? 1L : 0L,
          i % 2 == 0 ? "bash" : "read",
          null,
          null,
          null));
    }
    // the same calls once more, of which the sum takes no part
    events.add(new AgentEnd("l", List.of(), new Usage(1_000_000, 1), null));
    return SeedFile.entries(events.toArray(new SessionEvent[0]));
  }

  @Test
  void sumsAndGroupsAreEqual() throws IOException, SQLException {
    List<Entry> session = session();
    Path file = folder.resolve("rows.ndjson");
    try (OutputStream out = Files.newOutputStream(file)) {
      Exports.write(SeedFile.session("s-1", session), "ndjson", out);
    }
    String rows = "read_json_auto('" + file + "')";
    Fold<Optional<UsageTally>> tally = UsageTally.fold();
    session.forEach(tally::accept);
    Usage usage = tally.result().orElseThrow().usage();
    try (Connection database = open();
        Statement query = database.createStatement()) {
      assertThat(number(query, "select sum(input_tokens) from " + rows)).isEqualTo(usage.input());
      assertThat(number(query, "select sum(output_tokens) from " + rows)).isEqualTo(usage.output());
      assertThat(number(query, "select count(distinct seq) from " + rows))
          .isEqualTo(session.size());
      assertThat(
              number(query, "select sum(duration_ms) from " + rows + " where type='tool_result'"))
          .isEqualTo(session.stream()
              .filter(entry -> entry.event() instanceof ToolResult)
              .mapToLong(entry -> ((ToolResult) entry.event()).durationMs())
              .sum());
      assertThat(number(query, "select count(*) from " + rows + " where not ok and exit_code = 1"))
          .isEqualTo(60);
      assertThat(number(query, "select count(*) from " + rows + " where tool_name = 'bash'"))
          .isEqualTo(300);
      assertThat(number(
              query,
              "select count(*) from " + rows + " where role = 'assistant' and model = 'm-1'"))
          .isEqualTo(100);
      assertThat(number(query, "select max(epoch_ms(ts::timestamp)) from " + rows))
          .isEqualTo(session.get(session.size() - 1).ts().toEpochMilli());
      assertThat(number(
              query,
              "select sum(cast(json_extract(arguments, '$.n') as bigint)) from " + rows
                  + " where type = 'tool_call'"))
          .isEqualTo(299 * 300 / 2);
      assertThat(groups(query, "select type, count(*) from " + rows + " group by type"))
          .isEqualTo(session.stream()
              .collect(Collectors.groupingBy(Entry::type, TreeMap::new, Collectors.counting())));
    }
  }

  private static long number(Statement query, String sql) throws SQLException {
    try (ResultSet result = query.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getLong(1);
    }
  }

  private static Map<String, Long> groups(Statement query, String sql) throws SQLException {
    Map<String, Long> groups = new TreeMap<>();
    try (ResultSet result = query.executeQuery(sql)) {
      while (result.next()) {
        groups.put(result.getString(1), result.getLong(2));
      }
    }
    return groups;
  }
}
