package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.catalog.Catalog;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.util.List;

/**
 * The argument for the session that a command reads. It need not be its whole id; what changes a
 * session or its files takes a whole one.
 */
final class SessionArgument {

  /** The description of the argument in help. */
  static final String DESCRIPTION =
      "a session's id, or the beginning of one if no other begins like that; @latest is the one"
          + " that was updated last, @active the last of those that are open for recording";

  static final Parameter PARAMETER = Parameter.one("SESSION", DESCRIPTION);

  /** The names that stand for a session without being its id. */
  private static final List<String> NAMES = List.of(Catalog.LATEST, Catalog.ACTIVE);

  /** The detail of an error that has the names that were perhaps meant. */
  static final String MEANT = "did_you_mean";

  private final String given;

  SessionArgument(Arguments given) {
    this.given = given.parameter(0);
  }

  /**
   * Returns the session's id.
   *
   * @throws DaybookException as {@link dev.daybook.catalog.Catalog#find} does
   */
  String id(Daybook daybook) {
    return id(daybook, given);
  }

  /** Returns the id of one session, where a command takes several. */
  static String id(Daybook daybook, String given) {
    Catalog catalog = daybook.catalog().withOnRefused(ErrorReport::printLeftOut);
    try {
      return catalog.find(given);
    } catch (DaybookException why) {
      throw suggesting(daybook, given, why);
    }
  }

  /**
   * Returns the failure; if there is no such session, with the ids or names of those that were
   * perhaps meant.
   */
  static DaybookException suggesting(Daybook daybook, String given, DaybookException why) {
    boolean isName = given.startsWith("@");
    if (why.kind() != (isName ? Kind.INVALID_SESSION_ID : Kind.SESSION_NOT_FOUND)) {
      return why;
    }
    List<String> meant = Nearest.to(given, isName ? NAMES : daybook.catalog().ids());
    return meant.isEmpty() ? why : why.with(MEANT, meant);
  }
}
