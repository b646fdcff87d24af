package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import java.nio.file.Path;

/** The command that removes sessions. */
final class RmCommand implements Command {

  private static final Option PURGE = Option.flag("--purge", "remove them for good");

  private record Moved(String id, Path movedTo) {}

  private record Purged(String id, boolean purged) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("rm", "Moves sessions to the trash folder, or removes them for good.")
        .saying(
            "A session goes to DIR/trash with what was kept beside its file, and can be moved back by"
                + " hand from where this says. One that a process has open for recording is"
                + " refused. Nothing empties the trash.")
        .taking(new Synopsis.Parameter(
            "SESSION", 1, Integer.MAX_VALUE, "the whole ids of the sessions"))
        .withRoot()
        .with(PURGE, Option.json("print one JSON object a session, each on one line"))
        .endingWith(
            "0:all are gone",
            "1:one is not: missing, open, or it could not be moved; the others are gone",
            "2:called wrongly",
            "3:all are gone, but where they are now could not be printed")
        .closing(
            "With --json, one object a session: {\"id\":\"s-1\",\"moved_to\":\"...\"}, or with --purge",
            "{\"id\":\"s-1\",\"purged\":true}.",
            "",
            "Examples:",
            "  daybook rm s-1",
            "  daybook rm s-1 s-2 --purge");
  }

  @Override
  public boolean doesWork() {
    return true;
  }

  @Override
  public int run(Invocation call) {
    boolean areGone = true;
    try (Daybook daybook = call.open()) {
      for (String session : call.given.parameters()) {
        try {
          remove(call, daybook, session);
        } catch (DaybookException refused) {
          // the others are removed all the same
          areGone = false;
          ErrorReport.print(Invocation.suggesting(daybook, session, refused));
        }
      }
    } finally {
      call.out.flush();
    }
    return areGone ? call.answered() : FAILED;
  }

  private static void remove(Invocation call, Daybook daybook, String session) {
    if (call.has(PURGE)) {
      daybook.purge(session);
      call.print(Text.line(session + ": removed") + "\n", new Purged(session, true));
    } else {
      Path movedTo = daybook.delete(session);
      String text = Text.line(session + ": moved to " + movedTo) + "\n";
      call.print(text, new Moved(session, movedTo));
    }
  }
}
