package dev.daybook.cli;

import java.util.List;

/** A command line that no usage allows. */
final class Misuse extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> meant;

  /** @param message the reason, for people */
  Misuse(String message) {
    this(message, List.of());
  }

  /** @param meant names that are there and look like the one that was given, the nearest first */
  Misuse(String message, List<String> meant) {
    super(message, null, false, false);
    this.meant = meant;
  }

  /** Names that were perhaps meant; may be empty. */
  List<String> meant() {
    return meant;
  }

  /** The message, which every misuse has. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
