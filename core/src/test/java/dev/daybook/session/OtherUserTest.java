package dev.daybook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.daybook.ChildJvm;
import dev.daybook.event.DaybookException;
import dev.daybook.journal.JournalListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the superuser does in a user's folder, and what a user may not see of another's. */
class OtherUserTest {

  private static final SessionId ID = new SessionId("s-1");
  private static final int USER = 65534;
  private static final String[] AS_USER = {
    "setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"
  };

  @TempDir
  Path folder;

  private Path root;

  @BeforeEach
  void asSuperuser() throws Exception {
    root = folder.resolve("root");
    assumeThat(Files.isDirectory(Path.of("/proc/self"))).isTrue();
    assumeThat(Files.getAttribute(folder, "unix:uid")).as("needs the superuser").isEqualTo(0);
    open(folder, "rwxr-xr-x");
    String classes = Path.of(SessionFolder.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI())
        .toString();
    List<String> canRead =
        Stream.concat(Stream.of(AS_USER), Stream.of("test", "-r", classes)).toList();
    Process test;
    try {
      test = new ProcessBuilder(canRead).start();
    } catch (IOException noSetpriv) {
      assumeThat(noSetpriv).as("needs setpriv").isNull();
      return;
    }
    assumeThat(test.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assumeThat(test.exitValue()).as("another user can read the classes").isZero();
  }

  private static void open(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static void give(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", USER);
  }

  private SessionFolder sessions() {
    return new SessionFolder(root, new JournalListener() {});
  }

  /** What the other user gets. */
  private String asUser(String command) throws Exception {
    return new ChildJvm()
        .under(AS_USER)
        .run(Main.class, root.toString(), command)
        .strip();
  }

  @Test
  void whatTheSuperuserLocksInAUsersFolderStaysTheUsers() throws Exception {
    give(Files.createDirectory(root));
    sessions().create(ID, file -> {});
    sessions().hold(ID).close();
    sessions().open(new SessionId("s-2"), Long.MAX_VALUE).file().close();
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all)
          .allSatisfy(path ->
              assertThat(Files.getAttribute(path, "unix:uid")).as("%s", path).isEqualTo(USER));
    }
    assertThat(asUser("hold")).isEqualTo("held");
  }

  @Test
  void aLockFileThatTheSuperuserLeftIsNoObstacle() throws Exception {
    give(Files.createDirectory(root));
    sessions().create(ID, file -> {});
    sessions().hold(ID).close();
    Path locks = root.resolve("locks");
    Path lock = LockByte.of(new RootFolder(root), ID).file();
    Path text = Files.writeString(locks.resolve("s-1.lock"), "pid=1\n");
    for (Path left : new Path[] {lock, text}) {
      Files.setAttribute(left, "unix:uid", 0);
      open(left, "rw-------");
    }
    assertThat(asUser("hold")).isEqualTo("held");
  }

  @Test
  void whoOwnsWhatIsSaid() throws Exception {
    Files.createDirectory(root);
    sessions().create(ID, file -> {});
    sessions().hold(ID).close();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        open(path, "rwxr-xr-x");
      }
    }
    assertThat(asUser("hold"))
        .startsWith("this user may not open a file or folder of the session")
        .contains("owner=root")
        .contains("path=" + root.toRealPath().resolve("locks"));
  }

  @Test
  void whoMayNotLookAtTheLocksDoesNotKnowWhoRecords() throws Exception {
    Files.createDirectory(root);
    sessions().create(ID, file -> {});
    try (HeldFile held = sessions().hold(ID)) {
      for (Path path : new Path[] {root, root.resolve("sessions")}) {
        open(path, "rwxr-xr-x");
      }
      open(held.path(), "rw-r--r--");
      assertThat(asUser("look")).isEqualTo("unknown");
    }
    assertThat(asUser("look")).isEqualTo("unknown");
    open(root.resolve("locks"), "rwxr-xr-x");
    assertThat(asUser("look")).isEqualTo("nobody");
    try (HeldFile held = sessions().hold(ID)) {
      assertThat(asUser("look")).as("the text may not be read").isEqualTo("unknown");
    }
  }

  /** The other user. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      SessionFolder folder = new SessionFolder(Path.of(args[0]), new JournalListener() {});
      if (args[1].equals("look")) {
        try {
          System.out.println(folder.holder(ID).isPresent() ? "somebody" : "nobody");
        } catch (IOException unknown) {
          System.out.println("unknown");
        }
        return;
      }
      try {
        folder.hold(ID).close();
        System.out.println("held");
      } catch (IOException refused) {
        DaybookException said = SessionFolder.refused(ID, refused);
        System.out.println(said.getMessage());
      }
    }
  }
}
