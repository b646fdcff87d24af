package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tree below a root, and the only place where a path in it is made. The root itself may be a
 * symbolic link, as its owner chose. Below it no link is followed: each component is looked at as
 * it is, from the root down. A link, a dangling one too, or anything else than the folder or file
 * that belongs there is refused, and its target neither touched nor named.
 *
 * <p>Between that look and the use of the path, a process with the owner's rights can still put a
 * link there. The files themselves are opened without following one; the folders above them are not
 * protected against that.
 *
 * @param path the root, absolute
 * @param owner the check of the root's owner
 */
record RootFolder(Path path, RootOwner owner) {

  /** A folder of the root, by what is in it. */
  enum Part {
    SESSIONS("sessions"),
    LOCKS("locks"),
    TRASH("trash"),
    COMMITS("commits"),
    SOURCES("sources"),
    INBOX("inbox");

    private final String folder;

    Part(String folder) {
      this.folder = folder;
    }

    /** Returns the folder's name. */
    String folder() {
      return folder;
    }
  }

  RootFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Makes a root that any user may own. */
  RootFolder(Path path) {
    this(path, new RootOwner(path, true));
  }

  /** Returns the folder of that part, which need not exist. */
  Path folder(Part part) {
    owner.check();
    Path folder = unchecked(part);
    refuseUnless(Expected.FOLDER, folder, 0);
    return folder;
  }

  /** Returns the folder of that name in the folder of that part; neither need exist. */
  Path folder(Part part, String name) {
    Path folder = folder(part).resolve(name);
    refuseUnless(Expected.FOLDER, folder, 1);
    return folder;
  }

  /**
   * Returns the file of that name, which need not exist.
   *
   * @throws DaybookException {@code UNSAFE_PATH}; {@code IO_ERROR} if the platform's encoding of
   *     file names lacks a letter of the name
   */
  Path file(Part part, String name) {
    Path folder = folder(part);
    Path file;
    try {
      file = folder.resolve(name);
    } catch (InvalidPathException unmappable) {
      throw DaybookException.of(
          Kind.IO_ERROR,
          "the file system's encoding has no name for this id; run Java in a UTF-8 locale, as with"
              + " LC_ALL=C.UTF-8",
          "encoding",
          System.getProperty("sun.jnu.encoding", "unknown"));
    }
    refuseUnless(Expected.FILE, file, 1);
    return file;
  }

  /**
   * Returns true if this process may look at the files of that part, or its folder does not exist
   * yet.
   */
  boolean maySee(Part part) {
    File folder = unchecked(part).toFile();
    return folder.canExecute() || !folder.exists();
  }

  /** Returns the folder of that part, unchecked. */
  Path unchecked(Part part) {
    return path.resolve(part.folder);
  }

  /**
   * Returns the attributes of a file in a folder that was checked already.
   *
   * @throws NoSuchFileException if there is none
   * @throws DaybookException {@code UNSAFE_PATH}
   */
  BasicFileAttributes checked(Path file) throws NoSuchFileException {
    BasicFileAttributes found = attributes(file);
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    refuseUnless(Expected.FILE, found, file, 1);
    return found;
  }

  /** Creates the folder of that part, and missing ones above it, durably. */
  Path create(Part part) throws IOException {
    Path folder = folder(part);
    OwnFiles.createFolder(folder);
    // again, since another process may have created it meanwhile
    return folder(part);
  }

  /**
   * Refuses a name that would be another session's file: one that differs from it in case alone,
   * where the file system sees no difference.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID}
   */
  void refuseTwin(Part part, String name) throws IOException {
    if (!isCaseBlind(part)) {
      return;
    }
    FolderScan.forEachIn(folder(part), file -> {
      // some file systems take names apart into letters and marks
      String found = Normalizer.normalize(String.valueOf(file.getFileName()), Normalizer.Form.NFC);
      if (found.equalsIgnoreCase(name) && !found.equals(name)) {
        throw DaybookException.of(
            Kind.INVALID_SESSION_ID,
            "there is a session whose id differs in case alone, and this file system sees no"
                + " difference; give another id",
            "reason",
            "case_twin");
      }
    });
  }

  /**
   * Returns true if the file system sees no difference between upper and lower case in that folder.
   */
  boolean isCaseBlind(Part part) throws IOException {
    Path folder = folder(part);
    Path sameName = folder.resolveSibling(part.folder.toUpperCase(Locale.ROOT));
    return Files.exists(folder) && Files.exists(sameName) && Files.isSameFile(folder, sameName);
  }

  private enum Expected {
    FOLDER,
    FILE;

    boolean is(BasicFileAttributes found) {
      return this == FOLDER ? found.isDirectory() : found.isRegularFile();
    }
  }

  private void refuseUnless(Expected expected, Path component, int index) {
    BasicFileAttributes found = attributes(component);
    if (found != null) {
      refuseUnless(expected, found, component, index);
    }
  }

  private void refuseUnless(
      Expected expected, BasicFileAttributes found, Path component, int index) {
    if (expected.is(found)) {
      return;
    }
    String reason = found.isSymbolicLink()
        ? "symlink_component"
        : expected == Expected.FOLDER ? "non_directory_component" : "unexpected_file_type";
    throw DaybookException.of(
        Kind.UNSAFE_PATH,
        "something else stands where Daybook keeps its own; move it away, or give another root",
        "reason",
        reason,
        "component",
        path.relativize(component),
        "componentIndex",
        index,
        "expected",
        expected == Expected.FOLDER ? "folder" : "file",
        "found",
        nameOf(found),
        "root",
        path);
  }

  private static @Nullable BasicFileAttributes attributes(Path component) {
    try {
      return Files.readAttributes(component, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException missing) {
      return null;
    } catch (AccessDeniedException denied) {
      throw OwnFiles.refusal(denied);
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot look at a file or folder", "path", component, "cause", e);
    }
  }

  private static String nameOf(BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      return "symbolic_link";
    }
    return found.isDirectory() ? "folder" : found.isRegularFile() ? "file" : "other";
  }
}
