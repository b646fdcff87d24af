package dev.daybook.internal.json.fast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the strings of one line, eight bytes at a time. A string that is not JSON, or needs a
 * parser's care, is refused with {@link NotPlain}. Belongs to one thread.
 */
public final class PlainText {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;
  private static final int ROOM_BYTES = 1 << 14;

  /**
   * The room in which strings lose their escapes. Without it, most of what a reader of long strings
   * allocates would be thrown away at once.
   */
  private static final ThreadLocal<byte[]> ROOM =
      ThreadLocal.withInitial(() -> new byte[ROOM_BYTES]);

  private static final byte[] NO_ROOM = {};

  private static final int ESCAPE_BYTES = 2;
  private static final int UNICODE_ESCAPE_BYTES = 6;

  /** The byte that each character behind a backslash stands for; 0 where it stands for none. */
  private static final byte[] ESCAPES = new byte[256];

  static {
    String names = "\"\\/bfnrt";
    String meanings = "\"\\/\b\f\n\r\t";
    for (int i = 0; i < names.length(); i++) {
      ESCAPES[names.charAt(i)] = (byte) meanings.charAt(i);
    }
  }

  private final byte[] bytes;
  private final int from;
  private final int to;

  /**
   * A word with a high bit set if a byte at or before the end of the last string may not be ASCII.
   */
  private long seen;

  private boolean isUtf8;

  /** The end of the string that was read or skipped last, behind its closing quote. */
  private int end;

  /**
   * The {@link #ROOM} of a long line: made for its first string with an escape, with room to the
   * line's end, so that all later strings fit.
   */
  private byte[] longRoom = NO_ROOM;

