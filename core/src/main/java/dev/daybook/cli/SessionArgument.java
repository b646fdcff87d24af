package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import picocli.CommandLine.Parameters;

/**
 * The session that a command reads. It need not be its whole id; what changes a session or its
 * files takes a whole one.
 */
final class SessionArgument {

  /** What a command says of it. */
  static final String DESCRIPTION =
      "a session's id, or the beginning of one if no other begins like that; @latest is the one"
          + " that was updated last, @active the last of those that are open for recording";

  @Parameters(paramLabel = "SESSION", description = DESCRIPTION)
  private String given = "";

  /**
   * The session's id.
   *
   * @throws DaybookException as {@link dev.daybook.catalog.Catalog#find} does
   */
  String id(Daybook daybook) {
    return id(daybook, given);
  }

  /** The same, where a command takes several. */
  static String id(Daybook daybook, String given) {
    return daybook.catalog().withOnRefused(ErrorReport::printLeftOut).find(given);
  }
}
