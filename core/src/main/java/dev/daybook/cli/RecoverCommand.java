package dev.daybook.cli;

import dev.daybook.JournalListener;
import dev.daybook.LogRecovery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The command that brings sessions up to the commit logs that processes left. */
final class RecoverCommand implements Command {

  private record Recovered(
      String result,
      Optional<String> session,
      long bytes,
      Optional<Path> path,
      Optional<String> reason) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("recover", "Brings sessions up to what processes left in commit logs.")
        .saying(
            "A process with a commit log may have ended, as in a power cut, before the files of its"
                + " sessions had all that it had acknowledged; the log below DIR/commits has it. This"
                + " writes it into the files and removes the log. Every command that opens the root"
                + " does so by itself, and then nothing is left to show. To do it twice changes nothing.")
        .withRoot()
        .with(
            Option.json("print one JSON object a session, and one a damaged log, each on one line"))
        .endingWith(
            "0:every session has what was acknowledged in it",
            "1:one has not: see its result",
            "2:called wrongly",
            "3:every session has it, but that could not be printed")
        .closing(
            "The results:",
            "  recovered  the session's file has all that the log had",
            "  set_aside  bytes have no place in its file any more; they are in the path",
            "  kept       the session stays in the log, and the next opening tries again",
            "  unread     the log cannot be read, and the next opening tries again",
            "  damaged    a part of the log is missing; the rest is in the sessions' files",
            "",
            "Examples:",
            "  daybook recover",
            "  daybook recover --root DIR --json | jq -c '[.session, .result, .bytes]'");
  }

  @Override
  public boolean doesWork() {
    return true;
  }

  @Override
  public int run(Invocation call) {
    List<LogRecovery> results = new ArrayList<>();
    JournalListener collecting = new JournalListener() {
      @Override
      public void logRecovered(LogRecovery what) {
        results.add(what);
      }
    };
    call.requireRoot();
    call.builder().listener(collecting).open().close();
    try {
      long whole = 0;
      for (LogRecovery each : results) {
        boolean lackedNothing = each.isComplete() && each.bytes() == 0;
        whole += lackedNothing ? 1 : 0;
        if (call.isJson() || !lackedNothing) {
          call.print(Text.line(text(each)) + "\n", report(each));
        }
      }
      if (whole > 0 && !call.isJson()) {
        call.out.print(Text.counted(whole, "session") + " lacked nothing\n");
      }
      if (results.isEmpty() && !call.isJson()) {
        call.out.print("nothing to recover below " + Text.line(call.root().toString()));
        call.out.print(
            hasLogs(call.root())
                ? ": the commit logs there are of processes that run; one in a copy of their folder"
                    + " is recovered when they have ended\n"
                : "\n");
      }
    } finally {
      call.out.flush();
    }
    return results.stream().allMatch(LogRecovery::isComplete) ? call.answered() : FAILED;
  }

  /** Returns true if there are logs; one that could be recovered would have a result. */
  private static boolean hasLogs(Path root) {
    try (Stream<Path> logs = Files.list(root.resolve("commits"))) {
      return logs.anyMatch(Files::isDirectory);
    } catch (IOException | UncheckedIOException none) {
      return false;
    }
  }

  private static Recovered report(LogRecovery what) {
    return new Recovered(
        what.result().wireName(), what.session(), what.bytes(), what.path(), what.reason());
  }

  private static String text(LogRecovery what) {
    String path = what.path().map(Path::toString).orElse("");
    String of = what.session().orElse("commit log");
    String reason = what.reason().orElse("");
    return of + ": "
        + switch (what.result()) {
          case RECOVERED -> Text.counted(what.bytes(), "byte") + " written into its file";
          case SET_ASIDE ->
            "set aside: bytes that have no place in its file any more are in " + path;
          case KEPT -> "stays in " + path + ": " + reason;
          case UNREAD -> "cannot be read, and stays in " + path + ": " + reason;
          case DAMAGED -> reason + "; it is kept in " + path;
        };
  }
}
