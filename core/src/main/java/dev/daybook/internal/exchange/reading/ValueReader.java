package dev.daybook.internal.exchange.reading;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceItem;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of a reader that the formats of Daybook have in common: items as JSON values. */
public abstract class ValueReader implements SourceReader {

  /** The head of the file that is read. */
  protected final FileHead head;

  /** Makes a reader of the file with that head; reads nothing yet. */
  protected ValueReader(FileHead head) {
    this.head = head;
  }

  @Override
  public final void read(SourceItem item, ImportTarget target) {
    Item found = Item.of(item);
    if (!found.value().isObject()) {
      throw DaybookException.of(Kind.NOT_AN_OBJECT, "the item is JSON but no object");
    }
    read(found, target);
  }

  /** Reads the next item, whose value is an object. */
  protected abstract void read(Item item, ImportTarget target);

  /**
   * Returns the names, other than the session's, that it may have had when the file was shorter:
   * the name of a file that grows can show late, or change.
   */
  public List<String> earlierNames() {
    return List.of();
  }

  /** Returns the time of an item; null if it has none. */
  protected abstract @Nullable Instant time(JsonValue item);

  @Override
  public @Nullable Instant firstTime() {
    return head.values().stream()
        .map(this::time)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Adds what no event stands for, as it is; what is no object as the field {@code value}. */
  public static void addVerbatim(
      ImportTarget target,
      String type,
      JsonValue value,
      @Nullable Instant ts,
      @Nullable String id) {
    String raw = value.isObject() ? value.raw() : "{\"value\":" + value.raw() + "}";
    target.add(new Unknown(type, new Json(raw)), ts, id);
  }
}
