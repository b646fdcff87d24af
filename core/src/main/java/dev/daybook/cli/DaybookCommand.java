package dev.daybook.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a command of its own: help and version. */
@Command(
    name = "daybook",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "",
      "Keeps the journals of agent sessions: one append-only NDJSON file a session,"
          + " DIR/sessions/SESSION.ndjson.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:called wrongly",
    },
    footer = {
      "",
      "Every error is one line of JSON on standard error:",
      "  {\"error\":{\"kind\":...,\"message\":...,\"details\":{...}}}",
      "",
      "Examples:",
      "  daybook record s-1 < events.ndjson",
      "  daybook ls",
      "  daybook show @latest",
      "  daybook tail s-1 --json | jq -c .data",
      "  daybook COMMAND --help"
    })
final class DaybookCommand implements Runnable {

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new CommandRunner.NoCommand(requireNonNull(spec).commandLine());
  }
}
