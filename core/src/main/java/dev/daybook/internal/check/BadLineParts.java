package dev.daybook.internal.check;

import dev.daybook.internal.json.ProvedLines;
import dev.daybook.internal.json.ProvedLines.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a byte range that is not one entry: whole entries, and the bytes between them.
 *
 * @param entries the whole entries that their checksums prove, in their order
 * @param rests all other bytes, NUL bytes too, in their order
 * @param nuls the number of NUL bytes
 * @param nulRuns the number of runs of them
 * @param firstNul the index of the first one; -1 if there is none
 * @param longestNulRun the length of the longest run
 */
record BadLineParts(
    List<Range> entries,
    List<Range> rests,
    long nuls,
    long nulRuns,
    int firstNul,
    int longestNulRun) {

  private static final int MAX_OFFSETS = 16;

  /**
   * The shortest run of NUL bytes that a power loss explains. A shorter one may be flipped bits: a
   * space is one bit away from NUL.
   */
  private static final int MIN_LOST_RUN = 8;

  static BadLineParts of(byte[] bytes, int from, int to) {
    List<Range> entries = new ArrayList<>();
    long nuls = 0;
    long nulRuns = 0;
    int firstNul = -1;
    int longestNulRun = 0;
    int at = from;
    while (at < to) {
      boolean isNul = bytes[at] == 0;
      int end = at + 1;
      while (end < to && (bytes[end] == 0) == isNul) {
        end++;
      }
      if (isNul) {
        nuls += end - at;
        nulRuns++;
        firstNul = firstNul < 0 ? at : firstNul;
        longestNulRun = Math.max(longestNulRun, end - at);
      } else {
        entries.addAll(ProvedLines.in(bytes, at, end));
      }
      at = end;
    }
    return new BadLineParts(
        entries, between(entries, from, to), nuls, nulRuns, firstNul, longestNulRun);
  }

  private static List<Range> between(List<Range> entries, int from, int to) {
    List<Range> rests = new ArrayList<>();
    int at = from;
    for (Range entry : entries) {
      if (entry.from() > at) {
        rests.add(new Range(at, entry.from()));
      }
      at = entry.to();
    }
    if (at < to) {
      rests.add(new Range(at, to));
    }
    return rests;
  }

  boolean hasNul() {
    return nuls > 0;
  }

  /**
   * Returns true if a power loss left these bytes, rather than a few flipped bits in a whole line.
   */
  boolean isLost() {
    return longestNulRun >= MIN_LOST_RUN || (hasNul() && otherBytes() == 0);
  }

  /** Returns the number of bytes that are neither an entry nor NUL. */
  long otherBytes() {
    return rests.stream().mapToLong(rest -> rest.to() - rest.from()).sum() - nuls;
  }

  /** Returns true if all of it is one entry. */
  boolean isOneEntry() {
    return entries.size() == 1 && rests.isEmpty();
  }

  /**
   * Returns details to judge the bytes by.
   *
   * @param base the offset in the file of the array's first byte
   */
  Map<String, Object> details(long base) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (hasNul()) {
      details.put("nuls", nuls);
      details.put("nulRuns", nulRuns);
      details.put("nulOffset", base + firstNul);
    }
    if (!entries.isEmpty()) {
      details.put("wholeEntries", entries.size());
      details.put(
          "entryOffsets",
          entries.stream().limit(MAX_OFFSETS).map(entry -> base + entry.from()).toList());
    }
    if (otherBytes() > 0) {
      details.put("otherBytes", otherBytes());
    }
    return details;
  }
}
