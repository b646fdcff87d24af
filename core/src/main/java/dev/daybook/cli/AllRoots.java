package dev.daybook.cli;

import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The roots that {@code --all} means: those of the user's projects, and the one of this folder. */
final class AllRoots {

  /** The option of the commands that take the sessions of all these. */
  static final Option ALL =
      Option.flag("--all", "the sessions of all projects, and those below .daybook of this folder");

  private AllRoots() {}

  /** Returns true if all are asked for; refuses that beside a root that is named. */
  static boolean areAskedFor(Invocation call) {
    boolean isAll = call.has(ALL);
    if (isAll && !call.isDefaultRoot()) {
      throw new Misuse("--all excludes --root and --project: give one of them");
    }
    return isAll;
  }

  /** Refuses a name that stands for the session of one root, as {@code @latest}. */
  static void refuseName(@Nullable String session) {
    if (session != null && Invocation.isName(session)) {
      throw new Misuse("--all excludes --session " + session + ": name a session, or a root");
    }
  }

  /**
   * Returns them, the one that the command would use without {@code --all} first, if it is there.
   */
  static List<Project> of(Invocation call) {
    return of(Projects.ofUser(), call.root());
  }

  static List<Project> of(Projects projects, Path here) {
    List<Project> all = new ArrayList<>();
    List<Project> ofUser = projects.all();
    if (Files.isDirectory(here)
        && ofUser.stream().noneMatch(project -> isSame(project.root(), here))) {
      all.add(new Project(Optional.empty(), here.toAbsolutePath().normalize()));
    }
    all.addAll(ofUser);
    return List.copyOf(all);
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException unknown) {
      return false;
    }
  }
}
