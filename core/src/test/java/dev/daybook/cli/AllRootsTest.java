package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllRootsTest {

  @TempDir
  Path folder;

  private Projects projects() {
    return new Projects(folder.resolve("home"));
  }

  private Project recorded() throws IOException {
    Project project = projects().of(Files.createDirectories(folder.resolve("work")));
    try (Daybook daybook = Daybook.builder(project).open()) {
      daybook.createSession("s", List.of(new UserMessage("hi")));
    }
    return project;
  }

  @Test
  void theRootOfTheFolderIsAmongThem() throws IOException {
    Project project = recorded();
    Path here = folder.resolve(".daybook");
    assertThat(AllRoots.of(projects(), here)).containsExactly(project);
    Files.createDirectory(here);
    assertThat(AllRoots.of(projects(), here))
        .extracting(Project::root)
        .containsExactly(here, project.root());
  }

  @Test
  void aRootThatIsAProjectsComesOnce() throws IOException {
    Project project = recorded();
    assertThat(AllRoots.of(projects(), project.root())).containsExactly(project);
  }
}
