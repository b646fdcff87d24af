package dev.daybook;

import dev.daybook.DaybookException.Kind;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a session, safe as the name of its file on every file system. Checked here and
 * nowhere else, before any path is made of it.
 *
 * <p>1 to 235 bytes of UTF-8, which leaves room for the suffixes of a file name of 255; the first
 * code point a letter, a digit or an underscore, the others also hyphen, dot or a combining mark;
 * in normal form C (Unicode Standard Annex 15), so that one name has one spelling. A new session's
 * has no dot at the end, and before its first dot no name that Windows keeps for a device; where
 * earlier versions made such a file, elsewhere than on Windows, it is a session like others.
 * {@link #encode} makes such an id of any other name.
 *
 * @param value the id as it was given
 */
public record SessionId(String value) {

  /** The longest id in bytes of UTF-8. */
  public static final int MAX_BYTES = 235;

  /** The names that Windows keeps for devices, whatever follows behind a dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\\..*)?", Pattern.DOTALL);

  private static final int MIN_DEVICE_CHARS = 3;

  private static final boolean IS_WINDOWS = File.separatorChar == '\\';

  private static final DateTimeFormatter GENERATED =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
  private static final AtomicLong LAST_MILLIS = new AtomicLong();

  /**
   * Checks the value.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID} with the reason; the value is never
   *     repeated
   */
  public SessionId {
    String reason = faultOf(value);
    if (reason != null) {
      throw refusal(reason, value);
    }
  }

  private static DaybookException refusal(String reason, String value) {
    return DaybookException.of(
        Kind.INVALID_SESSION_ID,
        "a session id is 1 to 235 bytes of letters, digits and underscores, after the first also"
            + " hyphens, dots and combining marks; dev.daybook.SessionId.encode makes one"
            + " of any name",
        details(reason, value));
  }

  private static Object[] details(String reason, String value) {
    List<Object> details = new ArrayList<>(List.of("reason", reason));
    value
        .codePoints()
        .filter(c -> !(value.codePointAt(0) == c ? isFirst(c) : isLater(c)))
        .findFirst()
        .ifPresent(c -> {
          details.add("character");
          details.add(String.format(Locale.ROOT, "U+%04X", c));
        });
    details.addAll(List.of(
        "maxBytes", MAX_BYTES, "observedBytes", value.getBytes(StandardCharsets.UTF_8).length));
    return details.toArray();
  }

  /**
   * Encodes any name that a host gives its conversation as an id: {@code alice_3a42} for
   * {@code alice:42}, {@code user_40example.com} for {@code user@example.com}. Each string has one
   * id, in any process and on any JDK, and no two strings share one, not even on a file system
   * without case or with other normal forms. A name of small letters, digits, hyphens and dots is
   * its own id in general; capital letters and underscores are encoded.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID} if the id would be longer than
   *     {@value #MAX_BYTES} bytes: a capital letter or sign takes three, another letter up to nine
   */
  public static String encode(String name) {
    return EncodedId.of(name);
  }

  /**
   * Returns the string that {@link #encode} made this id of.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID} if it made it of none
   */
  public static String decode(String id) {
    return EncodedId.decode(id);
  }

  /**
   * Returns true if no new session may have the id, since Windows allows no file of that name. A
   * file of an earlier version remains a session.
   */
  public boolean isReserved() {
    return reservedFault(value) != null;
  }

  /**
   * Throws if no new session may have the id, as {@link #isReserved} says.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID}
   */
  public void refuseReserved() {
    String reason = reservedFault(value);
    if (reason != null) {
      throw refusal(reason, value);
    }
  }

  /**
   * Returns a new id: the time in UTC to the millisecond, so that ids sort by time, and six random
   * digits; {@code 20261120T230000123-4f9a1c}. No two of one process have the same time.
   */
  public static SessionId generate(InstantSource clock) {
    long millis =
        LAST_MILLIS.accumulateAndGet(clock.millis(), (last, now) -> Math.max(last + 1, now));
    int random = ThreadLocalRandom.current().nextInt(1 << 24);
    return new SessionId(GENERATED.format(Instant.ofEpochMilli(millis))
        + "-"
        + HexFormat.of().toHexDigits(random, 6));
  }

  /** Returns the reason why a name is no id, in one word; empty if it is one. */
  public static Optional<String> fault(String value) {
    return Optional.ofNullable(faultOf(value));
  }

  private static @Nullable String faultOf(String value) {
    if (isPlain(value)) {
      return IS_WINDOWS ? reservedFault(value) : null;
    }
    if (value.isEmpty()) {
      return "empty";
    }
    if (hasLoneSurrogate(value)) {
      return "invalid_unicode";
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return "too_long";
    }
    if (!isFirst(value.codePointAt(0))) {
      return "invalid_start";
    }
    if (!value.codePoints().allMatch(SessionId::isLater)) {
      return "invalid_character";
    }
    if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
      return "not_normalized";
    }
    return IS_WINDOWS ? reservedFault(value) : null;
  }

  private static @Nullable String reservedFault(String value) {
    if (value.charAt(value.length() - 1) == '.') {
      return "dot_at_end";
    }
    return isDevice(value) ? "reserved_name" : null;
  }

  /**
   * Returns true if Windows keeps the name for a device: a file of such a name cannot be made
   * there, nor copied there from elsewhere.
   */
  static boolean isDevice(CharSequence name) {
    // two chars decide for most names, since a folder of many is read with this
    return name.length() >= MIN_DEVICE_CHARS
        && "cCpPaAnNlL".indexOf(name.charAt(0)) >= 0
        && "nNxXlLmMtTvV".indexOf(name.charAt(2)) >= 0
        && DEVICE.matcher(name.toString().toLowerCase(Locale.ROOT)).matches();
  }

  /** Returns true if it is an id of ASCII alone, as nearly all are; fast, for a folder of many. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isFirst =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      if (!isFirst && (i == 0 || (c != '-' && c != '.'))) {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= MAX_BYTES;
  }

  private static boolean hasLoneSurrogate(String value) {
    return value
        .codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static boolean isFirst(int codePoint) {
    return Character.isLetter(codePoint)
        || codePoint == '_'
        || switch (Character.getType(codePoint)) {
          case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
            true;
          default -> false;
        };
  }

  private static boolean isLater(int codePoint) {
    return isFirst(codePoint)
        || codePoint == '-'
        || codePoint == '.'
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK -> true;
          default -> false;
        };
  }

  @Override
  public String toString() {
    return value;
  }
}
