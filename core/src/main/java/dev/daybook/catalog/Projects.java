package dev.daybook.catalog;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.file.FolderScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The roots of a user's projects: {@code <home>/projects/<name>-<16 hex digits>} for each. The name
 * is for people, the digits are of the SHA-256 of the project's path, so that two projects never
 * share a root. Only the roots themselves record which projects there are.
 *
 * @param home the folder of them all, which need not exist
 */
public record Projects(Path home) {

  private static final String FOLDER = "projects";
  private static final int HASH_BYTES = 8;
  private static final int MAX_NAME_LENGTH = 40;
  private static final Pattern ROOT_NAME = Pattern.compile("(?s).+-[0-9a-f]{16}");

  /**
   * Makes the folder absolute.
   *
   * @param home may be relative
   */
  public Projects {
    home = home.toAbsolutePath().normalize();
  }

  /**
   * Returns the projects of the user that this program runs as: in the folder that the environment
   * variable {@code DAYBOOK_HOME} names, or else in {@code .daybook} of the home folder.
   *
   * @throws DaybookException {@code IO_ERROR} if neither is known
   */
  public static Projects ofUser() {
    return of(System.getenv("DAYBOOK_HOME"), System.getProperty("user.home"));
  }

  /**
   * Returns the projects below one of these folders. An empty variable counts as unset; Java says
   * {@code ?} where it does not know a user's home.
   */
  static Projects of(@Nullable String daybookHome, @Nullable String userHome) {
    if (daybookHome != null && !daybookHome.isBlank()) {
      return new Projects(Path.of(daybookHome));
    }
    if (userHome == null || userHome.isBlank() || userHome.equals("?")) {
      throw DaybookException.of(
          Kind.IO_ERROR,
          "this user has no home folder; set the environment variable DAYBOOK_HOME to a folder");
    }
    return new Projects(Path.of(userHome, ".daybook"));
  }

  /**
   * Returns the project that a folder belongs to: the nearest folder from it upward that holds
   * {@code .git}, be that a folder or, as in a work tree of git's, a file; the folder itself if
   * there is none. Nothing is created.
   *
   * @throws DaybookException {@code IO_ERROR} if there is no such folder
   */
  public Project of(Path workingFolder) {
    Path folder;
    try {
      folder = workingFolder.toRealPath();
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot look at the folder", "folder", workingFolder, "cause", e);
    }
    String path = topLevel(folder).toString();
    try {
      return new Project(Optional.of(path), home.resolve(FOLDER).resolve(rootName(path)));
    } catch (InvalidPathException unmappable) {
      throw DaybookException.of(
          Kind.IO_ERROR,
          "the file system's encoding has no name for this project; run Java in a UTF-8 locale, as"
              + " with LC_ALL=C.UTF-8",
          "encoding",
          System.getProperty("sun.jnu.encoding", "unknown"));
    }
  }

  /**
   * Returns the projects that have a root, by the names of their roots. One whose folder is gone is
   * among them.
   *
   * @throws DaybookException {@code IO_ERROR}
   */
  public List<Project> all() {
    List<Project> all = new ArrayList<>();
    Path folder = home.resolve(FOLDER);
    try {
      FolderScan.forEachIn(folder, root -> {
        // a root may be a link: it is what its owner says
        if (ROOT_NAME.matcher(String.valueOf(root.getFileName())).matches()
            && Files.isDirectory(root)) {
          all.add(Project.of(root));
        }
      });
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot list the projects", "folder", folder, "cause", e);
    }
    all.sort(Comparator.comparing(Project::root));
    return List.copyOf(all);
  }

  /**
   * Returns the projects whose folder is not there any more. Among them is one that was renamed or
   * moved: its sessions are found under the root of its former folder alone.
   *
   * @throws DaybookException {@code IO_ERROR}
   */
  public List<Project> gone() {
    return all().stream().filter(Projects::isGone).toList();
  }

  private static boolean isGone(Project project) {
    try {
      return project.folder().map(Path::of).filter(Files::notExists).isPresent();
    } catch (InvalidPathException unmappable) {
      return false;
    }
  }

  private static Path topLevel(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return at;
      }
    }
    return folder;
  }

  static String rootName(String path) {
    return readableName(path) + "-" + hash(path);
  }

  static String hash(String path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static String readableName(String path) {
    Path last = Path.of(path).getFileName();
    if (last == null) {
      return "root";
    }
    StringBuilder name = new StringBuilder();
    Normalizer.normalize(last.toString(), Normalizer.Form.NFC)
        .codePoints()
        .limit(MAX_NAME_LENGTH)
        .map(c -> Character.isLetterOrDigit(c) ? c : '-')
        .forEach(name::appendCodePoint);
    return name.toString();
  }
}
