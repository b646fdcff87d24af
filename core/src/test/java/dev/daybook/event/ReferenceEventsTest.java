package dev.daybook.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.event.ReferenceTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table that maps the reference systems' events to ours is true and complete. */
class ReferenceEventsTest {

  private static String markdown;
  private static List<Row> rows;

  @BeforeAll
  static void read() throws IOException {
    markdown = Files.readString(ReferenceTable.FILE);
    rows = ReferenceTable.rows(markdown);
  }

  @Test
  void everyTypeAndFieldOfTheTableExists() {
    assertThat(rows).isNotEmpty().allSatisfy(ReferenceTable::check);
  }

  @ParameterizedTest
  @CsvSource({"pig, 16", "Pixir, 20", "celeste, 9", "zig, 9", "zag, 19", "phi, 25"})
  void theTableHasEveryEventOfASystem(String system, int count) {
    Set<String> mapped = fields(system).keySet();
    assertThat(mapped)
        .containsExactlyInAnyOrderElementsOf(ReferenceChapters.of(system).keySet());
    mapped.remove(ReferenceTable.EVERY_LINE);
    assertThat(mapped).hasSize(count);
  }

  @ParameterizedTest
  @MethodSource("dev.daybook.event.ReferenceChapters#systems")
  void theTableHasEveryFieldOfAnEvent(String system) {
    Map<String, Set<String>> mapped = fields(system);
    ReferenceChapters.of(system)
        .forEach((event, fields) -> assertThat(mapped.get(event)).as(event).containsAll(fields));
  }

  @Test
  void noSystemIsInTheTableThatHasNoChapter() {
    assertThat(rows.stream().map(Row::system).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(ReferenceChapters.systems().toList());
  }

  @Test
  void everyFieldIsMappedOnce() {
    Set<List<String>> seen = new HashSet<>();
    assertThat(rows)
        .allSatisfy(row -> assertThat(seen.add(List.of(row.system(), row.event(), row.field())))
            .isTrue());
  }

  @Test
  void everyTypeOfOursIsInTheTableOrIsDaybooksOwn() {
    Set<String> used = rows.stream().map(Row::type).collect(Collectors.toSet());
    List<String> own = ReferenceTable.own(markdown);
    assertThat(ReferenceTable.events()).hasSizeGreaterThan(60).containsAll(own);
    assertThat(own).contains("gap").doesNotContainAnyElementsOf(used);
    used.addAll(own);
    assertThat(used).containsAll(ReferenceTable.events());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "no_such_type; text; no such type: no_such_type",
        "stamped; ts; no such type: stamped",
        "user_message; no_such_field; no such field: no_such_field",
        "user_message; messageId; no such field: messageId",
        "user_message; text[]; no list: text[]",
        "user_message; resources.name; a list is entered with []: before name",
        "user_message; resources[].no_such_field; no such field: no_such_field",
        "user_message; text.length; nothing lies below: before length",
        "user_message; role.wire_name; nothing lies below: before wire_name",
        "note; data.raw; nothing lies below: before raw",
        "note; message.{raw}; only JSON holds free keys: {raw}",
        "note; data.{raw}.text; nothing lies below: before text",
      })
  void refusesARowThatIsNotTrue(String type, String path, String fault) {
    assertThatThrownBy(() -> ReferenceTable.check(new Row("pig", "event", "field", type, path, "")))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(fault)
        .hasMessageContaining("event=event, field=field");
  }

  private static Map<String, Set<String>> fields(String system) {
    Map<String, Set<String>> fields = new TreeMap<>();
    rows.stream()
        .filter(row -> row.system().equals(system))
        .forEach(
            row -> fields.computeIfAbsent(row.event(), event -> new TreeSet<>()).add(row.field()));
    return fields;
  }
}
