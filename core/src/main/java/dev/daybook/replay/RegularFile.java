package dev.daybook.replay;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A regular file to read: no folder, pipe or device. */
public final class RegularFile {

  private RegularFile() {}

  /**
   * Opens the file for reading. Looks first, because opening a named pipe waits, and some folders
   * read as an empty file.
   *
   * @throws DaybookException {@code IO_ERROR} if it is no regular file, with what it is as
   *     {@code found} in the details
   * @throws IOException if there is none, or it cannot be opened
   */
  public static FileChannel open(Path file) throws IOException {
    attributes(file);
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the file's attributes without opening it; throws as {@link #open} does. */
  public static BasicFileAttributes attributes(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw DaybookException.of(
          Kind.IO_ERROR,
          "no regular file stands there",
          "file",
          file,
          "found",
          found.isDirectory() ? "folder" : found.isSymbolicLink() ? "symbolic_link" : "other");
    }
    return found;
  }
}
