package dev.daybook.internal.json.fast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An encoder of Java strings as JSON strings in UTF-8. Belongs to one thread, and allocates
 * nothing.
 *
 * <p>Most text is Latin-1, and most of that stands for itself. So a piece of a string becomes
 * Latin-1 bytes by copies that the JVM does many chars at a time, as far as it is Latin-1, and
 * these are copied eight at a time as far as they stand for themselves. What does not is replaced
 * by its {@linkplain CharForm form}; what lies beyond Latin-1 goes char by char.
 */
public final class JsonStrings {

  /** The chars encoded at a time; with their bytes they stay in the nearest cache. */
  public static final int PIECE_CHARS = 1024;

  /** The most chars that are read sooner one by one than by setting up a copy. */
  private static final int MAX_FEW_CHARS = 24;

  /** The number of Latin-1 chars in a row after which the fast way is worth another try. */
  private static final int CALM_CHARS = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long SPACES = ' ' * ONES;
  private static final long SECOND_BITS = 0x02 * ONES;
  private static final long NOT_BELOW_21 = (0x80 - 0x21) * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final long[] forms = CharForm.ofLatin1();
  private final char[] chars = new char[PIECE_CHARS];
  private final CharBuffer charBuffer = CharBuffer.wrap(chars);
  private final byte[] latin1 = new byte[PIECE_CHARS + Long.BYTES];
  private final ByteBuffer latin1Buffer = ByteBuffer.wrap(latin1);
  private final CharsetEncoder toLatin1 = StandardCharsets.ISO_8859_1.newEncoder();

  /** Returns the most bytes that so many chars take. */
  public static int maxBytes(int chars) {
    // a long is stored for every form and for every last bytes, and reaches beyond them
    return chars * CharForm.MAX_LENGTH + Long.BYTES;
  }

  /**
   * Returns the end of the piece that begins there; the two halves of a surrogate pair stay
   * together.
   */
  public static int endOfPiece(String text, int from) {
    int to = Math.min(text.length(), from + PIECE_CHARS);
    return to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? to - 1 : to;
  }

  /**
   * Puts what stands for the chars {@code [from, to)} between a JSON string's quotes.
   *
   * @param to at most {@link #PIECE_CHARS} chars after {@code from}
   * @param target has room for {@link #maxBytes}, and is overwritten as far
   * @return the offset after the last byte
   */
  public int put(String text, int from, int to, byte[] target, int offset) {
    int count = to - from;
    if (count <= MAX_FEW_CHARS && takeFew(text, from, to)) {
      return putLatin1(count, target, offset);
    }
    text.getChars(from, to, chars, 0);
    int end = offset;
    for (int at = 0; at < count; ) {
      int narrow = toLatin1(at, count);
      end = putLatin1(narrow, target, end);
      at += narrow;
      int wide = wide(at, count);
      end = putWide(at, at + wide, target, end);
      at += wide;
    }
    return end;
  }

