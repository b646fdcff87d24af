package dev.daybook.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table in {@code doc-files/reference-events.md}, and whether what it names exists. */
final class ReferenceTable {

  static final Path FILE = Path.of("src/main/java/dev/daybook/event/doc-files/reference-events.md");

  /** What a section for all lines of a system calls their envelope. */
  static final String EVERY_LINE = "every line";

  /** One row: a field of theirs and its place with us. */
  record Row(String system, String event, String field, String type, String path, String note) {}

  private static final Map<String, Class<?>> RECORDS = records();

  private ReferenceTable() {}

  /** The rows of all sections that map a reference system. */
  static List<Row> rows(String markdown) {
    List<Row> rows = new ArrayList<>();
    String section = "";
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith("| `")) {
        List<String> cells = cells(line);
        if (cells.size() == 5) {
          rows.add(new Row(
              section, cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4)));
        }
      }
    }
    return rows;
  }

  /** The types that the last section says no reference event becomes. */
  static List<String> own(String markdown) {
    String section = markdown.substring(markdown.indexOf("## Daybook's own"));
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> cells(line).get(0))
        .toList();
  }

  private static List<String> cells(String line) {
    return Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(String::trim)
        .map(cell -> cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell)
        .toList();
  }

  /** The wire names of all events of the vocabulary. */
  static List<String> events() {
    return RECORDS.entrySet().stream()
        .filter(named -> isEvent(named.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** @throws AssertionError that quotes the row, if its type or field does not exist */
  static void check(Row row) {
    try {
      Class<?> type = RECORDS.get(row.type());
      require(type != null, "no such type: " + row.type());
      walk(type, row.path());
    } catch (IllegalArgumentException wrong) {
      throw new AssertionError(wrong.getMessage() + ", in " + row);
    }
  }

  private static void walk(Type start, String path) {
    Type at = start;
    for (String step : path.split("\\.")) {
      require(!(at instanceof ParameterizedType), "a list is entered with []: before " + step);
      Class<?> owner = (Class<?>) at;
      if (step.startsWith("{")) {
        require(owner == Json.class, "only JSON holds free keys: " + step);
        at = String.class;
        continue;
      }
      require(
          owner.isRecord() && owner != Json.class && !OpenEnum.class.isAssignableFrom(owner),
          "nothing lies below: before " + step);
      boolean isElement = step.endsWith("[]");
      at = component(owner, isElement ? step.substring(0, step.length() - 2) : step);
      if (isElement) {
        require(at instanceof ParameterizedType, "no list: " + step);
        at = ((ParameterizedType) at).getActualTypeArguments()[0];
      }
    }
  }

  private static Type component(Class<?> owner, String wireName) {
    return Stream.of(owner.getRecordComponents())
        .filter(component -> WireNames.snakeCase(component.getName()).equals(wireName))
        .map(RecordComponent::getGenericType)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such field: " + wireName));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static boolean isEvent(Class<?> type) {
    return StandardEvent.class.isAssignableFrom(type)
        || EphemeralEvent.class.isAssignableFrom(type);
  }

  /** All public records of the package by wire name, but what is no part of any line. */
  private static Map<String, Class<?>> records() {
    Map<String, Class<?>> records = new TreeMap<>();
    for (Class<?> type : classes()) {
      boolean isValue = type.isRecord()
          && Modifier.isPublic(type.getModifiers())
          && !OpenEnum.class.isAssignableFrom(type)
          && type != Stamped.class;
      if (isValue && records.put(WireNames.of(type), type) != null) {
        throw new AssertionError("two records are called " + WireNames.of(type));
      }
    }
    return records;
  }

  private static List<Class<?>> classes() {
    try {
      Path folder =
          Path.of(StandardEvent.class.getResource("StandardEvent.class").toURI());
      try (Stream<Path> files = Files.list(folder.getParent())) {
        List<Class<?>> classes = new ArrayList<>();
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(".class") && !name.startsWith("package-info")) {
            String simple = name.substring(0, name.length() - ".class".length());
            classes.add(Class.forName(
                StandardEvent.class.getPackageName() + "." + simple,
                false,
                StandardEvent.class.getClassLoader()));
          }
        }
        return classes;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
