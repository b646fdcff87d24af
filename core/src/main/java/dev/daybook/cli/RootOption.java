package dev.daybook.cli;

import static java.util.Objects.requireNonNull;

import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the sessions are. */
final class RootOption {

  private static final Path DEFAULT = Path.of(".daybook");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  private @Nullable Path root;
  private boolean isProject;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = {"the folder that holds the sessions", "(default: .daybook)"})
  void root(String given) {
    if (given.isBlank()) {
      // as from an unset variable: the sessions would land in the working folder
      throw misused("--root is empty: name a folder");
    }
    root = Path.of(given);
    refuseBoth();
  }

  @Option(
      names = "--project",
      description = {
        "the sessions of the project that the working folder belongs to (its git top level, or"
            + " itself), which are kept below $DAYBOOK_HOME, or ~/.daybook"
      })
  void project(boolean given) {
    isProject = given;
    refuseBoth();
  }

  private void refuseBoth() {
    if (root != null && isProject) {
      throw misused("--root and --project exclude each other: give one of them");
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }

  /** Whether the command line says neither folder nor project. */
  boolean isDefault() {
    return root == null && !isProject;
  }

  /** Whether it is the project's. */
  boolean isProject() {
    return isProject;
  }

  /** The root folder. */
  Path root() {
    if (isProject) {
      return project().root();
    }
    return root == null ? DEFAULT : root;
  }

  /** The daybook of that root; a project's root says whose it is once there is a session. */
  Daybook open() {
    return builder().open();
  }

  /** The same with options. */
  DaybookBuilder builder() {
    return isProject ? Daybook.builder(project()) : Daybook.builder(root());
  }

  private static Project project() {
    return Projects.ofUser().of(Path.of(""));
  }
}
