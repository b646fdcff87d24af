package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user whose a root is, who must be this process's, or the superuser if nobody else may write
 * in it: others could put links and files of their own into it, or read what is recorded. The
 * superuser may use every root, as with sudo. Where the system has no such owners, any root will
 * do.
 *
 * <p>Looked at until it is there, and then never again. Any thread.
 */
final class RootOwner {

  private static final int SUPERUSER = 0;
  private static final int OTHERS_MAY_WRITE = 0b010_010;

  /** Behind the real, the effective and the saved one. */
  private static final int UID_FOR_FILES = 4;

  private static final String USER_NAME = System.getProperty("user.name", "?");

  private final Path root;
  private volatile boolean isAccepted;

  /** @param isTrusted whether any owner will do */
  RootOwner(Path root, boolean isTrusted) {
    this.root = root.toAbsolutePath().normalize();
    this.isAccepted = isTrusted;
  }

  /**
   * Refuses a root that is another's; one that does not exist passes.
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
      // it does not exist, or whoever uses it hears why it cannot be used
    }
  }

  private void look(LinkOption... how) throws IOException {
    Map<String, Object> found = Files.readAttributes(root, "unix:uid,mode,isSymbolicLink", how);
    boolean isLink = Boolean.TRUE.equals(found.get("isSymbolicLink"));
    int owner = number(found, "uid");
    boolean isSuperusers = owner == SUPERUSER;
    // everybody has all rights to a link, and nobody can use them
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

  /** By whose rights this process opens files; null where the system does not say. */
  private static @Nullable Integer user() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> Integer.valueOf(line.split("\t", -1)[UID_FOR_FILES]))
          .findFirst()
          .orElse(null);
    } catch (IOException | RuntimeException unsaid) {
      return null;
    }
  }
}
