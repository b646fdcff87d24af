package dev.daybook.internal.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The strings of an entry's data, decoded one after another from JSON that is known to be sound.
 * Belongs to one thread; its array is used again for each.
 */
final class DataTexts {

  private static final byte[] DATA = {'d', 'a', 't', 'a'};

  private byte[] json = {};
  private int to;
  private int at;

  /** The index of the quote before the string at hand. */
  private int begin;

  private int depth;

  /** The number of names around the data. */
  private int outside;

  /** At each depth, where the last name there begins and ends; an empty one in an array. */
  private int[] names = new int[32];

  private int mostBytes = Integer.MAX_VALUE;
  private char[] chars = new char[1 << 12];
  private int length;

  /** Begins with the strings of the object in {@code [from, to)}. */
  void ofObject(byte[] object, int from, int end) {
    json = object;
    to = end;
    at = from;
    depth = 0;
    outside = 0;
    mostBytes = Integer.MAX_VALUE;
  }

  /** Begins with the strings of the data of the entry whose line is {@code [from, to)}. */
  void ofLine(byte[] line, int from, int end) {
    ofObject(line, from, end);
    outside = 1;
  }

  /** Moves to the next string; false if there is none. */
  boolean next() {
    while (at < to) {
      switch (json[at]) {
        case '"' -> {
          int from = at + 1;
          if (mostBytes == Integer.MAX_VALUE || isShort()) {
            decode();
          }
          if (isName()) {
            names[2 * depth] = from;
            names[2 * depth + 1] = at - 1;
          } else if (isInData()) {
            return true;
          }
        }
        case '{', '[' -> {
          depth++;
          if (2 * depth + 1 >= names.length) {
            names = Arrays.copyOf(names, 2 * names.length);
          }
          names[2 * depth] = 0;
          names[2 * depth + 1] = 0;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    }
    return false;
  }

  /**
   * Moves from the beginning to the longest string, of several to the first; to an empty one
   * without a path if there is none.
   */
  void toLongest() {
    int start = at;
    int longest = -1;
    int most = -1;
    for (int i = 0; next(); i++) {
      if (length > most) {
        longest = i;
        most = length;
      }
    }
    at = start;
    depth = 0;
    length = 0;
    for (int i = 0; i <= longest; i++) {
      next();
    }
  }

  private boolean isInData() {
    return outside == 0
        || (depth > 1 && Arrays.equals(json, names[2], names[3], DATA, 0, DATA.length));
  }

  /** Leaves strings of more bytes empty from here on: they are not wanted. */
  void skipLonger(int bytes) {
    mostBytes = bytes;
  }

  /** Returns true if the string at hand is short; moves behind it and leaves it empty if not. */
  private boolean isShort() {
    int i = at + 1;
    while (i < to && json[i] != '"') {
      i += json[i] == '\\' ? 2 : 1;
    }
    if (i - at <= mostBytes) {
      return true;
    }
    begin = at;
    length = 0;
    at = i + 1;
    return false;
  }

  /** Returns true if the string is a name; moves to the colon then. */
  private boolean isName() {
    int i = at;
    while (i < to && (json[i] == ' ' || json[i] == '\t' || json[i] == '\r')) {
      i++;
    }
    return i < to && json[i] == ':';
  }

  /** Decodes the string that begins at the quote; moves behind it. */
  private void decode() {
    begin = at;
    int most = to - at;
    if (chars.length < most) {
      chars = new char[Math.max(most, Math.min(2 * chars.length, Integer.MAX_VALUE / 2))];
    }
    byte[] bytes = json;
    char[] text = chars;
    int n = 0;
    int i = at + 1;
    while (i < to) {
      byte b = bytes[i];
      if (b == '"') {
        break;
      } else if (b == '\\') {
        byte letter = bytes[i + 1];
        if (letter == 'u') {
          text[n++] = (char) EscapeSieve.number(bytes, i + 2, to);
          i += 6;
        } else {
          text[n++] = plain(letter);
          i += 2;
        }
      } else if (b >= 0) {
        text[n++] = (char) b;
        i++;
      } else if (b < (byte) 0xe0) {
        text[n++] = (char) ((b & 0x1f) << 6 | (bytes[i + 1] & 0x3f));
        i += 2;
      } else if (b < (byte) 0xf0) {
        text[n++] = (char) ((b & 0x0f) << 12 | (bytes[i + 1] & 0x3f) << 6 | (bytes[i + 2] & 0x3f));
        i += 3;
      } else {
        int c = (b & 0x07) << 18
            | (bytes[i + 1] & 0x3f) << 12
            | (bytes[i + 2] & 0x3f) << 6
            | (bytes[i + 3] & 0x3f);
        text[n++] = Character.highSurrogate(c);
        text[n++] = Character.lowSurrogate(c);
        i += 4;
      }
    }
    at = i + 1;
    length = n;
  }

  private static char plain(byte letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> (char) letter;
    };
  }

  /** Returns the array that holds the string at hand, until the next one. */
  char[] chars() {
    return chars;
  }

  /** Returns the length of the string. */
  int length() {
    return length;
  }

  String text() {
    return new String(chars, 0, length);
  }

  /** Returns the index in the string of the char whose bytes begin there, or of one before it. */
  int charAt(int index) {
    int i = begin + 1;
    int n = 0;
    while (i < index) {
      byte b = json[i];
      if (b == '\\') {
        i += json[i + 1] == 'u' ? 6 : 2;
      } else {
        i++;
        // a char beyond the basic plane is two, and has one byte of its own and three others
        n += b < (byte) 0xc0 ? -1 : b < 0 && b >= (byte) 0xf0 ? 1 : 0;
      }
      n++;
    }
    int at = Math.max(0, Math.min(n, length) - 1);
    return at > 0 && Character.isLowSurrogate(chars[at]) ? at - 1 : at;
  }

  /** Returns the index behind the string at hand and its quote. */
  int end() {
    return at;
  }

  /** Returns the number of names that lead to the string, arrays counted as names. */
  int depth() {
    return depth - outside;
  }

  /** Returns the path of the string: the names that lead to it, with dots between. */
  String path() {
    Deque<String> path = new ArrayDeque<>();
    for (int i = outside + 1; i <= depth; i++) {
      int from = names[2 * i];
      if (from < names[2 * i + 1]) {
        path.add(new String(json, from, names[2 * i + 1] - from, StandardCharsets.UTF_8));
      }
    }
    return String.join(".", path);
  }
}
