package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that stand for a char in a JSON string: itself, its UTF-8 or its escape. They come from
 * the generator that {@link JsonFormat} sets up, once for each char, so that the choice of escapes
 * has one place.
 *
 * <p>A form is a long: the bytes, the first in the lowest place, and above them how many they are.
 */
final class CharForms {

  /** The most bytes that stand for one char. */
  static final int MAX_LENGTH = 6;

  private static final int LENGTH_SHIFT = 56;

  // no static initialisers: one that fails for want of memory is never tried again
  private static volatile long @Nullable [] latin1;
  private static volatile long @Nullable [] loneSurrogates;

  private CharForms() {}

  /** Returns the forms of the chars below U+0100; not to be written. */
  static long[] ofLatin1() {
    long[] known = latin1;
    if (known == null) {
      known = ask('\0', 0x100);
      latin1 = known;
    }
    return known;
  }

  /** Returns the form of half a pair that stands alone; few programs ever meet one. */
  static long ofLoneSurrogate(char surrogate) {
    long[] known = loneSurrogates;
    if (known == null) {
      known = ask(Character.MIN_SURROGATE, Character.MAX_SURROGATE + 1 - Character.MIN_SURROGATE);
      loneSurrogates = known;
    }
    return known[surrogate - Character.MIN_SURROGATE];
  }

  /** Returns the form of one of the {@link EscapedChars} beyond Latin-1. */
  static long ofEscaped(char c) {
    long form = (long) MAX_LENGTH << LENGTH_SHIFT | '\\' | 'u' << Byte.SIZE;
    for (int i = 0; i < Character.BYTES * 2; i++) {
      int digit = c >>> (Byte.SIZE + 4 - 4 * i) & 0xf;
      form |= (long) (digit < 10 ? '0' + digit : 'A' + digit - 10) << (Byte.SIZE * (i + 2));
    }
    return form;
  }

  /** Returns how many bytes a form is. */
  static int length(long form) {
    return (int) (form >>> LENGTH_SHIFT);
  }

  private static long[] ask(char first, int count) {
    long[] forms = new long[count];
    ByteArrayOutputStream quoted = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonFormat.generator(quoted)) {
      for (int i = 0; i < count; i++) {
        quoted.reset();
        json.writeString(String.valueOf((char) (first + i)));
        json.flush();
        forms[i] = form(quoted.toByteArray());
      }
    } catch (IOException e) {
      throw new AssertionError("nothing is written but memory", e);
    }
    return forms;
  }

  private static long form(byte[] quoted) {
    int length = quoted.length - 2;
    long form = (long) length << LENGTH_SHIFT;
    for (int i = 0; i < length; i++) {
      form |= (quoted[i + 1] & 0xffL) << (Byte.SIZE * i);
    }
    return form;
  }
}
