package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The place of a file below a root, which need not exist. Its {@link #path} is checked; all looks
 * at it are quick ones, without that check, and follow no link at its end.
 */
record Place(RootFolder root, Part part, String name) {

  static final String RECORD_SUFFIX = ".lock";

  /** Returns the place of a session's file. */
  static Place ofSession(RootFolder root, SessionId id) {
    return new Place(root, Part.SESSIONS, id.value() + SessionFolder.SUFFIX);
  }

  /** Returns the place of the record of a session's lock. */
  static Place ofRecord(RootFolder root, SessionId id) {
    return new Place(root, Part.LOCKS, id.value() + RECORD_SUFFIX);
  }

  /** Returns the place of a file that a commit log has as long as it is used. */
  static Place ofLog(RootFolder root, SessionId name) {
    return new Place(root, Part.COMMITS, name.value() + "/" + CommitLog.segmentName(0));
  }

  /** Returns the place of the record of a commit log's lock. */
  static Place ofLogRecord(RootFolder root, SessionId name) {
    return new Place(root, Part.COMMITS, name.value() + RECORD_SUFFIX);
  }

  /**
   * Returns the path, whose every component is as it should be.
   *
   * @throws DaybookException {@code UNSAFE_PATH}; {@code IO_ERROR} if the platform's encoding of
   *     file names lacks a letter of the name
   */
  Path path() {
    return root.file(part, name);
  }

  /** Returns the path unchecked: only for looks, and for opening a file that is no link. */
  Path unchecked() {
    return root.unchecked(part).resolve(name);
  }

  /**
   * Returns the attributes of the file or link there.
   *
   * @throws NoSuchFileException if there is none
   */
  BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(unchecked(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns the file's length; 0 if it is missing.
   *
   * @throws IOException if this process may not look
   */
  long bytes() throws IOException {
    Path file = unchecked();
    // a missing file costs no exception here, and what may not be looked at has no length either
    long bytes = file.toFile().length();
    if (bytes > 0 || root.maySee(part)) {
      return bytes;
    }
    try {
      return Files.size(file);
    } catch (NoSuchFileException missing) {
      return 0;
    }
  }
}
