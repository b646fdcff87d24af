package dev.daybook.cli;

import java.util.List;

/** A command line that no usage allows. */
final class Misuse extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> meant;

  /**
   * Creates a misuse.
   *
   * @param message the reason, for people
   */
  Misuse(String message) {
    this(message, List.of());
  }

  /**
   * Creates a misuse with suggestions.
   *
   * @param meant names that are there and look like the one that was given, the nearest first
   */
  Misuse(String message, List<String> meant) {
    super(message, null, false, false);
    this.meant = meant;
  }

  /** Returns names that were perhaps meant; may be empty. */
  List<String> meant() {
    return meant;
  }

  /** Returns the message, which every misuse has. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
