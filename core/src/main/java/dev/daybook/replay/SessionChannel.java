package dev.daybook.replay;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A session's file, opened for reading. */
public final class SessionChannel {

  private SessionChannel() {}

  /**
   * Opens the file. Looks first: to open a named pipe is to wait, and some folders read as an empty
   * file.
   *
   * @throws DaybookException {@code IO_ERROR} if something else than a regular file stands there
   * @throws NoSuchFileException if nothing does
   */
  public static FileChannel open(Path file) throws IOException {
    attributes(file);
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** What the file is, without opening it; throws as {@link #open} does. */
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
