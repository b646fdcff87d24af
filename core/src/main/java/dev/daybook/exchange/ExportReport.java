package dev.daybook.exchange;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The account of an export: what was written, and what the format could not hold. Immutable. */
public final class ExportReport {

  private final long entries;
  private final SortedMap<String, Long> leftOut;

  /**
   * Makes a report.
   *
   * @param entries the number of entries written, whole or in part
   * @param leftOut the number of entries for each thing that the format could not hold: a type, or
   *     a type's field as in {@code user_message.resources}
   */
  public ExportReport(long entries, Map<String, Long> leftOut) {
    this.entries = entries;
    this.leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
  }

  /** Returns the number of entries that were written, whole or in part. */
  public long entries() {
    return entries;
  }

  /**
   * Returns the number of entries for each thing that the format could not hold: a type, or a
   * type's field as in {@code user_message.resources}. Empty if it holds all.
   */
  public SortedMap<String, Long> leftOut() {
    return leftOut;
  }
}