  /** Copies the chars as Latin-1 bytes, if all of them are Latin-1; returns false otherwise. */
  private boolean takeFew(String text, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      latin1[i - from] = (byte) c;
      all |= c;
    }
    return all <= 0xff;
  }

  /** Copies the leading chars that are Latin-1 as bytes; returns how many. */
  private int toLatin1(int from, int to) {
    toLatin1.reset();
    toLatin1.encode(charBuffer.limit(to).position(from), latin1Buffer.clear(), true);
    return latin1Buffer.position();
  }

  private int putLatin1(int count, byte[] target, int offset) {
    int at = offset;
    // what is read beyond the end stands for itself
    LONGS.set(latin1, count, SPACES);
    int i = 0;
    for (; i < count; i += Long.BYTES) {
      long eight = (long) LONGS.get(latin1, i);
      LONGS.set(target, at, eight);
      int left = Long.BYTES;
      for (long odd = odd(eight); odd != 0; ) {
        int clean = Long.numberOfTrailingZeros(odd) / Byte.SIZE;
        long form = forms[latin1[i + Long.BYTES - left + clean] & 0xff];
        LONGS.set(target, at + clean, form);
        at += clean + CharForm.length(form);
        left -= clean + 1;
        // twice, since a shift by 64 bits is none
        eight = eight >>> (clean * Byte.SIZE) >>> Byte.SIZE;
        odd = odd >>> (clean * Byte.SIZE) >>> Byte.SIZE;
        LONGS.set(target, at, eight);
      }
      at += left;
    }
    return at - (i - count);
  }

  /**
   * Returns the high bit of each byte that is a control char, a quote, a backslash, DEL or beyond
   * ASCII.
   */
  private static long odd(long eight) {
    long ascii = eight & ~HIGH_BITS;
    // with their second bit flipped, the control chars and the quote are what is below 0x21
    long notBelow = (ascii ^ SECOND_BITS) + NOT_BELOW_21;
    long notBackslash = (ascii ^ BACKSLASHES) + ~HIGH_BITS;
    long del = ascii + ONES;
    return (eight | del | ~(notBelow & notBackslash)) & HIGH_BITS;
  }

  /**
   * Returns how many chars it is until they seem to be Latin-1 again; not between a pair's halves.
   */
  private int wide(int from, int to) {
    int calm = 0;
    int i = from;
    while (i < to && calm < CALM_CHARS) {
      calm = chars[i++] <= 0xff ? calm + 1 : 0;
    }
    return i - from;
  }

  private int putWide(int from, int to, byte[] target, int offset) {
    int at = offset;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (c <= 0xff) {
        at = putForm(forms[c], target, at);
      } else if (EscapedChars.has(c)) {
        at = putForm(CharForm.escaped(c), target, at);
      } else if (c < 0x800) {
        target[at++] = (byte) (0xc0 | (c >> 6));
        target[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        target[at++] = (byte) (0xe0 | (c >> 12));
        target[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        target[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(chars[i + 1])) {
        int codePoint = Character.toCodePoint(c, chars[++i]);
        target[at++] = (byte) (0xf0 | (codePoint >> 18));
        target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
        target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        target[at++] = (byte) (0x80 | (codePoint & 0x3f));
      } else {
        at = putForm(CharForm.escaped(c), target, at);
      }
    }
    return at;
  }

  private static int putForm(long form, byte[] target, int at) {
    LONGS.set(target, at, form);
    return at + CharForm.length(form);
  }

  /**
   * The bytes that stand for a char in a JSON string: itself, its UTF-8 or its escape.
   *
   * <p>A form is a long: the bytes, the first in the lowest place, and above them how many they
   * are.
   */
  private static final class CharForm {

    /** The most bytes that stand for one char. */
    static final int MAX_LENGTH = 6;

    private static final int LENGTH_SHIFT = 56;

    /** The chars whose escapes are a backslash and a letter, each with its letter behind it. */
    private static final String SHORT = "\bb\tt\nn\ff\rr\"\"\\\\";

    private CharForm() {}

    /** Returns the forms of the chars below U+0100. */
    static long[] ofLatin1() {
      long[] forms = new long[0x100];
      for (char c = 0; c < forms.length; c++) {
        if (c < ' ' || EscapedChars.has(c)) {
          forms[c] = escaped(c);
        } else {
          forms[c] =
              c < 0x80 ? form(1, c) : form(2, 0xc0 | (c >> 6) | (0x80 | (c & 0x3f)) << Byte.SIZE);
        }
      }
      for (int i = 0; i < SHORT.length(); i += 2) {
        forms[SHORT.charAt(i)] = form(2, '\\' | SHORT.charAt(i + 1) << Byte.SIZE);
      }
      return forms;
    }

    /** Returns the escape of any char: a backslash, a u and four digits. */
    static long escaped(char c) {
      long bytes = '\\' | 'u' << Byte.SIZE;
      for (int i = 0; i < Character.BYTES * 2; i++) {
        int digit = c >>> (Byte.SIZE + 4 - 4 * i) & 0xf;
        bytes |= (long) (digit < 10 ? '0' + digit : 'A' + digit - 10) << (Byte.SIZE * (i + 2));
      }
      return form(MAX_LENGTH, bytes);
    }

    private static long form(int length, long bytes) {
      return (long) length << LENGTH_SHIFT | bytes;
    }

    /** Returns how many bytes a form is. */
    static int length(long form) {
      return (int) (form >>> LENGTH_SHIFT);
    }
  }
}
