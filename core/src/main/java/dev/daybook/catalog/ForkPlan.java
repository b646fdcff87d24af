package dev.daybook.catalog;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of a fork: the entries it copies and those it leaves out.
 *
 * @param parent the session that is copied
 * @param child the new session
 * @param toSeq the seq of the parent's last entry that was read
 * @param entries the number of the parent's entries in the child, from seq 1
 * @param leftOut the number of entries left out, by type, in the order of the names
 * @param forkRoot the first session of the family
 * @param bytes the size of the child's file
 * @param tornTailBytes the number of bytes left out behind the parent's last entry, of a line that
 *     was cut off or is being written; 0 if the fork ends before
 * @param isShortened true if entries that were forced are missing at the parent's end, and so in
 *     the child; false if it was forked to a seq
 */
public record ForkPlan(
    String parent,
    String child,
    long toSeq,
    long entries,
    Map<String, Long> leftOut,
    String forkRoot,
    long bytes,
    long tornTailBytes,
    boolean isShortened) {
  public ForkPlan {
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }
}
