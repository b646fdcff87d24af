package dev.daybook.internal.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * The chars that are escaped in strings although JSON allows them as they are: a terminal obeys
 * them. They are DEL and the C1 controls, the line and paragraph separators, and the chars that
 * turn the direction of writing. So a line of a session can be shown as it stands in its file.
 */
final class EscapedChars extends CharacterEscapes {

  private static final long serialVersionUID = 1L;

  /** The last escaped char. */
  static final char LAST = 0x2069;

  private static final char DEL = 0x7f;

  private final int[] ascii = standardAsciiEscapesForJSON();

  EscapedChars() {
    ascii[DEL] = ESCAPE_STANDARD;
  }

  /** Returns true if the char is one of them. */
  static boolean has(char c) {
    return c < 0x2000
        ? (c >= DEL && c <= 0x9f) || c == 0x061c
        : c <= LAST && (c >= 0x2066 || (c >= 0x2028 && c <= 0x202e) || c == 0x200e || c == 0x200f);
  }

  /** Returns true if the text has one of them. */
  static boolean isIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (has(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return has((char) c) ? new SerializedString(String.format("\\u%04X", c)) : null;
  }
}
