package dev.daybook.cli;

import dev.daybook.Daybook;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command that creates a session. */
final class CreateCommand implements Command {

  private static final Option JSON = Option.flag("--json", "print a JSON object");

  static final Usage USAGE = Usage.of(
          "create", "Creates a session without entries, and prints its id.")
      .saying(
          "One that exists is refused, and not touched. Without SESSION, the id is one that nobody has"
              + " had; such ids sort by time. When the id is printed, the session is on the device.")
      .taking(Parameter.optional("SESSION", "the session's id (default: a new one)"))
      .with(RootOption.OPTIONS)
      .with(JSON)
      .endingWith("0:done", "1:failed", "2:called wrongly", "3:it is there, but nobody read its id")
      .closing(
          "With --json: {\"id\":\"s-1\",\"path\":\"/home/me/.daybook/sessions/s-1.ndjson\"}",
          "",
          "Examples:",
          "  daybook create s-1",
          "  id=$(daybook create) && agent --events | daybook record \"$id\"");

  private final StandardOutput out;

  private final @Nullable String session;
  private final RootOption root;
  private final boolean isJson;

  CreateCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.session = given.parameters().isEmpty() ? null : given.parameter(0);
    this.root = new RootOption(given);
    this.isJson = given.has(JSON);
  }

  @Override
  public int run() {
    try (Daybook daybook = root.open()) {
      String id = session;
      if (id == null) {
        id = daybook.create();
      } else {
        daybook.create(id);
      }
      Map<String, Object> created = new LinkedHashMap<>();
      created.put("id", id);
      created.put("path", daybook.file(id));
      out.print(isJson ? JsonLine.of(created) : id + "\n");
    }
    return ExitCode.ofAnswer(out);
  }
}
