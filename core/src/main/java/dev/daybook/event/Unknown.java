package dev.daybook.event;

/**
 * An event kept as the JSON it is, byte for byte, without being interpreted: what a reader gets for
 * a type that it does not know, and how a program records JSON that it got from elsewhere. What
 * {@link Json} says of its text when it is recorded holds for {@code data}, too.
 *
 * <p>If {@code type} is one that Daybook knows, recording still checks {@code data} against that
 * type's schema and refuses what does not fit; fields that the schema does not name are kept.
 *
 * @param type the wire name, not empty
 * @param data a JSON object
 */
public record Unknown(String type, Json data) implements SessionEvent {
  public Unknown {
    Check.present(type, Unknown.class, "type");
    Check.present(data, Unknown.class, "data");
    if (type.isEmpty()) {
      throw Check.invalid("type is empty; give the event's wire name", Unknown.class, "type");
    }
  }

  /** An event of the given type whose data is the given JSON text. */
  public Unknown(String type, String data) {
    this(type, new Json(data));
  }
}
