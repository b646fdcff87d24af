package dev.daybook.internal.file;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.catalog.Projects;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that the device fails to list to their end, which the JDK throws unchecked. */
class TornListingTest {

  @TempDir
  Path folder;

  private Path torn;

  @BeforeEach
  void recordAndTear() {
    try (Daybook daybook = Daybook.open(folder)) {
      daybook.createSession("s-1", List.of(new UserMessage("hello")));
    }
    torn = new RecordedDisk(new DiskObserver() {}).withTornListings().path(folder);
  }

  @Test
  void theSessionsCannotBeListed() {
    try (Daybook daybook = Daybook.open(torn)) {
      assertIoError(faultOf(() -> daybook.catalog().ids()), "cannot list the sessions");
      assertIoError(faultOf(() -> daybook.catalog().list()), "cannot list the sessions");
      assertIoError(faultOf(daybook::lineage), "cannot ");
    }
  }

  @Test
  void theProjectsCannotBeListed() throws IOException {
    Files.createDirectory(folder.resolve("projects"));
    assertIoError(faultOf(() -> new Projects(torn).all()), "cannot list the projects");
  }

  @Test
  void aSessionsSideFilesCannotBeListed() {
    assertThatThrownBy(() -> SideFile.of(torn.resolve("sessions/s-1.ndjson")))
        .isInstanceOf(IOException.class);
  }

  /** A second name of the folder makes it look as on a file system that sees no case. */
  @Test
  void aTwinCannotBeLookedFor() throws IOException {
    Files.createSymbolicLink(folder.resolve("SESSIONS"), folder.resolve("sessions"));
    RootFolder root = new RootFolder(torn);
    assertThatThrownBy(() -> root.refuseTwin(RootFolder.Part.SESSIONS, "s-1.ndjson"))
        .isInstanceOf(IOException.class);
  }

  private static void assertIoError(DaybookException fault, String reason) {
    assertThat(fault.kind()).isEqualTo(Kind.IO_ERROR);
    assertThat(fault).hasMessageStartingWith(reason).hasRootCauseInstanceOf(IOException.class);
  }
}
