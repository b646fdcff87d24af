package dev.daybook.cli;

import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The roots that {@code --all} means: those of the user's projects, and the one of this folder. */
final class AllRoots {

  private AllRoots() {}

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
