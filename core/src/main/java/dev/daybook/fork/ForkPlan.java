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
 */
public record ForkPlan(
    String parent,
    String child,
    long toSeq,
    long entries,
    Map<String, Long> leftOut,
    String forkRoot,
    long bytes) {
  public ForkPlan {
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }
}
