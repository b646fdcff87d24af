package dev.daybook.internal.check;

import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The order of a file's entries, which distinguishes swapped and doubled lines from missing ones.
 * It holds the {@link EntryRun}s of the file: one for a sound file, and one more for each place
 * where an entry does not follow. A line with an earlier seq is compared with the bytes of the
 * earlier line, at any distance.
 *
 * <p>Beyond {@value #MAX_RUNS} runs nothing new is remembered. From there on a late line counts as
 * out of order, even if it is a double, and each jump as a gap.
 */
final class RunOrder {

  static final int MAX_RUNS = 1 << 16;

  private final FindingStream findings;
  private final EarlierLines earlier;
  private final TreeMap<Long, EntryRun> runs = new TreeMap<>();

  private @Nullable EntryRun current;

  /** The first seq of the next higher run; the current run ends before it. */
  private long limit = Long.MAX_VALUE;

  private long beginning;
  private long greatest = -1;
  private long damaged;
  private boolean isOverflown;
  private @Nullable Finding firstConflict;
  private boolean isDisordered;

  RunOrder(FindingStream findings, EarlierLines earlier) {
    this.findings = findings;
    this.earlier = earlier;
  }

  /**
   * Records that the file may begin with that seq: nothing counts as missing before it, unless an
   * earlier seq comes later.
   */
  void beginsAt(long seq) {
    beginning = seq;
  }

  /** Counts a damaged line, which may stand for one missing seq. */
  void damagedLine() {
    damaged++;
  }

  /**
   * Takes the next entry of the file. Returns true if it was not there before.
   *
   * @param buffer the bytes that hold it
   * @param from its first byte there
   */
  boolean entry(EntryRun entry, byte[] buffer, int from) throws IOException {
    EntryRun run = current;
    if (run != null && entry.first < limit && run.isContinuedBy(entry)) {
      run.extend(entry);
      checkOrder(entry);
      damaged = 0;
      return true;
    }
    Map.Entry<Long, EntryRun> floor = runs.floorEntry(entry.first);
    if (floor != null && floor.getValue().covers(entry.first)) {
      again(floor.getValue(), entry, buffer, from);
      return false;
    }
    if (runs.size() >= MAX_RUNS) {
      isOverflown = true;
      if (entry.first - 1 > greatest) {
        findings.add(gap(entry.line, entry.offset, entry.firstBytes, greatest + 1, entry.first));
      }
      current = null;
    } else {
      begin(entry);
    }
    checkOrder(entry);
    damaged = 0;
    return true;
  }

  /** Returns true if the same entry was there before; parameters as in {@link #entry}. */
  boolean isThere(EntryRun entry, byte[] buffer, int from) throws IOException {
    Map.Entry<Long, EntryRun> floor = runs.floorEntry(entry.first);
    return floor != null
        && floor.getValue().covers(entry.first)
        && earlier.isSame(floor.getValue(), entry, buffer, from);
  }

  private void begin(EntryRun run) {
    run.damagedBefore = damaged;
    runs.put(run.first, run);
    Long higher = runs.higherKey(run.first);
    limit = higher == null ? Long.MAX_VALUE : higher;
    current = run;
  }

  private void checkOrder(EntryRun entry) {
    if (entry.first < greatest) {
      isDisordered = true;
      findings.addLine(
          entry.finding(FindingKind.OUT_OF_ORDER, "seq", entry.first, "behindSeq", greatest),
          entry.first);
    }
    greatest = Math.max(greatest, entry.first);
  }

  private void again(EntryRun run, EntryRun entry, byte[] buffer, int from) throws IOException {
    boolean isSame = earlier.isSame(run, entry, buffer, from);
    Finding finding = entry.finding(
        isSame ? FindingKind.DUPLICATE : FindingKind.CONFLICTING_SEQ,
        "seq",
        entry.first,
        "earlierLine",
        run.line + (entry.first - run.first));
    if (isSame) {
      findings.addLine(finding, entry.first);
    } else {
      firstConflict = firstConflict == null ? finding : firstConflict;
      findings.add(finding);
    }
  }

  /** Reports the seqs that are missing. Returns the first such place, or null. */
  @Nullable
  Finding end() {
    Finding first = null;
    boolean isFirst = !runs.isEmpty() && runs.firstKey() == beginning;
    long expected = isFirst ? beginning : 0;
    for (EntryRun run : runs.values()) {
      if (run.first != expected) {
        Finding gap = gap(run.line, run.offset, run.firstBytes, expected, run.first);
        first = first == null ? gap : first;
        if (run.first - expected > run.damagedBefore) {
          findings.add(gap);
        }
      }
      expected = run.last() + 1;
    }
    return first;
  }

  private static Finding gap(long line, long offset, long bytes, long expected, long found) {
    return PlacedFinding.of(
        FindingKind.SEQ_GAP,
        line,
        offset,
        bytes,
        "expected",
        expected,
        "found",
        found,
        "missing",
        found - expected);
  }

  /** Returns all entries as runs, by seq. */
  Collection<EntryRun> runs() {
    return runs.values();
  }

  /** Returns true if the order of the entries is not that of their seqs. */
  boolean isDisordered() {
    return isDisordered;
  }

  /** Returns true if there were more runs than are remembered. */
  boolean isOverflown() {
    return isOverflown;
  }

  @Nullable
  Finding firstConflict() {
    return firstConflict;
  }
}
