package dev.daybook.verify;

import dev.daybook.codec.ProvedLines;
import dev.daybook.codec.ProvedLines.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What bytes that are no entry are made of: whole entries, and what stands between them.
 *
 * @param entries the whole entries that their checksums prove, in their order
 * @param rests all other bytes, NUL bytes too, in their order
 * @param nuls how many NUL bytes there are
 * @param nulRuns in how many places
 * @param firstNul where the first one is; -1 if there is none
 * @param longestNulRun how many stand in a row, at most
 */
record BadLineParts(
    List<Range> entries,
    List<Range> rests,
    long nuls,
    long nulRuns,
    int firstNul,
    int longestNulRun) {

  private static final int MOST_OFFSETS = 16;

  /** Fewer NUL bytes than this in a row may be flipped bits: a space is one away from NUL. */
  private static final int LEAST_LOST_RUN = 8;

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

  /** Whether a power loss left them, and not a few flipped bits in a line that was whole. */
  boolean isLost() {
    return longestNulRun >= LEAST_LOST_RUN || (hasNul() && otherBytes() == 0);
  }

  /** Bytes that are neither an entry nor NUL. */
  long otherBytes() {
    return rests.stream().mapToLong(rest -> rest.to() - rest.from()).sum() - nuls;
  }

  /** Whether all of it is one entry. */
  boolean isOneEntry() {
    return entries.size() == 1 && rests.isEmpty();
  }

  /**
   * What helps to judge them.
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
          entries.stream().limit(MOST_OFFSETS).map(entry -> base + entry.from()).toList());
    }
    if (otherBytes() > 0) {
      details.put("otherBytes", otherBytes());
    }
    return details;
  }
}
