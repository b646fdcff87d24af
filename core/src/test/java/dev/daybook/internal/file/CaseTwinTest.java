package dev.daybook.internal.file;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two ids are never one file, also where file names know no case. */
class CaseTwinTest {

  private static RootFolder rootOn(FileSystem system, String... files) throws IOException {
    Path root = system.getRootDirectories().iterator().next().resolve("root");
    Path sessions = Files.createDirectories(root.resolve("sessions"));
    for (String file : files) {
      Files.createFile(sessions.resolve(file));
    }
    return new RootFolder(root);
  }

  @Test
  void aTwinIsRefusedWhereCaseDoesNotCount() throws IOException {
    for (Configuration system : List.of(Configuration.osX(), Configuration.windows())) {
      try (FileSystem files = Jimfs.newFileSystem(system)) {
        RootFolder root = rootOn(files, "Abc.ndjson", "é.ndjson");
        for (String twin : List.of("abc.ndjson", "ABC.ndjson")) {
          DaybookException refused = faultOf(() -> root.refuseTwin(Part.SESSIONS, twin));
          assertThat(refused.kind()).isEqualTo(Kind.INVALID_SESSION_ID);
          assertThat(refused.details()).containsEntry("reason", "case_twin");
          assertThat(refused.getMessage()).doesNotContainIgnoringCase("abc");
        }
        for (String other : List.of("Abc.ndjson", "é.ndjson", "abcd.ndjson")) {
          assertThatCode(() -> root.refuseTwin(Part.SESSIONS, other)).doesNotThrowAnyException();
        }
      }
    }
  }

  @Test
  void whereCaseCountsTwinsAreTwoSessions() throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      RootFolder root = rootOn(files, "Abc.ndjson");
      assertThatCode(() -> root.refuseTwin(Part.SESSIONS, "abc.ndjson")).doesNotThrowAnyException();
    }
  }
}
