package dev.daybook.cli;

import dev.daybook.Daybook;
import java.nio.file.Path;

/** The command that prints the path of a session's file. */
final class PathCommand implements Command {

  private record Place(String id, Path path, boolean exists) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("path", "Prints where a session's file is, or would be.")
        .saying("The session need not exist, and is not created.")
        .taking("SESSION", "the session's whole id")
        .withRoot()
        .allowingNoRoot()
        .with(Option.json("print a JSON object"))
        .closing(
            "With --json:",
            "  {\"id\":\"s-1\",\"path\":\"/home/me/.daybook/sessions/s-1.ndjson\",\"exists\":true}",
            "",
            "Examples:",
            "  wc -l \"$(daybook path s-1)\"");
  }

  @Override
  public int run(Invocation call) {
    String session = call.given.parameter(0);
    try (Daybook daybook = call.open()) {
      Path path = daybook.file(session);
      call.print(path + "\n", new Place(session, path, daybook.exists(session)));
    }
    call.out.flush();
    return OK;
  }
}
