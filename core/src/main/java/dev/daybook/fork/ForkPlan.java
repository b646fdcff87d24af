package dev.daybook.fork;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fork takes over, and what it does not.
 *
 * @param parent the session that is copied
 * @param child the new session
 * @param toSeq the parent's last entry that was looked at
 * @param entries how many of the parent's entries the child has, from seq 1
 * @param leftOut how many entries were left out, by their type, in the order of the names
 * @param forkRoot the first session of the family
 * @param bytes the size of the child's file
 * @param tornTailBytes how many bytes behind the parent's last entry were left out, of a line that
 *     was cut off or is being written; 0 if the fork ends before
 * @param isShortened whether entries that were forced are missing at the parent's end, and so in
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
