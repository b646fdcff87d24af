package dev.daybook.catalog;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.Daybook;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project that a folder belongs to, and the place of its sessions. */
class ProjectsTest {

  @TempDir
  Path temporary;

  private Path folder;
  private Projects projects;

  @BeforeEach
  void setUp() throws IOException {
    folder = temporary.toRealPath();
    projects = new Projects(folder.resolve("home"));
  }

  private Path folder(String path) throws IOException {
    return Files.createDirectories(folder.resolve(path));
  }

  @Test
  void theNearestFolderWithGitIsTheProject() throws IOException {
    folder("outer/.git");
    folder("outer/inner/.git");
    Path deep = folder("outer/inner/a/b");
    assertThat(projects.of(deep).folder())
        .hasValue(folder.resolve("outer/inner").toString());
    assertThat(projects.of(folder.resolve("outer")).folder())
        .hasValue(folder.resolve("outer").toString());
  }

  @Test
  void aWorkTreeHasAFileInPlaceOfTheFolder() throws IOException {
    Path deep = folder("tree/a");
    Files.writeString(folder.resolve("tree/.git"), "gitdir: /elsewhere\n");
    assertThat(projects.of(deep).folder()).hasValue(folder.resolve("tree").toString());
  }

  @Test
  void aLinkToAProjectIsThatProject() throws IOException {
    Path real = folder("real");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(projects.of(link)).isEqualTo(projects.of(real));
  }

  @Test
  void theRootHasAReadableNameAndTheHashOfThePath() throws IOException {
    Path work = folder("My project_1.0 é");
    assertThat(projects.of(work).root())
        .isEqualTo(
            folder.resolve("home/projects/My-project-1-0-é-" + Projects.hash(work.toString())));
    assertThat(Projects.rootName("/" + "x".repeat(50)))
        .isEqualTo("x".repeat(40) + "-" + Projects.hash("/" + "x".repeat(50)));
    assertThat(Projects.rootName("/")).isEqualTo("root-" + Projects.hash("/"));
  }

  @Test
  void nothingIsCreatedBeforeASessionIs() throws IOException {
    Project project = projects.of(folder("work"));
    try (Daybook daybook = Daybook.builder(project).open()) {
      assertThat(daybook.catalog().list()).isEmpty();
      assertThat(projects.home()).doesNotExist();
      assertThat(projects.all()).isEmpty();

      daybook.createSession("s-1", List.of(new UserMessage("hello")));
      assertThat(projects.all()).containsExactly(project);
      assertThat(daybook.file("s-1")).startsWith(project.root()).isRegularFile();
    }
  }

  @Test
  void theFirstSessionRecordsTheProjectsFolderForItsOwnerAlone() throws IOException {
    Project project = projects.of(folder("work"));
    try (Daybook daybook = Daybook.builder(project).open()) {
      daybook.openSession("s-1").recordSync(new UserMessage("hello"));
    }
    Path file = project.root().resolve("project");
    assertThat(file).hasContent(folder.resolve("work") + "\n");
    try (var inRoot = Files.list(project.root())) {
      assertThat(inRoot.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("project", "sessions", "locks");
    }
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "files have no modes here");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aRootWithoutTheNameOfItsProjectIsListedAllTheSame() throws IOException {
    Project project = projects.of(folder("work"));
    Daybook.open(project.root()).createSession("s-1");
    Files.createDirectories(projects.home().resolve("projects/not-a-root"));
    assertThat(projects.all()).containsExactly(new Project(Optional.empty(), project.root()));
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    assertThat(faultOf(() -> projects.of(folder.resolve("nowhere"))).kind())
        .isEqualTo(Kind.IO_ERROR);
  }

  @Test
  void theHomeIsWhatTheEnvironmentSaysOrTheUsers() {
    assertThat(Projects.of("/srv/daybook", "/home/a").home()).isEqualTo(Path.of("/srv/daybook"));
    assertThat(Projects.of(null, "/home/a").home()).isEqualTo(Path.of("/home/a/.daybook"));
    assertThat(Projects.of(" ", "/home/a").home()).isEqualTo(Path.of("/home/a/.daybook"));
  }

  @Test
  void aUserWithoutAHomeGetsAdvice() {
    for (String unknown : new String[] {null, "", "?"}) {
      assertThat(faultOf(() -> Projects.of(null, unknown)))
          .hasMessage("this user has no home folder; set the environment variable DAYBOOK_HOME to a"
              + " folder");
    }
  }

  @Test
  void anInterruptDoesNotDisturbTheRememberingOfAProject() throws IOException {
    Path root = folder("root");
    Thread.currentThread().interrupt();
    try {
      new Project(Optional.of("/folder"), root).remember();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(root.toFile().list()).containsExactly("project");
    assertThat(Project.of(root).folder()).hasValue("/folder");
  }
}
