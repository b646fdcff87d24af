package dev.daybook.cli;

import dev.daybook.Daybook;
import java.nio.file.Path;
import java.util.List;

/** The command that creates a session. */
final class CreateCommand implements Command {

  private record Created(String id, Path path) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("create", "Creates a session without entries, and prints its id.")
        .saying(
            "One that exists is refused, and not touched. Without SESSION, the id is one that no"
                + " session has had; such ids sort by time. When the id is printed, the session is"
                + " on the device.")
        .taking(new Synopsis.Parameter("SESSION", 0, 1, "the session's id (default: a new one)"))
        .withRoot()
        .allowingNoRoot()
        .with(Option.json("print a JSON object"))
        .endingWith(
            "0:done",
            "1:failed",
            "2:called wrongly",
            "3:it is there, but its id could not be printed")
        .closing(
            "With --json: {\"id\":\"s-1\",\"path\":\"/home/me/.daybook/sessions/s-1.ndjson\"}",
            "",
            "Examples:",
            "  daybook create s-1",
            "  id=$(daybook create) && agent --events | daybook record \"$id\"");
  }

  @Override
  public boolean doesWork() {
    return true;
  }

  @Override
  public int run(Invocation call) {
    try (Daybook daybook = call.open()) {
      List<String> given = call.given.parameters();
      String id = given.isEmpty() ? daybook.newSessionId() : given.get(0);
      daybook.createSession(id);
      call.print(id + "\n", new Created(id, daybook.file(id)));
    }
    return call.answered();
  }
}
