package dev.daybook.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes command lines. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    usageHelpAutoWidth = true,
    header = "Prints a script with which bash and zsh complete commands and options.",
    description = {"", "It works for a command that is called daybook.", ""},
    footer = {
      "",
      "Examples:",
      "  source <(daybook completion)",
      "  daybook completion > ~/.local/share/bash-completion/completions/daybook"
    })
final class CompletionCommand implements Callable<Integer> {

  private final StandardOutput out;

  @Spec
  private @Nullable CommandSpec spec;

  CompletionCommand(StandardOutput out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    CommandLine daybook = requireNonNull(spec).root().commandLine();
    out.print(AutoComplete.bash(daybook.getCommandName(), daybook));
    out.flush();
    return ExitCode.OK;
  }
}
