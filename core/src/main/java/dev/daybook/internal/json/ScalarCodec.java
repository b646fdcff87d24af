package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.internal.json.fast.JsonCursor;
import dev.daybook.internal.json.fast.JsonCursor.Token;
import java.io.IOException;
import java.time.Instant;

/** The codecs of values that are not made of other values, one constant a Java type. */
enum ScalarCodec implements ValueCodec {
  STRING {
    @Override
    public void write(JsonGenerator json, Object value) throws IOException {
      json.writeString((String) value);
    }

    @Override
    public Object read(JsonCursor cursor, String field) throws IOException {
      expect(cursor.isAt(Token.STRING), cursor, field, "string");
      return cursor.text();
    }

    @Override
    public long admit(Object value, int depth) {
      return ((String) value).length();
    }
  },
  LONG {
    @Override
    public void write(JsonGenerator json, Object value) throws IOException {
      json.writeNumber((long) (Long) value);
    }

    @Override
    public Object read(JsonCursor cursor, String field) throws IOException {
      return readLong(cursor, field);
    }
  },
  INT {
    @Override
    public void write(JsonGenerator json, Object value) throws IOException {
      json.writeNumber((int) (Integer) value);
    }

    @Override
    public Object read(JsonCursor cursor, String field) throws IOException {
      long value = readLong(cursor, field);
      if (value != (int) value) {
        throw outOfRange(field, "a 32-bit integer");
      }
      return (int) value;
    }
  },
  BOOLEAN {
    @Override
    public void write(JsonGenerator json, Object value) throws IOException {
      json.writeBoolean((boolean) (Boolean) value);
    }

    @Override
    public Object read(JsonCursor cursor, String field) throws IOException {
      boolean value = cursor.isAt(Token.TRUE);
      expect(value || cursor.isAt(Token.FALSE), cursor, field, "boolean");
      return value;
    }
  },
  DOUBLE {
    @Override
    public void write(JsonGenerator json, Object value) throws IOException {
      writeDouble(json, (double) (Double) value);
    }

    @Override
    public long admit(Object value, int depth) {
      requireFinite((double) (Double) value);
      return 0;
    }

    @Override
    public Object read(JsonCursor cursor, String field) throws IOException {
      expect(isNumber(cursor), cursor, field, "number");
      double value = cursor.doubleValue();
      if (!Double.isFinite(value)) {
        throw outOfRange(field, "a 64-bit floating point number");
      }
      return value;
    }
  },
  INSTANT {
    @Override
    public void write(JsonGenerator json, Object value) throws IOException {
      json.writeString(Timestamps.format((Instant) value));
    }

    @Override
    public Object read(JsonCursor cursor, String field) throws IOException {
      expect(cursor.isAt(Token.STRING), cursor, field, "timestamp string");
      return Timestamps.parse(cursor.text(), field);
    }
  },
  JSON {
    @Override
    public void write(JsonGenerator json, Object value) throws IOException {
      Json verbatim = (Json) value;
      if (LineGenerator.checksJson(json)) {
        // the generator counts the data object as level 1, the line has one more around it
        VerbatimJson.check(verbatim, json.getOutputContext().getNestingDepth() + 1);
      }
      json.writeRawValue(VerbatimJson.line(verbatim));
    }

    @Override
    public Object read(JsonCursor cursor, String field) throws IOException {
      return new Json(cursor.verbatim());
    }

    @Override
    public boolean readsNull() {
      return true;
    }

    @Override
    public long admit(Object value, int depth) {
      VerbatimJson.check((Json) value, depth);
      return ((Json) value).text().length();
    }
  };

  @Override
  public long admit(Object value, int depth) {
    return 0;
  }

  /**
   * Refuses NaN and the infinities: they have no JSON form, and a string in their place would read
   * as another type.
   */
  static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw DaybookException.of(
          Kind.UNENCODABLE, "a number is not finite; JSON has no form for it", "value", value);
    }
  }

  static void writeDouble(JsonGenerator json, double value) throws IOException {
    requireFinite(value);
    json.writeNumber(value);
  }

  private static long readLong(JsonCursor cursor, String field) throws IOException {
    expect(cursor.isAt(Token.INTEGER), cursor, field, "integer");
    if (!cursor.isLong()) {
      throw outOfRange(field, "a 64-bit integer");
    }
    return cursor.longValue();
  }

  private static boolean isNumber(JsonCursor cursor) {
    return cursor.isAt(Token.INTEGER) || cursor.isAt(Token.DECIMAL);
  }

  private static DaybookException outOfRange(String field, String wanted) {
    return DaybookException.of(Kind.INVALID_VALUE, "number does not fit " + wanted, "field", field);
  }

  static void expect(boolean condition, JsonCursor cursor, String field, String expected) {
    if (!condition) {
      throw DaybookException.of(
          Kind.WRONG_KIND,
          "field has the wrong kind of value",
          "field",
          field,
          "expected",
          expected,
          "found",
          found(cursor));
    }
  }

  static String found(JsonCursor cursor) {
    Token token = cursor.token();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case STRING -> "string";
      case INTEGER -> "integer";
      case DECIMAL -> "number";
      case TRUE, FALSE -> "boolean";
      case NULL -> "null";
      case ARRAY -> "array";
      case OBJECT -> "object";
      default -> "nothing";
    };
  }
}
