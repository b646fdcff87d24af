package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files beside a session's file that keep the bytes taken out of it: no opening or repair
 * discards bytes that were on disk. They are named after it, with a suffix and a number:
 * {@code s-1.ndjson.torn-0}.
 */
public enum SideFile {
  /** The bytes behind the last complete line. */
  TORN("torn"),
  /** The whole file as it was before a repair. */
  DAMAGED("damaged"),
  /** The bytes that a commit log covered, and that a recovery found no place for in the file. */
  COMMITTED("committed");

  private static final int COPY_BYTES = 1 << 16;

  /** The numbers of which a look finds one: the lowest that is free is taken first. */
  private static final int MAX_LOOKED_AT = 4;

  private static final Pattern SUFFIX = Pattern.compile(
      "\\.((torn|damaged|committed)-\\d+|sources|(sources\\.)?" + DraftFile.SUFFIX + ")");

  private final String suffix;

  SideFile(String suffix) {
    this.suffix = suffix;
  }

  /**
   * Copies a part of the file beside it, durably.
   *
   * @param source the file's channel, read by position
   * @return the copy
   */
  public Path copy(Path file, FileChannel source, long from, long length) throws IOException {
    return keep(file, target -> copy(source, from, length, target));
  }

  /**
   * Keeps bytes in a file beside the session's, durably.
   *
   * @return the file
   */
  Path keep(Path file, DraftFile.Content content) throws IOException {
    for (int n = 0; ; n++) {
      Path aside = numbered(file, n);
      try (FileChannel target = OwnFiles.create(aside)) {
        content.writeTo(target);
        target.force(true);
        OwnFiles.forceFolder(folderOf(file));
        return aside;
      } catch (FileAlreadyExistsException taken) {
        // by an earlier one
      } catch (IOException incomplete) {
        // half a copy must not look like a whole one
        Files.deleteIfExists(aside);
        throw incomplete;
      }
    }
  }

  /**
   * Keeps bytes as {@link #keep} does, unless a file beside the session's has just them: a call
   * that is interrupted can be made again.
   *
   * @return the file
   */
  Path keepOnce(Path file, byte[] bytes) throws IOException {
    String name = file.getFileName() + "." + suffix + "-";
    for (Path beside : of(file)) {
      if (String.valueOf(beside.getFileName()).startsWith(name)
          && Files.size(beside) == bytes.length
          && Arrays.equals(Files.readAllBytes(beside), bytes)) {
        OwnFiles.forceFolder(folderOf(file));
        return beside;
      }
    }
    return keep(file, target -> Channels.newOutputStream(target).write(bytes));
  }

  /** Returns the first such file of a session; empty if there is none. Looks at no other file. */
  Optional<Path> firstOf(Path file) {
    for (int n = 0; n < MAX_LOOKED_AT; n++) {
      Path beside = numbered(file, n);
      if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(beside);
      }
    }
    return Optional.empty();
  }

  private Path numbered(Path file, int n) {
    return file.resolveSibling(file.getFileName() + "." + suffix + "-" + n);
  }

  /**
   * Returns the files that go with a session's file: copies of its parts, and drafts that a killed
   * process left, which may be second names of the file itself.
   */
  static List<Path> of(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    List<Path> found = new ArrayList<>();
    FolderScan.forEachIn(folderOf(file), beside -> {
      String other = String.valueOf(beside.getFileName());
      if (other.startsWith(name)
          && SUFFIX.matcher(other.substring(name.length())).matches()) {
        found.add(beside);
      }
    });
    return found;
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("a session's file without a folder");
    }
    return folder;
  }

  /** Copies a part of a file, read by position, to the end of another one. */
  static void copy(FileChannel source, long from, long length, FileChannel target)
      throws IOException {
    long at = from;
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, COPY_BYTES));
    while (at < from + length) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), from + length - at));
      if (source.read(buffer, at) <= 0) {
        throw new IOException("the file became shorter while it was copied: offset=" + at);
      }
      buffer.flip();
      at += buffer.remaining();
      while (buffer.hasRemaining()) {
        target.write(buffer);
      }
    }
  }
}
