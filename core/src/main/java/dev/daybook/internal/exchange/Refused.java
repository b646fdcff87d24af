package dev.daybook.internal.exchange;

import java.util.Locale;

/** The reasons for which a file is not imported, as the detail {@code reason} of the failure. */
enum Refused {
  /** There is nothing in it. */
  EMPTY,
  /** No format knows it. */
  UNKNOWN_FORMAT,
  /** It is packed. */
  COMPRESSED,
  /** It is of an agent or a store that is known and not read. */
  OTHER_AGENT,
  /** It belongs to a session's file. */
  BESIDE_SESSION,
  /** It is a settings file. */
  SETTINGS,
  /** It is a folder, a pipe, a socket or a device. */
  NOT_A_FILE,
  /** The user may not read it. */
  DENIED,
  /** It is not there. */
  ABSENT;

  static final String DETAIL = "reason";

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
