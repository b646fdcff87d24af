package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.catalog.Catalog;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.util.List;

/**
 * The session that a command reads. It need not be its whole id; what changes a session or its
 * files takes a whole one.
 */
final class SessionArgument {

  /** What a command says of it. */
  static final String DESCRIPTION =
      "a session's id, or the beginning of one if no other begins like that; @latest is the one"
          + " that was updated last, @active the last of those that are open for recording";

  static final Parameter PARAMETER = Parameter.one("SESSION", DESCRIPTION);

  /** What stands for a session without being its id. */
  private static final List<String> NAMES = List.of(Catalog.LATEST, Catalog.ACTIVE);

  /** The detail of an error that names what was perhaps meant. */
  static final String MEANT = "did_you_mean";

  private final String given;

  SessionArgument(Arguments given) {
    this.given = given.parameter(0);
  }

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
    Catalog catalog = daybook.catalog().withOnRefused(ErrorReport::printLeftOut);
    try {
      return catalog.find(given);
    } catch (DaybookException why) {
      throw suggesting(daybook, given, why);
    }
  }

  /**
   * The same failure; if there is no such session, with the ids or names of those that were perhaps
   * meant.
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
