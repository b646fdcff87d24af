package dev.daybook.event;

/**
 * An event kept as its JSON, byte for byte and not interpreted. A reader gets one for a type that
 * it does not know; a program uses one to record JSON from elsewhere. The rules of {@link Json} for
 * recording its text hold for {@code data}, too.
 *
 * <p>If {@code type} is one that Daybook knows, recording still checks {@code data} against that
 * type's schema and refuses it if it does not fit; fields that the schema does not name are kept.
 *
 * @param type the wire name, not empty
 * @param data a JSON object; parse its {@link Json#text} with the JSON library that you have
 */
public record Unknown(String type, Json data) implements SessionEvent {
  public Unknown {
    Check.present(type, Unknown.class, "type");
    Check.present(data, Unknown.class, "data");
    if (type.isEmpty()) {
      throw Check.invalid("type is empty; give the event's wire name", Unknown.class, "type");
    }
  }

  /** Creates an event of the given type whose data is the given JSON text. */
  public Unknown(String type, String data) {
    this(type, new Json(data));
  }
}
