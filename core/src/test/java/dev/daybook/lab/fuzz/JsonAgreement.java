package dev.daybook.lab.fuzz;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.lab.fuzz.SecondOpinion.Nothing;
import dev.daybook.lab.fuzz.SecondOpinion.Num;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cases in which Daybook and the other parser must agree on a line. */
final class JsonAgreement {

  private static final int MAX_DEPTH = 1000;

  private JsonAgreement() {}

  /** What Daybook refused for the sake of its text must be refused by the other too. */
  static void refusal(DaybookException refusal, SecondOpinion other) {
    Kind kind = refusal.kind();
    if (kind == Kind.INVALID_UTF8) {
      Claim.that(!other.isUtf8, "good UTF-8 is refused: %s", refusal);
    } else if (other.isJson) {
      boolean isRight = switch (kind) {
        case INVALID_JSON -> other.deepest > MAX_DEPTH || other.hasLoneSurrogateInName;
        case TRAILING_TEXT -> false;
        case NOT_AN_OBJECT -> !(other.value instanceof Map);
        case DUPLICATE_FIELD -> other.hasDuplicate;
        case MISSING_TYPE -> !other.hasString("type", 1) || other.hasDuplicateAtTop;
        default -> true;
      };
      Claim.that(isRight, "good JSON is refused: %s", refusal);
    }
  }

  /** What Daybook takes must be JSON for the other too. */
  static void acceptance(SecondOpinion other) {
    Claim.that(other.isUtf8, "bad UTF-8 is taken");
    Claim.that(other.isJson || other.hasHugeNumber, "bad JSON is taken");
  }

  /** Whether the same value, to the character. */
  static void sameText(String json, @Nullable Object value) {
    SecondOpinion again = SecondOpinion.of(json);
    Claim.that(again.isJson, "verbatim data is no JSON");
    Claim.that(again.value != null && again.value.equals(value), "verbatim data is other data");
  }

  /** Whether the value says all that {@code written} says, which was written of what was read. */
  static void says(Object written, @Nullable Object value, String where) {
    if (written instanceof Map<?, ?> fields) {
      Claim.that(value instanceof Map, "no object at %s", where);
      fields.forEach(
          (name, field) -> says(field, ((Map<?, ?>) value).get(name), where + "." + name));
    } else if (written instanceof List<?> list) {
      Claim.that(
          value instanceof List<?> others && others.size() == list.size(), "list at %s", where);
      for (int i = 0; i < list.size(); i++) {
        says(list.get(i), ((List<?>) value).get(i), where + "[" + i + "]");
      }
    } else if (written instanceof Num number) {
      Claim.that(value instanceof Num other && isSameNumber(number, other), "number at %s", where);
    } else if (written != Nothing.NULL) {
      Claim.that(
          written.equals(value) || isSameTime(written, value), "value at %s: %s", where, value);
    }
  }

  private static boolean isSameNumber(Num one, Num other) {
    Long integer = integer(one);
    Long otherInteger = integer(other);
    return integer != null && otherInteger != null
        ? integer.equals(otherInteger)
        : Double.compare(Double.parseDouble(one.text()), Double.parseDouble(other.text())) == 0;
  }

  private static boolean isSameTime(Object one, @Nullable Object other) {
    return one instanceof String text
        && other instanceof String otherText
        && time(text) != null
        && time(text).equals(time(otherText));
  }

  /** The integer of 64 bits that it is, or null. */
  static @Nullable Long integer(@Nullable Object value) {
    if (value instanceof Num number && number.text().matches("-?[0-9]{1,30}")) {
      BigInteger integer = new BigInteger(number.text());
      return integer.bitLength() < Long.SIZE ? integer.longValue() : null;
    }
    return null;
  }

  /** The time that a string says, to the microsecond, or null. */
  static @Nullable Instant time(@Nullable Object value) {
    try {
      return value instanceof String text
          ? OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS)
          : null;
    } catch (DateTimeException noTime) {
      return null;
    }
  }
}
