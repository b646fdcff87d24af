package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.exchange.SourceHead;
import dev.daybook.internal.json.JsonValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of a foreign file with the JSON values in it, which are found once. */
final class FileHead implements SourceHead {

  private static final int BOM_BYTES = 3;

  private final Path path;
  private final byte[] bytes;
  private final Instant modified;
  private @Nullable List<JsonValue> values;

  FileHead(Path path, byte[] bytes, Instant modified) {
    this.path = path;
    this.bytes = bytes;
    this.modified = modified;
  }

  /** Returns the head with its values. */
  static FileHead of(SourceHead head) {
    return head instanceof FileHead known
        ? known
        : new FileHead(head.path(), head.bytes(), head.modified());
  }

  /** Returns this head with another time of the file's last change. */
  FileHead withModified(Instant other) {
    return new FileHead(path, bytes, other);
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

  /**
   * Returns the JSON values of the head: those of its lines, the last one if it is whole; if the
   * first line is none, the value that begins there, as far as it goes.
   */
  List<JsonValue> values() {
    if (values == null) {
      values = found();
    }
    return values;
  }

  /** Returns the first value that is an object; absent if there is none. */
  JsonValue first() {
    return values().stream().filter(JsonValue::isObject).findFirst().orElse(JsonValue.absent());
  }

  private List<JsonValue> found() {
    List<JsonValue> found = new ArrayList<>();
    int from = hasByteOrderMark() ? BOM_BYTES : 0;
    boolean isFirst = true;
    while (from < bytes.length) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (!isBlank(from, end)) {
        try {
          found.add(JsonValue.first(bytes, from, end));
        } catch (DaybookException noJson) {
          if (isFirst) {
            JsonValue document = JsonValue.beginning(bytes, from, bytes.length);
            if (document.isObject() && !document.names().isEmpty()) {
              return List.of(document);
            }
          }
        }
        isFirst = false;
      }
      from = end + 1;
    }
    return found;
  }

  private boolean hasByteOrderMark() {
    return bytes.length >= BOM_BYTES
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
