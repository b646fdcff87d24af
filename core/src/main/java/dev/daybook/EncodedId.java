package dev.daybook;

import dev.daybook.DaybookException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of any string as a session's id, and back. Small letters of ASCII, digits, hyphens
 * and dots stand for themselves, and so do the letters of East Asia, which know no case; an
 * underscore is two, and all else is the bytes of its UTF-8, each an underscore and two hex digits.
 * So the ids of two strings never differ in case or normal form alone.
 *
 * <p>The ranges are written out here instead of asked of the JDK: a JDK with a newer Unicode would
 * make another id of the same string.
 */
final class EncodedId {

  private static final String EMPTY = "_";
  private static final int ESCAPE_CHARS = 3;
  private static final HexFormat HEX = HexFormat.of();

  private EncodedId() {}

  /** Returns the id of a string; see {@link SessionId#encode}. */
  static String of(String name) {
    return requireFits(encoded(Objects.requireNonNull(name, "name")));
  }

  private static String encoded(String name) {
    StringBuilder id = new StringBuilder(name.length() + 16);
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean isAtEdge = i == 0 || next == name.length();
      if (isItself(c) || (c == '-' && i > 0) || (c == '.' && !isAtEdge)) {
        id.appendCodePoint(c);
      } else if (c == '_') {
        id.append("__");
      } else {
        escape(c, id);
      }
      i = next;
    }
    if (id.isEmpty()) {
      return EMPTY;
    }
    if (SessionId.isDevice(id)) {
      char first = id.charAt(0);
      id.deleteCharAt(0);
      StringBuilder escaped = new StringBuilder();
      escape(first, escaped);
      id.insert(0, escaped);
    }
    return id.toString();
  }

  private static String requireFits(String id) {
    int bytes = id.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > SessionId.MAX_BYTES) {
      throw DaybookException.of(
          Kind.INVALID_SESSION_ID,
          "the name is too long to be encoded as a session id; give a shorter one, such as a hash of"
              + " it",
          "reason",
          "too_long",
          "maxBytes",
          SessionId.MAX_BYTES,
          "encodedBytes",
          bytes);
    }
    return id;
  }

  private static boolean isItself(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || isIn(c, 0x3041, 0x3096) // Hiragana
        || isIn(c, 0x30a1, 0x30fa) // Katakana
        || isIn(c, 0x4e00, 0x9fa5) // CJK ideographs
        || isIn(c, 0xac00, 0xd7a3); // Hangul syllables
  }

  private static boolean isIn(int c, int from, int to) {
    return c >= from && c <= to;
  }

  /**
   * Escapes a code point. Half of a surrogate pair becomes the three bytes that UTF-8 would have
   * for it.
   */
  private static void escape(int c, StringBuilder id) {
    byte[] utf8 = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE
        ? new byte[] {(byte) (0xe0 | (c >> 12)), continuation(c >> 6), continuation(c)}
        : Character.toString(c).getBytes(StandardCharsets.UTF_8);
    for (byte each : utf8) {
      id.append('_').append(HEX.toHexDigits(each));
    }
  }

  /** Returns the string that an id encodes, or null if there is none. */
  private static @Nullable String unescaped(String id) {
    StringBuilder name = new StringBuilder(id.length());
    byte[] bytes = new byte[id.length()];
    for (int i = 0; i < id.length(); ) {
      int count = 0;
      while (hasEscape(id, i)) {
        bytes[count++] = (byte) HexFormat.fromHexDigits(id, i + 1, i + ESCAPE_CHARS);
        i += ESCAPE_CHARS;
      }
      if (!addUtf8(bytes, count, name)) {
        return null;
      }
      if (i < id.length()) {
        char c = id.charAt(i);
        name.append(c);
        i += c == '_' ? 2 : 1;
      }
    }
    return name.toString();
  }

  private static boolean hasEscape(String id, int at) {
    return at + ESCAPE_CHARS <= id.length()
        && id.charAt(at) == '_'
        && HexFormat.isHexDigit(id.charAt(at + 1))
        && HexFormat.isHexDigit(id.charAt(at + 2));
  }

  /** Decodes the bytes, halves of surrogate pairs too; returns false if they are cut off. */
  private static boolean addUtf8(byte[] bytes, int count, StringBuilder name) {
    int i = 0;
    while (i < count) {
      int lead = bytes[i] & 0xff;
      int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      if (i + length > count) {
        return false;
      }
      if (length == 3) {
        // by hand, since a decoder refuses half of a pair
        name.append(
            (char) (((lead & 0xf) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f)));
      } else {
        name.append(new String(bytes, i, length, StandardCharsets.UTF_8));
      }
      i += length;
    }
    return true;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  /** Returns the string of an id; see {@link SessionId#decode}. */
  static String decode(String id) {
    Objects.requireNonNull(id, "id");
    boolean isTooLong = id.getBytes(StandardCharsets.UTF_8).length > SessionId.MAX_BYTES;
    String name = isTooLong ? null : id.equals(EMPTY) ? "" : unescaped(id);
    // the one string may be spelled in several ways, of which one is its id
    if (name == null || !encoded(name).equals(id)) {
      throw DaybookException.of(
          Kind.INVALID_SESSION_ID,
          "the id was not made by SessionId.encode",
          "reason",
          "not_encoded");
    }
    return name;
  }
}
