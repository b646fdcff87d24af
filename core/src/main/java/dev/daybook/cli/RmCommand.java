package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command that removes sessions. */
final class RmCommand implements Command {

  private static final Option PURGE = Option.flag("--purge", "remove them for good");
  private static final Option JSON =
      Option.flag("--json", "print one JSON object a session, each on one line");

  static final Usage USAGE = Usage.of(
          "rm", "Moves sessions to the trash folder, or removes them for good.")
      .saying(
          "A session goes to DIR/trash with what was kept beside its file, and can be moved back by"
              + " hand from where this says. One that somebody has open for recording is refused."
              + " Nothing empties the trash.")
      .taking(Parameter.several("SESSION", 1, "the whole ids of the sessions"))
      .with(RootOption.OPTIONS)
      .with(PURGE, JSON)
      .endingWith(
          "0:all are gone",
          "1:one is not: missing, open, or it could not be moved; the others are gone",
          "2:called wrongly",
          "3:all are gone, but nobody read where they are now")
      .closing(
          "With --json, one object a session: {\"id\":\"s-1\",\"moved_to\":\"...\"}, or with --purge",
          "{\"id\":\"s-1\",\"purged\":true}.",
          "",
          "Examples:",
          "  daybook rm s-1",
          "  daybook rm s-1 s-2 --purge");

  private final StandardOutput out;

  private final List<String> sessions;
  private final RootOption root;
  private final boolean isPurge;
  private final boolean isJson;

  RmCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.sessions = given.parameters();
    this.root = new RootOption(given);
    this.isPurge = given.has(PURGE);
    this.isJson = given.has(JSON);
  }

  @Override
  public int run() {
    boolean areGone = true;
    try (Daybook daybook = root.open()) {
      for (String session : sessions) {
        try {
          if (isPurge) {
            daybook.purge(session);
            print(session, null);
          } else {
            print(session, daybook.delete(session));
          }
        } catch (DaybookException refused) {
          // the others are removed all the same
          areGone = false;
          ErrorReport.print(SessionArgument.suggesting(daybook, session, refused));
        }
      }
    } finally {
      out.flush();
    }
    return areGone ? ExitCode.ofAnswer(out) : ExitCode.FAILED;
  }

  private void print(String session, @Nullable Path movedTo) {
    Map<String, Object> gone = new LinkedHashMap<>();
    gone.put("id", session);
    if (movedTo == null) {
      gone.put("purged", true);
    } else {
      gone.put("moved_to", movedTo);
    }
    String text = session + (movedTo == null ? ": removed" : ": moved to " + movedTo);
    out.print(isJson ? JsonLine.of(gone) : HarmlessText.line(text) + "\n");
  }
}
