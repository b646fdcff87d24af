package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The check of a root's owner. The owner must be this process's user, or the superuser if no other
 * user may write in the root: others could put links and files of their own into it, or read the
 * sessions. The superuser may use every root, as with sudo. Where the system has no such owners,
 * any root will do.
 *
 * <p>The root is looked at until it exists, and never again after it was accepted. Any thread.
 */
final class RootOwner {

  private static final int SUPERUSER = 0;
  private static final int OTHERS_MAY_WRITE = 0b010_010;

  /**
   * The field of the uid for files, behind the label and the real, the effective and the saved uid.
   */
  private static final int UID_FOR_FILES = 4;

  private static final String USER_NAME = System.getProperty("user.name", "?");

  private final Path root;
  private volatile boolean isAccepted;

  /** @param isTrusted true if any owner will do */
  RootOwner(Path root, boolean isTrusted) {
    this.root = root.toAbsolutePath().normalize();
    this.isAccepted = isTrusted;
  }

  /**
   * Refuses a root of another user; one that does not exist passes.
   *
   * @throws DaybookException {@code UNSAFE_PATH}, with the root, its owner and this user
   */
  void check() {
    if (isAccepted) {
      return;
    }
    try {
      look(LinkOption.NOFOLLOW_LINKS);
      isAccepted = true;
    } catch (UnsupportedOperationException | IllegalArgumentException noOwners) {
      isAccepted = true;
    } catch (IOException unseen) {
      // it does not exist, or its use will fail with the reason
    }
  }

  private void look(LinkOption... how) throws IOException {
    Map<String, Object> found = Files.readAttributes(root, "unix:uid,mode,isSymbolicLink", how);
    boolean isLink = Boolean.TRUE.equals(found.get("isSymbolicLink"));
    int owner = number(found, "uid");
    boolean isSuperusers = owner == SUPERUSER;
    // a link shows all rights to all users, and they mean nothing
    boolean isOpen = !isLink && (number(found, "mode") & OTHERS_MAY_WRITE) != 0;
    if ((!isSuperusers || isOpen) && !isOwn(owner, how)) {
      throw isSuperusers
          ? refusal("others may write in the root", "writable_root", how)
          : refusal("the root belongs to another user", "foreign_root", how);
    }
    if (isLink) {
      look();
    }
  }

  private static int number(Map<String, Object> found, String name) {
    return (int) Objects.requireNonNull(found.get(name));
  }

  private boolean isOwn(int owner, LinkOption... how) throws IOException {
    Integer user = user();
    if (user != null) {
      return user == SUPERUSER || user == owner;
    }
    return USER_NAME.equals("root")
        || USER_NAME.equals("?")
        || USER_NAME.equals(Files.getOwner(root, how).getName());
  }

  private DaybookException refusal(String fault, String reason, LinkOption... how)
      throws IOException {
    return DaybookException.of(
        Kind.UNSAFE_PATH,
        fault + ", who can put files and links there; give a root of your own, or trust this one"
            + " with DaybookBuilder.trustRoot(), on the command line --trust-root",
        "reason",
        reason,
        "root",
        root,
        "owner",
        Files.getOwner(root, how).getName(),
        "user",
        USER_NAME);
  }

  /**
   * Returns the uid with which this process opens files; null where the system does not report it.
   */
  private static @Nullable Integer user() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> Integer.valueOf(line.split("\t", -1)[UID_FOR_FILES]))
          .findFirst()
          .orElse(null);
    } catch (IOException | RuntimeException unknown) {
      return null;
    }
  }
}
