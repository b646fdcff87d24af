package dev.daybook.cli;

import dev.daybook.Daybook;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The command that prints the path of a session's file. */
final class PathCommand implements Command {

  private static final Option JSON = Option.flag("--json", "print a JSON object");

  static final Usage USAGE = Usage.of("path", "Prints where a session's file is, or would be.")
      .saying("The session need not exist, and is not created.")
      .taking(Parameter.one("SESSION", "the session's whole id"))
      .with(RootOption.OPTIONS)
      .with(JSON)
      .closing(
          "With --json:",
          "  {\"id\":\"s-1\",\"path\":\"/home/me/.daybook/sessions/s-1.ndjson\",\"exists\":true}",
          "",
          "Examples:",
          "  wc -l \"$(daybook path s-1)\"");

  private final StandardOutput out;

  private final String session;
  private final RootOption root;
  private final boolean isJson;

  PathCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.session = given.parameter(0);
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
  }

  @Override
  public int run() {
    try (Daybook daybook = root.open()) {
      Path path = daybook.file(session);
      if (isJson) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("id", session);
        where.put("path", path);
        where.put("exists", daybook.exists(session));
        out.print(JsonLine.of(where));
      } else {
        out.print(path + "\n");
      }
      out.flush();
    }
    return ExitCode.OK;
  }
}
