package dev.daybook.internal.exchange.reference;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.EventData;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a {@link LineFormat}: each item becomes the event of its kind, and what that event
 * does not hold one more behind it, with the item's fields that are left over. An item of a kind
 * that is not known is kept as it is.
 */
class LineReader extends ValueReader {

  private final LineFormat format;
  private boolean isFirst = true;

  LineReader(LineFormat format, FileHead head) {
    super(head);
    this.format = format;
  }

  @Override
  public final Optional<String> sessionName() {
    return format.sessionName(head).filter(name -> !name.isEmpty());
  }

  @Override
  public final SessionStarted started() {
    return format.started(head);
  }

  @Override
  protected final @Nullable Instant time(JsonValue item) {
    return format.time(item);
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    JsonValue value = item.value();
    String kind = format.kind(value).text();
    if (kind == null) {
      throw DaybookException.of(Kind.MISSING_TYPE, "the item does not name its kind");
    }
    boolean isStart = isFirst && format.isStart(value);
    isFirst = false;
    EventKind known = format.kindOf(kind);
    if (known == null || !format.fields(value).isObject()) {
      keep(format.verbatimType(kind), new Json(value.raw()), value, target);
      return;
    }
    Leftover left = new Leftover();
    Map<String, Object> ours = known.shape().ours(format.fields(value), left);
    change(known, ours, left, target);
    SessionEvent event = EventData.event(EventTypes.standard(), known.ours(), Json.of(ours));
    if (isStart) {
      addToStart(ours, left);
    } else {
      target.add(event, format.time(value), format.id(value));
    }
    if (!left.isEmpty()) {
      keep(format.verbatimType(kind), Json.of(left.object()), value, target);
    }
  }

  private void keep(String type, Json data, JsonValue item, ImportTarget target) {
    target.add(new Unknown(type, data), format.time(item), format.id(item));
  }

  /** Changes the data of an event before it is added; adds what comes before it. */
  void change(EventKind kind, Map<String, Object> ours, Leftover left, ImportTarget target) {}

  /** Adds to what is left over of the first item what {@link #started} does not say. */
  private static void addToStart(Map<String, Object> ours, Leftover left) {
    Object backfilled = ours.get("backfilled");
    if (backfilled instanceof Json said && !said.text().equals("true")) {
      left.add("backfilled", said);
    }
  }
}
