package dev.daybook.internal.json.fast;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The names of an object's fields, to be found by their text or their bytes. */
public final class FieldNames {

  private final String[] names;
  private final byte[][] utf8;

  public FieldNames(List<String> names) {
    this.names = names.toArray(String[]::new);
    this.utf8 =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  /** Returns the index of the name; -1 if it is none of these. */
  public int indexOf(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the index of the name that stands in {@code [from, to)} without escapes; -1 if it is
   * none of these.
   *
   * @param guess the one to try first: fields mostly stand in the order of their record
   */
  int indexOf(byte[] bytes, int from, int to, int guess) {
    for (int i = guess; i < utf8.length; i++) {
      if (isAt(i, bytes, from, to)) {
        return i;
      }
    }
    for (int i = Math.min(guess, utf8.length) - 1; i >= 0; i--) {
      if (isAt(i, bytes, from, to)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isAt(int index, byte[] bytes, int from, int to) {
    byte[] name = utf8[index];
    return Arrays.equals(name, 0, name.length, bytes, from, to);
  }
}
