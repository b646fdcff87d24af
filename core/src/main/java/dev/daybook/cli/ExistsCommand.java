package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.event.DaybookException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells whether there is a session. */
@Command(
    name = "exists",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Tells by its exit code whether there is a session.",
    description = {"", "Prints nothing, unless it cannot tell.", ""},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:there is such a session",
      "1:there is none",
      "2:called wrongly, or with what is no session's id, or it cannot be told",
    },
    footer = {"", "Examples:", "  daybook exists s-1 || daybook create s-1"})
final class ExistsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SESSION", description = "the session's whole id")
  private String session = "";

  @Mixin
  private RootOption root = new RootOption();

  @Override
  public Integer call() {
    try (Daybook daybook = root.open()) {
      return daybook.exists(session) ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (DaybookException unknown) {
      ErrorReport.print(unknown);
      return ExitCode.USAGE;
    }
  }
}
