package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether there is a session. */
@Command(
    name = "exists",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Tells by its exit code whether there is a session.",
    description = {
      "",
      "Prints nothing without --json. If it cannot tell, an error says why, and that is all.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:there is such a session",
      "1:there is none",
      "2:called wrongly, or with what is no session's id, or it cannot be told",
    },
    footer = {
      "",
      "With --json: {\"id\":\"s-1\",\"exists\":true}",
      "",
      "Examples:",
      "  daybook exists s-1 || daybook create s-1"
    })
final class ExistsCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Parameters(paramLabel = "SESSION", description = "the session's whole id")
  private String session = "";

  @Mixin
  private RootOption root = new RootOption();

  @Option(names = "--json", description = "print a JSON object")
  private boolean isJson;

  ExistsCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    try (Daybook daybook = root.open()) {
      boolean exists = daybook.exists(session);
      if (isJson) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", session);
        answer.put("exists", exists);
        out.print(JsonLine.of(answer));
        out.flush();
      }
      return exists ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (DaybookException unknown) {
      ErrorReport.print(unknown);
      return ExitCode.USAGE;
    }
  }
}
