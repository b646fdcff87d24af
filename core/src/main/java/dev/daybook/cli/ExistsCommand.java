package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;

/** The command that shows if there is a session. */
final class ExistsCommand implements Command {

  private record Existence(String id, boolean exists) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("exists", "Says by its exit code whether there is a session.")
        .saying(
            "Prints nothing without --json. If it cannot be known, an error says why, and that is"
                + " all.")
        .taking("SESSION", "the session's whole id")
        .withRoot()
        .with(Option.json("print a JSON object"))
        .endingWith(
            "0:there is such a session",
            "1:there is none",
            "2:called wrongly, or with what is no session's id, or it cannot be known")
        .closing(
            "With --json: {\"id\":\"s-1\",\"exists\":true}",
            "",
            "Examples:",
            "  daybook exists s-1 || daybook create s-1");
  }

  @Override
  public int run(Invocation call) {
    String session = call.given.parameter(0);
    try (Daybook daybook = call.open()) {
      boolean exists = daybook.exists(session);
      if (call.isJson()) {
        call.out.print(Text.jsonLine(new Existence(session, exists)));
        call.out.flush();
      }
      return exists ? OK : FAILED;
    } catch (DaybookException unknown) {
      ErrorReport.print(unknown);
      return MISUSED;
    }
  }
}
