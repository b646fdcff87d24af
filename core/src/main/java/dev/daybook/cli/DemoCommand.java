package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.journal.JournalListener;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The command that records busy agents and folds them back. */
final class DemoCommand implements Command {

  private static final Option AGENTS =
      Option.value("--agents", "N", "how many agents (default: 8)");
  private static final Option EVENTS =
      Option.value("--events", "M", "how many events each records (default: 50000)");
  private static final Option ROOT = Option.value(
      "--root", "DIR", "a folder to keep the files in; earlier runs there are left alone");

  static final Usage USAGE = Usage.of(
          "demo", "Records busy agents and checks that all of it comes back.")
      .saying(
          "Each agent is a thread with a session of its own. It records made-up turns - what a user"
              + " asks, what a model answers, what tools do - as fast as it can, and waits at the end of"
              + " each turn until the turn is on the device. Then every session is folded back and"
              + " compared with what was recorded, event by event.")
      .with(AGENTS, EVENTS, ROOT)
      .closing(
          "Without --root the files are in a temporary folder and removed at the end.",
          "",
          "Examples:",
          "  daybook demo",
          "  daybook demo --agents 64 --events 5000 --root /var/tmp/demo");

  private static final DateTimeFormatter RUN_NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final StandardOutput out;

  private final int agents;
  private final int events;
  private final @Nullable Path root;

  DemoCommand(StandardOutput out, Arguments given) {
    this.out = out;
    this.agents = given.count(AGENTS, 1, 8);
    this.events = given.count(EVENTS, 2, 50_000);
    String folder = given.text(ROOT);
    this.root = folder == null ? null : Path.of(folder);
  }

  @Override
  public int run() throws Exception {
    if (root != null) {
      return run(root, root + "/sessions");
    }
    try (TemporaryFolder temporary = new TemporaryFolder()) {
      return run(temporary.path(), temporary.path() + " (removed; --root DIR keeps the files)");
    }
  }

  private Integer run(Path folder, String where) throws Exception {
    DemoProgress progress = new DemoProgress();
    try (Daybook daybook = Daybook.builder(folder)
        .listener(new JournalListener() {})
        // a folder that is kept is kept whole; another one is being removed
        .shutdownHook(root != null)
        .open()) {
      DemoRun run = new DemoRun(openAgents(daybook), daybook, progress);
      List<String> incomplete;
      try {
        run.record();
        incomplete = run.check(events);
      } finally {
        progress.clear();
      }
      out.print(run.summary(where));
      out.flush();
      if (!incomplete.isEmpty()) {
        ErrorReport.print(
            "demo_failed",
            "sessions did not come back as they were recorded: sessions=" + incomplete.size(),
            Map.of("sessions", incomplete));
        return ExitCode.FAILED;
      }
      return ExitCode.OK;
    }
  }

  private List<DemoAgent> openAgents(Daybook daybook) {
    String run = "demo-"
        + RUN_NAME.format(LocalDateTime.now(ZoneOffset.UTC))
        + "-"
        + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x10000, 0x100000));
    List<DemoAgent> opened = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      String id = run + "-agent-" + (i + 1);
      opened.add(new DemoAgent(new DemoScript(i, events), daybook.session(id)));
    }
    return opened;
  }
}
