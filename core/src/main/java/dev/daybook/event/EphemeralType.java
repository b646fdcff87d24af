package dev.daybook.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Types that are for whoever watches a session live and never belong on disk: pieces of an answer
 * that its final message repeats, and signs of life. Recording one is refused, or drops it, by
 * option; either way no byte of it is written.
 */
public enum EphemeralType {
  TEXT_DELTA,
  REASONING_DELTA,
  STATUS,
  PLAN,
  CONTEXT_PRESSURE,
  PROGRESS,
  TYPING,
  PING,
  MESSAGE_UPDATE;

  private static final Set<String> WIRE_NAMES =
      Arrays.stream(values()).map(EphemeralType::wireName).collect(Collectors.toUnmodifiableSet());

  /** The type's name in a file or a stream. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether {@code type} is the wire name of an ephemeral type. */
  public static boolean contains(String type) {
    return WIRE_NAMES.contains(type);
  }
}
