package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes sessions. */
@Command(
    name = "rm",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Moves sessions to the trash folder, or removes them for good.",
    description = {
      "",
      "A session goes to DIR/trash with what was kept beside its file, and can be moved back by"
          + " hand from where this says. One that somebody has open for recording is refused."
          + " Nothing empties the trash.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all are gone",
      "1:one is not: missing, open, or it could not be moved; the others are gone",
      "2:called wrongly",
    },
    footer = {
      "",
      "With --json, one object a session: {\"id\":\"s-1\",\"moved_to\":\"...\"}, or with --purge",
      "{\"id\":\"s-1\",\"purged\":true}.",
      "",
      "Examples:",
      "  daybook rm s-1",
      "  daybook rm s-1 s-2 --purge"
    })
final class RmCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Parameters(paramLabel = "SESSION", arity = "1..*", description = "the whole ids of the sessions")
  private List<String> sessions = List.of();

  @Mixin
  private RootOption root = new RootOption();

  @Option(names = "--purge", description = "remove them for good")
  private boolean isPurge;

  @Option(names = "--json", description = "print one JSON object a session, each on one line")
  private boolean isJson;

  RmCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    boolean areGone = true;
    try (Daybook daybook = root.open()) {
      for (String session : sessions) {
        try {
          if (isPurge) {
            daybook.purge(session);
            print(session, null);
          } else {
            print(session, daybook.delete(session));
          }
        } catch (DaybookException refused) {
          // the others are removed all the same
          areGone = false;
          ErrorReport.print(refused);
        }
      }
    } finally {
      out.flush();
    }
    return areGone ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void print(String session, @Nullable Path movedTo) {
    Map<String, Object> gone = new LinkedHashMap<>();
    gone.put("id", session);
    if (movedTo == null) {
      gone.put("purged", true);
    } else {
      gone.put("moved_to", movedTo);
    }
    String text = session + (movedTo == null ? ": removed" : ": moved to " + movedTo);
    out.print(isJson ? JsonLine.of(gone) : HarmlessText.line(text) + "\n");
  }
}
