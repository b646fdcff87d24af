package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The command that shows if there is a session. */
final class ExistsCommand implements Command {

  private static final Option JSON = Option.flag("--json", "print a JSON object");

  static final Usage USAGE = Usage.of(
          "exists", "Tells by its exit code whether there is a session.")
      .saying(
          "Prints nothing without --json. If it cannot tell, an error says why, and that is all.")
      .taking(Parameter.one("SESSION", "the session's whole id"))
      .with(RootOption.OPTIONS)
      .with(JSON)
      .endingWith(
          "0:there is such a session",
          "1:there is none",
          "2:called wrongly, or with what is no session's id, or it cannot be told")
      .closing(
          "With --json: {\"id\":\"s-1\",\"exists\":true}",
          "",
          "Examples:",
          "  daybook exists s-1 || daybook create s-1");

  private final StandardOutput out;

  private final String session;
  private final RootOption root;
  private final boolean isJson;

  ExistsCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.session = given.parameter(0);
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
  }

  @Override
  public int run() {
    try (Daybook daybook = root.open()) {
      boolean exists = daybook.exists(session);
      if (isJson) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", session);
        answer.put("exists", exists);
        out.print(JsonLine.of(answer));
        out.flush();
      }
      return exists ? ExitCode.OK : ExitCode.FAILED;
    } catch (DaybookException unknown) {
      ErrorReport.print(unknown);
      return ExitCode.MISUSED;
    }
  }
}
