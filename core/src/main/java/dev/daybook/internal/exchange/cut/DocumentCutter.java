package dev.daybook.internal.exchange.cut;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.json.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * A cutter of a file that is one JSON object, with an array whose elements are the items. The
 * object's other fields are items of their own: one object of those before the array, with an empty
 * array in its place, and one of those behind it. It follows the structure byte by byte, and leaves
 * it to the parser whether each part is JSON.
 */
public final class DocumentCutter implements ItemCutter {

  /** The states between the bytes of the object itself. */
  private enum Place {
    BEFORE,
    FIELDS,
    ELEMENTS,
    BEHIND
  }

  private final ItemSink sink;
  private final String array;
  private final byte[] arrayName;

  /** The fields of the object outside the array. */
  private final GrowingBytes fields;

  /** The element at hand. */
  private final GrowingBytes element;

  private Place place = Place.BEFORE;
  private int depth;
  private boolean isInString;
  private boolean isEscaped;

  /** The place in the fields where the name of the field at hand begins; -1 outside a name. */
  private int nameFrom = -1;

  private boolean isArrayNamed;
  private boolean hadArray;
  private long lineNumber = 1;
  private long offset;
  private long partLine = 1;
  private long partOffset;

  /**
   * @param array the name of the array
   * @param maxItemBytes the longest part to read; a longer one is damage
   */
  public DocumentCutter(ItemSink sink, String array, int maxItemBytes) {
    this.sink = sink;
    this.array = array;
    this.arrayName = ("\"" + array + "\"").getBytes(StandardCharsets.UTF_8);
    this.fields = new GrowingBytes(maxItemBytes);
    this.element = new GrowingBytes(maxItemBytes);
  }

  @Override
  public void take(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte value = bytes[i];
      switch (place) {
        case BEFORE -> before(value);
        case FIELDS -> inFields(value);
        case ELEMENTS -> inElements(value);
        case BEHIND -> behind(value);
      }
      offset++;
      if (value == '\n') {
        lineNumber++;
      }
    }
  }

  private void before(byte value) {
    if (value == '{') {
      place = Place.FIELDS;
      begin(fields, value);
      depth = 1;
    }
  }

  private void begin(GrowingBytes part, byte first) {
    partLine = lineNumber;
    partOffset = offset;
    part.clear();
    part.add(first);
  }

  private void inFields(byte value) {
    boolean wasInString = isInString;
    fields.add(value);
    follow(value);
    if (depth == 1 && !wasInString && isInString) {
      nameFrom = fields.length() - 1;
    } else if (depth == 1 && wasInString && !isInString) {
      isArrayNamed = !hadArray && isArrayName();
    } else if (depth == 2 && !isInString && value == '[' && isArrayNamed) {
      isArrayNamed = false;
      hadArray = true;
      fields.add((byte) ']');
      fields.add((byte) '}');
      emit(fields, "");
      place = Place.ELEMENTS;
      element.clear();
    } else if (depth == 0) {
      place = Place.BEHIND;
      if (!hadArray || hasFields()) {
        emit(fields, "");
      }
      fields.clear();
    } else if (depth == 1 && value == ',' && !isInString) {
      isArrayNamed = false;
    }
  }

  private boolean isArrayName() {
    int length = fields.length() - nameFrom;
    if (nameFrom < 0 || length != arrayName.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (fields.array()[nameFrom + i] != arrayName[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean hasFields() {
    for (int i = 1; i < fields.length() - 1; i++) {
      if (!LineCutter.isSpace(fields.array()[i])) {
        return true;
      }
    }
    return false;
  }

  private void inElements(byte value) {
    if (element.isEmpty()) {
      if (value == ']') {
        depth = 1;
        place = Place.FIELDS;
        begin(fields, (byte) '{');
        skipComma = true;
        return;
      }
      if (value == ',' || LineCutter.isSpace(value)) {
        return;
      }
      begin(element, value);
      follow(value);
      return;
    }
    if (depth == 2 && !isInString && (value == ',' || value == ']')) {
      // the end of an element that has no bracket of its own
      emit(element, array);
      element.clear();
      inElements(value);
      return;
    }
    element.add(value);
    follow(value);
    if (depth == 2 && !isInString && (value == '}' || value == ']')) {
      emit(element, array);
      element.clear();
    }
  }

  private boolean skipComma;

  private void behind(byte value) {
    if (!LineCutter.isSpace(value) || !fields.isEmpty()) {
      if (fields.isEmpty()) {
        begin(fields, value);
      } else {
        fields.add(value);
      }
    }
  }

  /** Follows strings and brackets. */
  private void follow(byte value) {
    if (isInString) {
      if (isEscaped) {
        isEscaped = false;
      } else if (value == '\\') {
        isEscaped = true;
      } else if (value == '"') {
        isInString = false;
      }
    } else if (value == '"') {
      isInString = true;
    } else if (value == '{' || value == '[') {
      depth++;
    } else if (value == '}' || value == ']') {
      depth--;
    }
  }

  private void emit(GrowingBytes part, String name) {
    if (part.isTooLong()) {
      sink.damaged(LineCutter.tooLong(part, partLine, partOffset));
      return;
    }
    byte[] bytes = part.array();
    if (skipComma && name.isEmpty()) {
      int comma = 1;
      while (LineCutter.isSpace(bytes[comma])) {
        comma++;
      }
      if (bytes[comma] == ',') {
        bytes[comma] = ' ';
      }
    }
    try {
      JsonValue value = JsonValue.first(bytes, 0, part.length());
      if (value.end() < part.length() && !isBlank(bytes, value.end(), part.length())) {
        // an element and the next without a comma between
        sink.damaged(Damage.of("invalid_json", partLine, partOffset, bytes, 0, part.length()));
        return;
      }
      sink.item(new Item(value, partLine, partOffset, name));
    } catch (DaybookException noJson) {
      sink.damaged(Damage.of(
          noJson.kind() == Kind.INVALID_UTF8 ? "invalid_utf8" : "invalid_json",
          partLine,
          partOffset,
          bytes,
          0,
          part.length()));
    }
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!LineCutter.isSpace(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void end() {
    GrowingBytes rest = place == Place.ELEMENTS ? element : fields;
    boolean isNothing = rest.isEmpty() || (place == Place.FIELDS && rest.length() == 1);
    if (place == Place.BEHIND && !rest.isEmpty()) {
      sink.damaged(
          Damage.of("trailing_text", partLine, partOffset, rest.array(), 0, rest.length()));
    } else if ((place == Place.ELEMENTS || place == Place.FIELDS) && !isNothing) {
      sink.damaged(
          rest.isTooLong()
              ? LineCutter.tooLong(rest, partLine, partOffset)
              : Damage.of("torn_tail", partLine, partOffset, rest.array(), 0, rest.length()));
    } else if (place == Place.FIELDS || place == Place.ELEMENTS) {
      sink.damaged(Damage.of("torn_tail", lineNumber, offset, new byte[0], 0, 0));
    }
  }
}
