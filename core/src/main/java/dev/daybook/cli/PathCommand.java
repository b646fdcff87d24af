package dev.daybook.cli;

import dev.daybook.Daybook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints where a session's file is. */
@Command(
    name = "path",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Prints where a session's file is, or would be.",
    description = {"", "The session need not exist, and is not created.", ""},
    footer = {"", "Examples:", "  wc -l \"$(daybook path s-1)\""})
final class PathCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Parameters(paramLabel = "SESSION", description = "the session's whole id")
  private String session = "";

  @Mixin
  private RootOption root = new RootOption();

  PathCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    try (Daybook daybook = root.open()) {
      out.print(daybook.file(session) + "\n");
      out.flush();
    }
    return ExitCode.OK;
  }
}