  /** Makes a reader of the strings in the line {@code [from, to)}. */
  PlainText(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /**
   * Returns the end of a string, behind its closing quote; -1 if a parser has to look at it.
   *
   * @param start the place behind its opening quote
   * @param to the end of the bytes that it may take
   */
  public static int end(byte[] bytes, int start, int to) {
    PlainText text = new PlainText(bytes, start, to);
    try {
      int quote = text.closingQuote(start);
      // no further than the string: many may follow each other
      boolean isText = (text.seen & HIGH_BITS) == 0 || Utf8.firstMalformed(bytes, start, quote) < 0;
      return isText ? quote + 1 : -1;
    } catch (NotPlain noShortWay) {
      return -1;
    }
  }

  /**
   * Returns a string without its escapes; null if a parser has to look at it.
   *
   * @param start the place behind its opening quote
   * @param end the place behind its closing quote
   */
  public static @Nullable String text(byte[] bytes, int start, int end) {
    try {
      return new PlainText(bytes, start, end).read(start);
    } catch (NotPlain noShortWay) {
      return null;
    }
  }

  /** Returns the end of the string that was read or skipped last, behind its closing quote. */
  int end() {
    return end;
  }

  /** Returns the string whose opening quote is the byte before {@code start}. */
  String read(int start) {
    seen = 0;
    int at = special(start);
    if (at == to) {
      throw NotPlain.INSTANCE;
    }
    if (bytes[at] == '"') {
      end = at + 1;
      return new String(bytes, start, at - start, charset());
    }
    return unescaped(start, at);
  }

  /** Passes over the string whose opening quote is the byte before {@code start}. */
  void skip(int start) {
    int quote = closingQuote(start);
    charset();
    end = quote + 1;
  }

  private int closingQuote(int start) {
    seen = 0;
    int at = special(start);
    while (at < to && bytes[at] == '\\') {
      at = special(at + escapeBytes(at));
    }
    if (at >= to || bytes[at] != '"') {
      throw NotPlain.INSTANCE;
    }
    return at;
  }

  /**
   * Returns the offset of the next quote, backslash or control character; the line's end if there
   * is none.
   */
  private int special(int start) {
    int at = start;
    long all = 0;
    while (to - at >= Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      long marks = marks(word);
      all |= word;
      if (marks != 0) {
        seen |= all;
        return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < to && !isSpecial(bytes[at])) {
      all |= bytes[at];
      at++;
    }
    seen |= all;
    return at;
  }

  private static boolean isSpecial(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < ' ');
  }

  /**
   * Returns a word whose lowest set bit belongs to the first special byte; those above mean nothing
   * certain.
   */
  private static long marks(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    return (((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes)
            | ((word - SPACES) & ~word))
        & HIGH_BITS;
  }

  /** Returns the charset of the last string, once it is sure that it can be decoded. */
  private Charset charset() {
    if ((seen & HIGH_BITS) == 0) {
      return StandardCharsets.ISO_8859_1;
    }
    if (!isUtf8 && Utf8.firstMalformed(bytes, from, to) >= 0) {
      throw NotPlain.INSTANCE;
    }
    isUtf8 = true;
    return StandardCharsets.UTF_8;
  }

  /**
   * Returns the string with an escape at {@code first}: a copy with every escape replaced by the
   * UTF-8 of what it stands for, which is never longer.
   */
  private String unescaped(int start, int first) {
    byte[] out = room(to - start + Long.BYTES);
    int at = first;
    int length = first - start;
    System.arraycopy(bytes, start, out, 0, length);
    while (bytes[at] == '\\') {
      byte meaning = at + 1 < to ? ESCAPES[bytes[at + 1] & 0xff] : 0;
      if (meaning != 0) {
        out[length++] = meaning;
        at += ESCAPE_BYTES;
      } else {
        int escape = escapeBytes(at);
        int written = encode(codePoint(at, escape), out, length);
        seen |= out[length];
        length += written;
        at += escape;
      }
      int special = copyToSpecial(at, out, length);
      if (special == to) {
        throw NotPlain.INSTANCE;
      }
      length += special - at;
      at = special;
    }
    if (bytes[at] != '"') {
      throw NotPlain.INSTANCE;
    }
    end = at + 1;
    return new String(out, 0, length, charset());
  }

  /** Returns what {@link #special} returns, and copies the bytes before it. */
  private int copyToSpecial(int start, byte[] out, int outAt) {
    int at = start;
    int shift = outAt - start;
    long all = 0;
    while (to - at >= Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      // the bytes from the mark on are written over
      LONGS.set(out, at + shift, word);
      long marks = marks(word);
      all |= word;
      if (marks != 0) {
        seen |= all;
        return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < to && !isSpecial(bytes[at])) {
      all |= bytes[at];
      out[at + shift] = bytes[at];
      at++;
    }
    seen |= all;
    return at;
  }

  private byte[] room(int bytes) {
    if (bytes <= ROOM_BYTES) {
      return ROOM.get();
    }
    if (longRoom.length < bytes) {
      longRoom = new byte[bytes];
    }
    return longRoom;
  }

  /** Returns the length of the escape there; both halves of a surrogate pair are one. */
  private int escapeBytes(int at) {
    if (to - at < ESCAPE_BYTES) {
      throw NotPlain.INSTANCE;
    }
    if (ESCAPES[bytes[at + 1] & 0xff] != 0) {
      return ESCAPE_BYTES;
    }
    char unit = unit(at);
    if (!Character.isSurrogate(unit)) {
      return UNICODE_ESCAPE_BYTES;
    }
    if (Character.isHighSurrogate(unit)
        && Character.isLowSurrogate(unit(at + UNICODE_ESCAPE_BYTES))) {
      return 2 * UNICODE_ESCAPE_BYTES;
    }
    // half a pair has no UTF-8
    throw NotPlain.INSTANCE;
  }

  private int codePoint(int at, int escapeBytes) {
    return escapeBytes == UNICODE_ESCAPE_BYTES
        ? unit(at)
        : Character.toCodePoint(unit(at), unit(at + UNICODE_ESCAPE_BYTES));
  }

  /** Returns the UTF-16 unit that is escaped there, as a backslash, a u and four hex digits. */
  private char unit(int at) {
    if (to - at < UNICODE_ESCAPE_BYTES || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      throw NotPlain.INSTANCE;
    }
    int unit = 0;
    for (int i = at + 2; i < at + UNICODE_ESCAPE_BYTES; i++) {
      int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
      if (digit < 0) {
        throw NotPlain.INSTANCE;
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private static int encode(int codePoint, byte[] out, int at) {
    byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, out, at, utf8.length);
    return utf8.length;
  }
}
