package dev.daybook.tree;

import org.jspecify.annotations.Nullable;

/**
 * What a loop's identifier says by custom, {@code <session id>.<configuration>.<number>}. Any text
 * is accepted.
 */
final class LoopIds {

  private LoopIds() {}

  /** What is before the first dot; all of it if there is none. */
  static String sessionPart(String loopId) {
    int dot = loopId.indexOf('.');
    return dot < 0 ? loopId : loopId.substring(0, dot);
  }

  /** What is between the first and the last dot; null with fewer than two. */
  static @Nullable String configSegment(String loopId) {
    int first = loopId.indexOf('.');
    int last = loopId.lastIndexOf('.');
    return first == last ? null : loopId.substring(first + 1, last);
  }
}
