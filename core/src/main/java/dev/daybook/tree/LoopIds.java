package dev.daybook.tree;

import org.jspecify.annotations.Nullable;

/**
 * The conventional form of a loop's identifier, {@code <session id>.<configuration>.<number>}. Any
 * text is accepted.
 */
final class LoopIds {

  private LoopIds() {}

  /** Returns the text before the first dot; the whole text if there is none. */
  static String sessionPart(String loopId) {
    int dot = loopId.indexOf('.');
    return dot < 0 ? loopId : loopId.substring(0, dot);
  }

  /** Returns the text between the first and the last dot; null with fewer than two dots. */
  static @Nullable String configSegment(String loopId) {
    int first = loopId.indexOf('.');
    int last = loopId.lastIndexOf('.');
    return first == last ? null : loopId.substring(first + 1, last);
  }
}
