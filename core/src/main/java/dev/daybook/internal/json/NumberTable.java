package dev.daybook.internal.json;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of objects of numbers, as people write a list of prices. */
public final class NumberTable {

  private NumberTable() {}

  /**
   * Reads the whole text.
   *
   * @return the numbers by the names of both levels
   * @throws DaybookException {@code INVALID_JSON}; {@code TRAILING_TEXT}; {@code INVALID_VALUE} if
   *     it is JSON of another form; {@code DUPLICATE_FIELD}; each with the line
   */
  public static Map<String, Map<String, Double>> read(byte[] json) {
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    try (ParserCursor cursor = new ParserCursor(json, 0, json.length)) {
      try {
        require(cursor, cursor.nextToken(), Token.OBJECT, "", null);
        while (cursor.nextToken() == Token.NAME) {
          String name = cursor.parser.currentName();
          require(cursor, cursor.nextToken(), Token.OBJECT, name, null);
          put(cursor, table, name, row(cursor, name));
        }
        if (cursor.nextToken() != null) {
          throw DaybookException.of(
              Kind.TRAILING_TEXT, "text goes on after the object", "line", line(cursor));
        }
      } catch (IOException e) {
        throw DaybookException.of(
            Kind.INVALID_JSON,
            "the text is not JSON",
            "line",
            cursor.parser.currentLocation().getLineNr(),
            "column",
            cursor.parser.currentLocation().getColumnNr());
      }
    } catch (IOException e) {
      throw new AssertionError("a parser over bytes closes nothing", e);
    }
    return table;
  }

  private static Map<String, Double> row(ParserCursor cursor, String name) throws IOException {
    Map<String, Double> row = new LinkedHashMap<>();
    while (cursor.nextToken() == Token.NAME) {
      String field = cursor.parser.currentName();
      Token value = cursor.nextToken();
      require(cursor, value, value == Token.INTEGER ? Token.INTEGER : Token.DECIMAL, name, field);
      put(cursor, row, field, cursor.doubleValue());
    }
    return row;
  }

  private static <V> void put(ParserCursor cursor, Map<String, V> map, String name, V value) {
    if (map.put(name, value) != null) {
      throw DaybookException.of(
          Kind.DUPLICATE_FIELD, "field stands twice", "line", line(cursor), "field", name);
    }
  }

  private static int line(ParserCursor cursor) {
    return cursor.parser.currentLocation().getLineNr();
  }

  private static void require(
      ParserCursor cursor,
      @Nullable Token found,
      Token wanted,
      String name,
      @Nullable String field) {
    if (found != wanted) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the text is not an object of objects of numbers",
          "line",
          line(cursor),
          "name",
          name,
          "field",
          field == null ? "" : field);
    }
  }
}
