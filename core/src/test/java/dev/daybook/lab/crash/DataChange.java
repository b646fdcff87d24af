package dev.daybook.lab.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A write to a file, or a new size of it, and the forms in which it can reach the device. */
final class DataChange implements Undecided {

  private static final int[] BLOCKS = {512, 4096};

  final long offset;
  private final byte[] bytes;
  private final boolean isSize;
  private final boolean isOfLock;
  private final List<Form> forms;

  /** Whether the device has it for certain. */
  boolean isForced;

  /** Whether a force of it failed, after which no later one promises anything. */
  boolean isDropped;

  /**
   * The part of a write that is left.
   *
   * @param from the first byte that is there, in the write
   * @param to behind the last one
   * @param holeFrom the first byte that is missing between them
   * @param holeTo behind the last one; the same if nothing is missing
   * @param size how long the file is at least, from the beginning of the write
   */
  private record Form(int from, int to, int holeFrom, int holeTo, int size) {}

  private DataChange(long offset, byte[] bytes, boolean isSize, boolean isOfLock) {
    this.offset = offset;
    this.bytes = bytes;
    this.isSize = isSize;
    this.isOfLock = isOfLock;
    this.forms = isSize ? List.of() : formsOf(offset, bytes.length);
  }

  static DataChange write(long offset, byte[] bytes, boolean isOfLock) {
    return new DataChange(offset, bytes, false, isOfLock);
  }

  static DataChange size(long size, boolean isOfLock) {
    return new DataChange(size, new byte[0], true, isOfLock);
  }

  /** The first two are {@link Undecided#ABSENT} and {@link Undecided#WHOLE}. */
  private static List<Form> formsOf(long offset, int length) {
    Set<Form> forms = new LinkedHashSet<>();
    forms.add(new Form(0, 0, 0, 0, 0));
    forms.add(new Form(0, length, 0, 0, length));
    forms.add(new Form(0, 0, 0, 0, length));
    for (int block : BLOCKS) {
      int from = 0;
      while (from < length) {
        int to = (int) Math.min(length, from + block - (offset + from) % block);
        if (from > 0) {
          forms.add(new Form(0, from, 0, 0, from));
          forms.add(new Form(0, from, 0, 0, length));
          forms.add(new Form(from, length, 0, 0, length));
        }
        if (from > 0 && to < length) {
          forms.add(new Form(0, length, from, to, length));
        }
        from = to;
      }
    }
    return new ArrayList<>(forms);
  }

  long end() {
    return offset + bytes.length;
  }

  boolean isSize() {
    return isSize;
  }

  /** Whether nothing of the other write shows after this one. */
  boolean covers(DataChange other) {
    return !isSize && !other.isSize && offset <= other.offset && end() >= other.end();
  }

  @Override
  public int forms() {
    return isSize ? 2 : forms.size();
  }

  @Override
  public boolean isOfLock() {
    return isOfLock;
  }

  /** The content after this change, in that form. */
  byte[] applyTo(byte[] content, int form) {
    if (isSize) {
      return form == ABSENT ? content : Arrays.copyOf(content, (int) offset);
    }
    Form left = forms.get(form);
    if (left.size == 0) {
      return content;
    }
    byte[] after = Arrays.copyOf(content, (int) Math.max(content.length, offset + left.size));
    for (int i = left.from; i < left.to; i++) {
      if (i < left.holeFrom || i >= left.holeTo) {
        after[(int) offset + i] = bytes[i];
      }
    }
    return after;
  }
}
