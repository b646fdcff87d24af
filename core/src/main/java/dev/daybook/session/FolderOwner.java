package dev.daybook.session;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The user who owns a folder. What the superuser makes in it is given to that user, who could
 * otherwise never open it; only the superuser can give files away.
 */
final class FolderOwner {

  private static final String UID = "unix:uid";
  private static final String NAMES = "unix:nlink";
  private static final int SUPERUSER = 0;
  private static final boolean IS_SUPERUSER = "root".equals(System.getProperty("user.name"));

  private FolderOwner() {}

  /** Gives a new file or folder to the owner of the folder that it is in. Throws nothing. */
  static void inherit(Path made) {
    Path folder = made.getParent();
    if (!IS_SUPERUSER || folder == null) {
      return;
    }
    try {
      Object own = uid(made);
      if (own.equals(SUPERUSER) && !hasOtherNames(made)) {
        Object owner = uid(folder);
        if (!owner.equals(own)) {
          Files.setAttribute(made, UID, owner, LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (IOException | RuntimeException notHere) {
      // a system without such owners, or a container that may not: it is the maker's then
    }
  }

  /**
   * Returns true if a file has another name: it may be another user's, which the folder's owner
   * linked here.
   */
  private static boolean hasOtherNames(Path path) throws IOException {
    return !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.getAttribute(path, NAMES, LinkOption.NOFOLLOW_LINKS).equals(1);
  }

  private static Object uid(Path path) throws IOException {
    return Files.getAttribute(path, UID, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns the error for a path that this user may not open: it names the path, its owner (or that
   * of the folder that hides it), and the remedy.
   */
  static DaybookException refusal(AccessDeniedException denied) {
    return DaybookException.causedBy(
        denied,
        Kind.IO_ERROR,
        "this user may not open a file or folder of the session; have it given to this user"
            + " (chown), or record as its owner",
        "path",
        denied.getFile(),
        "owner",
        owner(Path.of(denied.getFile())),
        "user",
        System.getProperty("user.name", "unknown"));
  }

  private static String owner(Path path) {
    for (Path seen = path; seen != null; seen = seen.getParent()) {
      try {
        return Files.getOwner(seen, LinkOption.NOFOLLOW_LINKS).getName();
      } catch (IOException hidden) {
        // hidden by the folder above
      } catch (UnsupportedOperationException notSaid) {
        return "unknown";
      }
    }
    return "unknown";
  }
}
