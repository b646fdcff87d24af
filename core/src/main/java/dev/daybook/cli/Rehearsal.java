package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of all commands, one after another in one Java, at whose end the build takes an archive of
 * the classes that they load. Its folder must be new.
 */
final class Rehearsal {

  private static final String ID = "rehearsal";

  private static final List<String> COMMANDS = List.of(
      "--help",
      "--version",
      "nonsense",
      "record more",
      "ls",
      "ls --json",
      "search hello",
      "search --regex h[a-z]+o --count",
      "recent",
      "show rehearsal",
      "show rehearsal --json",
      "tail rehearsal --no-follow",
      "tail rehearsal --no-follow --json",
      "fold rehearsal",
      "fold @latest",
      "fold missing",
      "replay rehearsal",
      "replay rehearsal --json",
      "tree rehearsal",
      "check rehearsal",
      "check rehearsal --json",
      "usage",
      "verify --all",
      "lineage",
      "annotate rehearsal note",
      "exists rehearsal",
      "path rehearsal",
      "fork rehearsal child",
      "create empty",
      "rm empty child");

  private Rehearsal() {}

  /**
   * Runs every command on a session of its own.
   *
   * @param args the folder
   */
  public static void main(String[] args) throws Exception {
    Path root = Files.createDirectories(Path.of(args[0]));
    try (Daybook daybook = Daybook.open(root)) {
      record(daybook.openSession(ID));
    }
    for (String command : COMMANDS) {
      List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
      if (Commands.NAMES.contains(words.get(0))) {
        words.addAll(List.of("--root", root.toString()));
      }
      Main.run(words.toArray(new String[0]), Streams.ofProcess());
    }
  }

  private static void record(Session session) {
    session.record(new AgentStart("agent", ID, "loop"));
    session.record(new UserMessage("Fix the failing test"));
    session.record(new ToolCall("call_1", "bash", "{\"command\":\"ls\"}"));
    session.record(ToolResult.ok("call_1", "main.py"));
    session.record(new AssistantMessage("Done"));
    session.record(new AgentEnd("loop", List.of(), new Usage(1, 1)));
    session.recordSync(new SessionEnded(null));
  }
}
