package dev.daybook.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the sessions are. */
final class RootOption {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  private Path root = Path.of(".daybook");

  @Option(
      names = "--root",
      paramLabel = "DIR",
      defaultValue = ".daybook",
      description = {"the folder that holds the sessions", "(default: .daybook)"})
  void root(String given) {
    if (given.isBlank()) {
      // as from an unset variable: the sessions would land in the working folder
      throw new ParameterException(
          requireNonNull(spec).commandLine(), "--root is empty: name a folder");
    }
    root = Path.of(given);
  }

  Path root() {
    return root;
  }
}
