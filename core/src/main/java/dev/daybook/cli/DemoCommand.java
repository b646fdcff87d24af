package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.JournalListener;
import dev.daybook.examples.BusyAgents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The command that records busy agents and folds them back. */
final class DemoCommand implements Command {

  private static final Option AGENTS =
      Option.number("--agents", "N", 1, "how many agents (default: 8)");
  private static final Option EVENTS =
      Option.number("--events", "M", 2, "how many events each records (default: 50000)");
  private static final Option FOLDER = Option.value(
      "--root", "DIR", "a folder to keep the files in; earlier runs there are left alone");

  @Override
  public Synopsis usage() {
    return new Synopsis("demo", "Records busy agents and checks that all of it comes back.")
        .saying(
            "Each agent is a thread with a session of its own. It records made-up turns - what a user"
                + " asks, what a model answers, what tools do - as fast as it can, and waits at the end of"
                + " each turn until the turn is on the device. Then every session is folded back and"
                + " compared with what was recorded, event by event.")
        .with(AGENTS, EVENTS, FOLDER)
        .closing(
            "Without --root the files are in a temporary folder and removed at the end.",
            "",
            "Examples:",
            "  daybook demo",
            "  daybook demo --agents 64 --events 5000 --root /var/tmp/demo");
  }

  @Override
  public int run(Invocation call) throws Exception {
    String folder = call.given.text(FOLDER);
    if (folder != null) {
      return run(call, Path.of(folder), folder + "/sessions", true);
    }
    Path temporary = Files.createTempDirectory("daybook-demo-");
    // removed by a signal, too
    StopHook hook = new StopHook(() -> remove(temporary), "daybook-clean-up");
    try {
      return run(call, temporary, temporary + " (removed; --root DIR keeps the files)", false);
    } finally {
      remove(temporary);
      hook.remove();
    }
  }

  private static int run(Invocation call, Path folder, String where, boolean isKept)
      throws Exception {
    int agents = call.given.count(AGENTS, 8);
    int events = call.given.count(EVENTS, 50_000);
    ProgressLine progress = new ProgressLine(100, 500);
    try (Daybook daybook = Daybook.builder(folder)
        .listener(new JournalListener() {})
        // a folder that is kept is kept whole; another one is being removed
        .shutdownHook(isKept)
        .open()) {
      BusyAgents busy = new BusyAgents(daybook, agents, events, progress::show);
      List<String> incomplete;
      try {
        busy.record();
        incomplete = busy.check();
      } finally {
        progress.clear();
      }
      call.out.print(busy.summary(where));
      call.out.flush();
      if (!incomplete.isEmpty()) {
        ErrorReport.print(
            "demo_failed",
            "sessions did not come back as they were recorded: sessions=" + incomplete.size(),
            Map.of("sessions", incomplete));
        return FAILED;
      }
      return OK;
    }
  }

  private static synchronized void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
