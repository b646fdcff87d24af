package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.AnotherUser;
import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The superuser in a user's folder, and a user before another's files. */
class OtherUserTest {

  private static final SessionId ID = new SessionId("s-1");

  @TempDir
  Path folder;

  private Path root;

  @BeforeEach
  void asSuperuser() throws Exception {
    root = folder.resolve("root");
    AnotherUser.assumeThereIsOne(folder);
  }

  private SessionFolder sessions() {
    return new SessionFolder(root, (id, bytes, to) -> {});
  }

  /** What the other user gets. */
  private String asUser(String command) throws Exception {
    return AnotherUser.run(Main.class, root.toString(), command);
  }

  @Test
  void whatTheSuperuserLocksInAUsersFolderStaysTheUsers() throws Exception {
    AnotherUser.give(Files.createDirectory(root));
    sessions().create(ID, file -> {});
    sessions().hold(ID).close();
    sessions().openOrCreate(new SessionId("s-2")).open(Long.MAX_VALUE).file().close();
    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all)
          .allSatisfy(path -> assertThat(Files.getAttribute(path, "unix:uid"))
              .as("%s", path)
              .isEqualTo(AnotherUser.UID));
    }
    assertThat(asUser("hold")).isEqualTo("held");
  }

  /** Where the kernel lets a user give names to files of others. */
  @Test
  void aFileThatHasANameElsewhereIsNotGivenAway() throws Exception {
    AnotherUser.give(Files.createDirectory(root));
    sessions().create(ID, file -> {});
    sessions().hold(ID).close();
    Path secret = Files.writeString(folder.resolve("secret"), "");
    Path text = root.resolve("locks/s-1.lock");
    Files.deleteIfExists(text);
    Files.createLink(text, secret);
    sessions().hold(ID).close();
    assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(0);
  }

  @Test
  void aLockFileThatTheSuperuserLeftIsNoObstacle() throws Exception {
    AnotherUser.give(Files.createDirectory(root));
    sessions().create(ID, file -> {});
    sessions().hold(ID).close();
    Path locks = root.resolve("locks");
    Path lock = LockByte.of(new RootFolder(root), ID).file();
    Path text = Files.writeString(locks.resolve("s-1.lock"), "pid=1\n");
    for (Path left : new Path[] {lock, text}) {
      AnotherUser.give(left, 0);
      AnotherUser.setMode(left, "rw-------");
    }
    assertThat(asUser("hold")).isEqualTo("held");
  }

  @Test
  void theOwnerOfEachFolderIsNamed() throws Exception {
    Files.createDirectory(root);
    sessions().create(ID, file -> {});
    sessions().hold(ID).close();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        AnotherUser.setMode(path, "rwxr-xr-x");
      }
    }
    assertThat(asUser("hold"))
        .startsWith("this user may not open a file or folder of the session")
        .contains("owner=root")
        .contains("path=" + root.toRealPath().resolve("locks"));
  }

  @Test
  void aUserThatMayNotReadTheLocksCannotSeeTheRecorder() throws Exception {
    Files.createDirectory(root);
    sessions().create(ID, file -> {});
    try (HeldFile held = sessions().hold(ID)) {
      for (Path path : new Path[] {root, root.resolve("sessions")}) {
        AnotherUser.setMode(path, "rwxr-xr-x");
      }
      AnotherUser.setMode(held.path(), "rw-r--r--");
      assertThat(asUser("look")).isEqualTo("unknown");
    }
    assertThat(asUser("look")).isEqualTo("unknown");
    AnotherUser.setMode(root.resolve("locks"), "rwxr-xr-x");
    assertThat(asUser("look")).isEqualTo("free");
    try (HeldFile held = sessions().hold(ID)) {
      assertThat(asUser("look")).as("the text may not be read").isEqualTo("unknown");
    }
  }

  /** The other user. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
      SessionFolder folder = new SessionFolder(Path.of(args[0]), (id, bytes, to) -> {});
      if (args[1].equals("look")) {
        try {
          System.out.println(folder.holder(ID).isPresent() ? "held" : "free");
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
