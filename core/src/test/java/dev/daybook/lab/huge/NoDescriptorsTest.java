package dev.daybook.lab.huge;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.MemoryFolder;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that may open no more files: open sessions go on, the others are refused and free. */
@Tag(Lab.TAG)
@Timeout(120)
class NoDescriptorsTest {

  @Test
  void sessionsThatAreOpenGoOnAndOthersOpenOnceThereIsRoom(
      @TempDir(factory = MemoryFolder.class) Path root) throws Exception {
    Lab.need(Files.isExecutable(Path.of("/bin/bash")), "no bash to limit open files");
    new ChildJvm()
        .under("/bin/bash", "-c", "ulimit -n 64 && exec \"$@\"", "bash")
        .run(Child.class, root.toString());
    Lab.finding("no more open files").add("runs", 1).add("locks leaked", 0);
  }

  public static final class Child {

    private Child() {}

    public static void main(String[] args) throws IOException {
      Path root = Path.of(args[0]);
      List<Session> open = new ArrayList<>();
      try (Daybook daybook = Daybook.builder(root).maxOpenFiles(1000).open()) {
        daybook.createSession("existing", List.of(new UserMessage("first")));
        // loads what is loaded late: classes need files too
        warmUp(daybook, "warm");
        while (open.size() < 100) {
          try {
            open.add(daybook.openSession("s-" + open.size()));
          } catch (DaybookException refused) {
            assertThat(refused.kind()).isEqualTo(Kind.IO_ERROR);
            break;
          }
        }
        assertThat(open).hasSizeBetween(5, 40);
        List<FileChannel> others = takeAllButOne(root.resolve("sessions/existing.ndjson"));
        for (int n = 0; n < 100; n++) {
          for (String id : List.of("existing", "s-" + open.size())) {
            DaybookException fault = faultOf(() -> daybook.openSession(id));
            assertThat(fault.kind()).as(fault.toString()).isEqualTo(Kind.IO_ERROR);
            assertThat(fault).hasMessageContaining("Too many open files");
          }
        }
        for (Session session : open) {
          session.recordSync(new UserMessage("second"));
        }
        for (FileChannel other : others) {
          other.close();
        }
        for (int n = 0; n < 3; n++) {
          open.remove(0).close();
        }
        try (Session session = daybook.openSession("existing")) {
          assertThat(session.recordSync(new UserMessage("third"))).isEqualTo(1);
        }
        assertThat(daybook.history("existing").events()).hasSize(2);
        for (Session session : open) {
          session.close();
          assertThat(daybook.history(session.id()).events())
              .containsExactly(new UserMessage("second"));
        }
      }
    }

    /** A session takes more than one, a class that is loaded late takes one for the moment. */
    private static List<FileChannel> takeAllButOne(Path file) throws IOException {
      List<FileChannel> taken = new ArrayList<>();
      while (true) {
        try {
          taken.add(FileChannel.open(file));
        } catch (IOException noMore) {
          break;
        }
      }
      if (!taken.isEmpty()) {
        taken.remove(0).close();
      }
      return taken;
    }

    private static void warmUp(Daybook daybook, String id) {
      try (Session session = daybook.openSession(id)) {
        session.recordSync(new UserMessage("first"));
      }
      daybook.history(id);
      assertThat(faultOf(() -> daybook.resumeSession("none")).kind())
          .isEqualTo(Kind.SESSION_NOT_FOUND);
    }
  }
}
