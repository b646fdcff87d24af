package dev.daybook.internal.exchange.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.daybook.event.Entry;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.AgentFormats;
import dev.daybook.internal.json.EventData;
import dev.daybook.internal.json.EventTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The readers put each field where the table of the reference events says. */
class SeedMappingTest {

  private static final Path TABLE =
      Path.of("src/main/java/dev/daybook/event/doc-files/reference-events.md");

  private record Row(String event, String field, String type, String path, String note) {}

  private static List<Row> rows(String chapter) throws IOException {
    String all = Files.readString(TABLE);
    String from = all.substring(all.indexOf("\n## " + chapter + "\n") + 1);
    int end = from.indexOf("\n## ");
    return from.substring(0, end < 0 ? from.length() : end)
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(1).split(" *\\| *", -1))
        .map(cells -> new Row(
            bare(cells[0]), bare(cells[1]), bare(cells[2]), bare(cells[3]), cells[4].strip()))
        .toList();
  }

  private static String bare(String cell) {
    return cell.strip().replace("`", "");
  }

  private static String fixture(String name) {
    return Map.of(
            "pig", SeedFixtures.PIG + SeedFixtures.OLD_PIG,
            "pixir", SeedFixtures.PIXIR,
            "celeste", SeedFixtures.CELESTE,
            "zig", SeedFixtures.ZIG,
            "zag", SeedFixtures.ZAG,
            "phi", SeedFixtures.PHI)
        .get(name);
  }

  @ParameterizedTest
  @CsvSource({
    "pig, pig, event, 35",
    "pixir, Pixir, type, 75",
    "celeste, celeste, type, 10",
    "zig, zig, type, 25",
    "zag, zag, type, 45",
    "phi, phi, type, 50"
  })
  void fieldsAreWhereTheTableSays(String name, String chapter, String tag, int least)
      throws IOException {
    AgentFormat format = AgentFormats.named(name).orElseThrow();
    List<Row> rows = rows(chapter);
    Set<String> checked = new TreeSet<>();
    for (String line : fixture(name).lines().toList()) {
      JsonObject item = JsonParser.parseString(line).getAsJsonObject();
      // behind a first line, so that a start is an event as all others
      String first = "{\"" + tag + "\":\"x\"}\n";
      List<Entry> entries = SeedFile.read(format, first + line).entries;
      // the first one is of the import
      for (Entry entry : entries.subList(1, entries.size())) {
        if (entry.event() instanceof Unknown) {
          continue;
        }
        JsonObject ours = JsonParser.parseString(
                EventData.of(EventTypes.standard(), entry.event()).raw())
            .getAsJsonObject();
        for (Row row : rows) {
          boolean isOfAll = row.event().equals("every line");
          if ((isOfAll || row.event().equals(item.get(tag).getAsString()))
              && row.type().equals(entry.type())) {
            check(name, row, item, ours, checked);
          }
        }
      }
    }
    assertThat(checked).hasSizeGreaterThan(least);
  }

  private static void check(
      String name, Row row, JsonObject item, JsonObject ours, Set<String> checked) {
    JsonObject fields = name.equals("pixir") ? item.getAsJsonObject("data") : item;
    JsonElement theirs = at(fields, row.field());
    if (theirs == null || theirs.isJsonNull() || theirs.isJsonObject() || isOfObjects(theirs)) {
      return;
    }
    if (theirs.isJsonArray() && theirs.getAsJsonArray().isEmpty()) {
      return;
    }
    JsonElement found = at(ours, row.path());
    if (found == null && theirs.toString().equals("\"tomorrow\"")) {
      // no time, and so kept beside the event
      return;
    }
    assertThat(found).as(row + " of " + item).isNotNull();
    // a note says that the value is another one
    if (row.note().isEmpty() || row.note().contains("name") || row.note().contains("version")) {
      assertThat(comparable(found)).as(row + " of " + item).isEqualTo(comparable(theirs));
    }
    checked.add(row.event() + " " + row.field());
  }

  private static boolean isOfObjects(JsonElement value) {
    if (!value.isJsonArray()) {
      return false;
    }
    JsonArray array = value.getAsJsonArray();
    return !array.isEmpty() && array.get(0).isJsonObject();
  }

  /** Names out of a set are in another style there, times of another zone. */
  private static String comparable(JsonElement value) {
    return SeedFile.comparable(value)
        .toString()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[_-]", "")
        .replaceAll("\\.?0+z", "z");
  }

  private static @Nullable JsonElement at(JsonObject object, String path) {
    JsonElement at = object;
    for (String name : path.split("\\.", -1)) {
      String plain = name.replace("{", "").replace("}", "");
      if (at == null || !at.isJsonObject()) {
        return null;
      }
      at = at.getAsJsonObject().get(plain);
    }
    return at;
  }
}
