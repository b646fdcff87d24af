package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The option for the root of the sessions. */
final class RootOption {

  private static final Option ROOT =
      Option.value("--root", "DIR", "the folder that holds the sessions (default: .daybook)");
  private static final Option PROJECT = Option.flag(
      "--project",
      "the sessions of the project that the working folder belongs to (its git top level, or"
          + " itself), which are kept below $DAYBOOK_HOME, or ~/.daybook");

  private static final Option TRUST = Option.flag(
      "--trust-root", "use the folder even if it is another user's, or others may write in it");

  static final List<Option> OPTIONS = List.of(ROOT, PROJECT, TRUST);

  private static final String DEFAULT = ".daybook";

  private final @Nullable String root;
  private final boolean isProject;
  private final boolean isTrusted;

  /**
   * Reads the root from the command line.
   *
   * @throws Misuse if both a folder and the project are given, or a folder without a name
   */
  RootOption(Arguments given) {
    root = given.text(ROOT);
    isProject = given.has(PROJECT);
    isTrusted = given.has(TRUST);
    if (root != null && root.isBlank()) {
      // as from an unset variable: the sessions would land in the working folder
      throw new Misuse("--root is empty: name a folder");
    }
    if (root != null && isProject) {
      throw new Misuse("--root and --project exclude each other: give one of them");
    }
  }

  /** Returns true if the command line says neither folder nor project. */
  boolean isDefault() {
    return root == null && !isProject;
  }

  /** Returns true if it is the project's. */
  boolean isProject() {
    return isProject;
  }

  /** Returns the root folder. */
  Path root() {
    return isProject ? project().root() : Path.of(root == null ? DEFAULT : root);
  }

  /** Opens the daybook of that root; a project's root names its project once there is a session. */
  Daybook open() {
    return builder().open();
  }

  /** Returns a builder for the daybook of that root. */
  DaybookBuilder builder() {
    return trusting(isProject ? Daybook.builder(project()) : Daybook.builder(root()));
  }

  /** Opens the daybook of another root, trusted if this one is. */
  Daybook openOther(Path other) {
    return trusting(Daybook.builder(other)).open();
  }

  private DaybookBuilder trusting(DaybookBuilder builder) {
    return isTrusted ? builder.trustRoot() : builder;
  }

  private static Project project() {
    return Projects.ofUser().of(Path.of(""));
  }
}
