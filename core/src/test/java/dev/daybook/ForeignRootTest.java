package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root that another user made, or in which others may write. */
class ForeignRootTest {

  private static final int THIRD_USER = 54321;

  @TempDir
  Path folder;

  private Path root;

  @BeforeEach
  void asSuperuser() throws Exception {
    AnotherUser.assumeThereIsOne(folder);
    AnotherUser.setMode(folder, "rwxrwxrwx");
    root = folder.resolve("root");
  }

  private String asUser(String command) throws Exception {
    return AnotherUser.runWithLibraries(folder, Main.class, root.toString(), command);
  }

  private void createRoot(int owner, String mode) throws IOException {
    Files.createDirectory(root);
    AnotherUser.give(root, owner);
    AnotherUser.setMode(root, mode);
  }

  @Test
  void isRefusedWithTheNameOfItsOwner() throws Exception {
    createRoot(THIRD_USER, "rwxrwxrwx");
    for (String command : List.of("record", "read")) {
      assertThat(asUser(command))
          .startsWith("UNSAFE_PATH the root belongs to another user")
          .contains("trustRoot", "--trust-root", "reason=foreign_root")
          .contains("root=" + root, "owner=" + THIRD_USER, "user=");
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void isUsedWhenItIsTrusted() throws Exception {
    createRoot(THIRD_USER, "rwxrwxrwx");
    assertThat(asUser("trust")).isEqualTo("recorded");
    assertThat(asUser("read")).startsWith("UNSAFE_PATH");
  }

  @Test
  void isUsedWhenItIsOnesOwn() throws Exception {
    assertThat(asUser("record")).as("there was none").isEqualTo("recorded");
    assertThat(Files.getAttribute(root, "unix:uid")).isEqualTo(AnotherUser.UID);
    assertThat(asUser("read")).isEqualTo("1");
  }

  /** A superuser can change everything anyway; those who may write there are no superusers. */
  @Test
  void ofTheSuperuserIsUsedUnlessOthersMayWriteThere() throws Exception {
    createRoot(0, "rwxr-xr-x");
    assertThat(asUser("read")).startsWith("SESSION_NOT_FOUND");
    for (String writable : List.of("rwxrwxr-x", "rwxr-xrwx")) {
      AnotherUser.setMode(root, writable);
      assertThat(asUser("read"))
          .startsWith("UNSAFE_PATH others may write in the root")
          .contains("reason=writable_root", "root=" + root, "owner=root");
    }
  }

  /** Who may be any user may look at any user's sessions, as with sudo. */
  @Test
  void isUsedByTheSuperuser() throws Exception {
    createRoot(THIRD_USER, "rwxrwxrwx");
    assertThat(Main.did(root, "record")).isEqualTo("recorded");
    assertThat(Main.did(root, "read")).isEqualTo("1");
  }

  @Test
  void isNotReachedThroughAnothersLink() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    AnotherUser.give(own);
    Files.createSymbolicLink(root, own);
    AnotherUser.give(root, THIRD_USER);
    assertThat(asUser("record")).contains("reason=foreign_root", "owner=" + THIRD_USER);
    AnotherUser.give(root);
    assertThat(asUser("record")).isEqualTo("recorded");
    AnotherUser.give(own, THIRD_USER);
    assertThat(asUser("read")).contains("reason=foreign_root", "owner=" + THIRD_USER);
  }

  /** Another user may have been quicker to create it. */
  @Test
  void isRefusedWhenItAppearsAfterOpening() throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    AnotherUser.give(theirs, THIRD_USER);
    AnotherUser.setMode(theirs, "rwxrwxrwx");
    assertThat(asUser("wait")).startsWith("UNSAFE_PATH").contains("reason=foreign_root");
  }

  /** The other user. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
      System.out.println(did(Path.of(args[0]), args[1]));
    }

    static String did(Path root, String command) throws IOException {
      DaybookBuilder builder = Daybook.builder(root);
      if (command.equals("trust")) {
        builder.trustRoot();
      }
      try (Daybook daybook = builder.open()) {
        if (command.equals("read")) {
          return String.valueOf(daybook.history("s").entries().size());
        }
        if (command.equals("wait")) {
          Files.createSymbolicLink(root, root.resolveSibling("theirs"));
        }
        daybook.openSession("s").recordSync(new UserMessage("x"));
        return "recorded";
      } catch (DaybookException refused) {
        return refused.kind() + " " + refused.getMessage();
      }
    }
  }
}
