package dev.daybook.internal.exchange;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The lengths at which a file is cut to see whether it grows well. */
final class Cuts {

  /** The longest file that is cut at every byte. */
  static final int SHORT_BYTES = 64 << 10;

  /** The bytes at the beginning of a line of a longer file that are all tried. */
  static final int LINE_BEGIN_BYTES = 1 << 10;

  /** The bytes at the end of a line of a longer file that are all tried. */
  static final int LINE_END_BYTES = 256;

  /** The bytes before and behind the end of each line of a longer file that are tried. */
  static final int AROUND_END_BYTES = 3;

  /** The random lengths of a longer file. */
  static final int RANDOM_LENGTHS = 300;

  /** The fields of which a line's shape is made, wherever they stand. */
  private static final Set<String> KINDS =
      Set.of("type", "subtype", "role", "kind", "operation", "event", "name");

  private static final int MAX_DEPTH = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Cuts() {}

  /**
   * Returns all lengths that are worth a try.
   *
   * <ul>
   *   <li>Of a file of at most 64 KiB: every length, from nothing to all but its last byte.
   *   <li>Of a longer one: every byte of the first 1,024 and of the last 256 bytes of the first
   *       line of each shape, which is what stands in the fields that name kinds; the three bytes
   *       before and behind the end of every line, and the end itself; and 300 random lengths.
   * </ul>
   */
  static SortedSet<Integer> every(byte[] file) {
    SortedSet<Integer> lengths = new TreeSet<>();
    if (file.length <= SHORT_BYTES) {
      addAll(lengths, 0, file.length - 1, file);
      return lengths;
    }
    Set<String> shapes = new HashSet<>();
    int from = 0;
    while (from < file.length) {
      int end = from;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      if (shapes.add(shape(file, from, end))) {
        addAll(lengths, from, Math.min(end, from + LINE_BEGIN_BYTES), file);
        addAll(lengths, Math.max(from, end - LINE_END_BYTES), end, file);
      }
      addAll(lengths, end - AROUND_END_BYTES, end + 1 + AROUND_END_BYTES, file);
      from = end + 1;
    }
    lengths.addAll(random(file, RANDOM_LENGTHS));
    return lengths;
  }

  private static void addAll(Set<Integer> lengths, int from, int to, byte[] file) {
    for (int length = Math.max(from, 0); length <= to && length < file.length; length++) {
      lengths.add(length);
    }
  }

  private static String shape(byte[] file, int from, int to) {
    SortedSet<String> kinds = new TreeSet<>();
    try {
      addKinds(JSON.readTree(file, from, to - from), "", MAX_DEPTH, kinds);
    } catch (JacksonException noJson) {
      return "damaged";
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return kinds.toString();
  }

  private static void addKinds(JsonNode node, String path, int depth, Set<String> kinds) {
    if (depth == 0) {
      return;
    }
    for (JsonNode element : node.isArray() ? node : JSON.createArrayNode()) {
      addKinds(element, path, depth - 1, kinds);
    }
    node.properties().forEach(field -> {
      String name = path + "." + field.getKey();
      if (KINDS.contains(field.getKey()) && field.getValue().isTextual()) {
        kinds.add(name + "=" + field.getValue().textValue());
      } else if (path.isEmpty()) {
        kinds.add(name);
      }
      addKinds(field.getValue(), name, depth - 1, kinds);
    });
  }

  /** Returns up to so many random lengths, the same for each file of that length. */
  static SortedSet<Integer> random(byte[] file, int most) {
    SortedSet<Integer> lengths = new TreeSet<>();
    Random random = new Random(file.length);
    for (int i = 0; i < most && file.length > 0; i++) {
      lengths.add(random.nextInt(file.length));
    }
    return lengths;
  }

  /** Returns so many series of three to five random lengths, each in order. */
  static List<int[]> series(byte[] file, int most) {
    List<int[]> series = new ArrayList<>();
    Random random = new Random(~file.length);
    for (int i = 0; i < most && file.length > 0; i++) {
      series.add(random.ints(3 + random.nextInt(3), 0, file.length).sorted().toArray());
    }
    return series;
  }

  /**
   * Returns the lengths that end within what belongs together beside JSON: within a byte order mark
   * at the beginning, between a carriage return and its line feed, and within a letter of several
   * bytes.
   */
  static SortedSet<Integer> withinSigns(byte[] file) {
    SortedSet<Integer> lengths = new TreeSet<>();
    for (int i = 1; i < file.length; i++) {
      boolean isBetween = file[i] == '\n' && file[i - 1] == '\r';
      boolean isWithinLetter = (file[i] & 0xc0) == 0x80;
      if (isBetween || isWithinLetter) {
        lengths.add(i);
      }
    }
    return lengths;
  }
}
