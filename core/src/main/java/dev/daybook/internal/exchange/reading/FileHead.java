package dev.daybook.internal.exchange.reading;

import dev.daybook.exchange.SourceHead;
import dev.daybook.internal.exchange.cut.Damage;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.cut.ItemSink;
import dev.daybook.internal.exchange.cut.LineCutter;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The beginning of a foreign file with the JSON values in it, which are found once. */
public final class FileHead implements SourceHead {

  private static final int BOM_BYTES = 3;

  private final Path path;
  private final byte[] bytes;
  private final Instant modified;
  private final JsonValue beside;
  private @Nullable List<JsonValue> values;

  /** Makes the head of a file from its first bytes, which the caller leaves as they are. */
  public FileHead(Path path, byte[] bytes, Instant modified) {
    this(path, bytes, modified, JsonValue.absent());
  }

  /**
   * Makes the head of a file that has another one beside it.
   *
   * @param beside what that one says of it, which the agent wrote with it; absent if there is none
   */
  public FileHead(Path path, byte[] bytes, Instant modified, JsonValue beside) {
    this.path = path;
    this.bytes = bytes;
    this.modified = modified;
    this.beside = beside;
  }

  /** Returns the head with its values. */
  public static FileHead of(SourceHead head) {
    return head instanceof FileHead known
        ? known
        : new FileHead(head.path(), head.bytes(), head.modified());
  }

  /** Returns this head with another time of the file's last change. */
  public FileHead withModified(Instant other) {
    return new FileHead(path, bytes, other, beside);
  }

  /** Returns this head with more or fewer of the file's bytes. */
  public FileHead withBytes(byte[] others) {
    return new FileHead(path, others, modified, beside);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Instant modified() {
    return modified;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  /** Returns what a file beside it says of it, that an agent wrote with it; absent if none does. */
  public JsonValue beside() {
    return beside;
  }

  /**
   * Returns the JSON values of the head: those of its lines, the last one if it is whole; if the
   * first line is none, the value that begins there, as far as it goes.
   */
  public List<JsonValue> values() {
    if (values == null) {
      values = found();
    }
    return values;
  }

  /** Returns the first value that is an object; absent if there is none. */
  public JsonValue first() {
    return values().stream().filter(JsonValue::isObject).findFirst().orElse(JsonValue.absent());
  }

  /** Returns the first text that a value has under that name; empty if none has one. */
  public Optional<String> firstText(String name) {
    return values().stream()
        .map(value -> value.get(name).text())
        .filter(Objects::nonNull)
        .findFirst();
  }

  private List<JsonValue> found() {
    List<JsonValue> found = new ArrayList<>();
    LineCutter cutter = new LineCutter(
        new ItemSink() {
          @Override
          public void item(Item item) {
            byte[] copy = item.text().getBytes(StandardCharsets.UTF_8);
            found.add(JsonValue.first(copy, 0, copy.length));
          }

          @Override
          public void damaged(Damage damage) {
            // the import keeps it
          }
        },
        bytes.length + 1);
    cutter.take(bytes, 0, bytes.length);
    cutter.end();
    if (found.stream().noneMatch(JsonValue::isObject)) {
      JsonValue document =
          JsonValue.beginning(bytes, hasByteOrderMark() ? BOM_BYTES : 0, bytes.length);
      if (document.isObject() && !document.names().isEmpty()) {
        return List.of(document);
      }
    }
    return found;
  }

  /** Returns true if the head is the beginning of one line, which begins as an object does. */
  public boolean isCutInObject() {
    int start = hasByteOrderMark() ? BOM_BYTES : 0;
    if (bytes.length == start || bytes[start] != '{') {
      return false;
    }
    for (byte each : bytes) {
      if (each == '\n') {
        return false;
      }
    }
    return true;
  }

  private boolean hasByteOrderMark() {
    return bytes.length >= BOM_BYTES
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }
}
