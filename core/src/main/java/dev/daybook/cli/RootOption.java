package dev.daybook.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the sessions are. */
final class RootOption {

  @Option(
      names = "--root",
      paramLabel = "DIR",
      defaultValue = ".daybook",
      description = {"the folder that holds the sessions", "(default: .daybook)"})
  private Path root = Path.of(".daybook");

  Path root() {
    return root;
  }
}
