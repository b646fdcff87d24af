package dev.daybook.catalog;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.internal.file.DraftFile;
import dev.daybook.internal.file.OwnFiles;
import dev.daybook.internal.file.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that people work in, with the root of its sessions.
 *
 * @param folder the project's own folder, without symbolic links; empty if it is not known any more
 * @param root the root of its sessions
 */
public record Project(Optional<String> folder, Path root) {

  private static final String FILE = "project";
  private static final int MAX_BYTES = 1 << 16;

  /** Returns the project whose sessions are below that root, as a file there says. */
  static Project of(Path root) {
    Path file = root.resolve(FILE);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
        return new Project(Optional.empty(), root);
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      String folder = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return new Project(Optional.of(folder), root);
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot read the project's name", "file", file, "cause", e);
    }
  }

  /**
   * Writes the project's folder into the file {@code project} of its root, durably, unless that
   * file exists: a list of all projects names it then. An interrupt does not disturb it, and stays
   * set.
   *
   * @throws DaybookException {@code IO_ERROR}
   */
  public void remember() {
    Path file = root.resolve(FILE);
    if (folder.isEmpty() || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Uninterrupted.call(() -> write(folder.get(), file));
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot write the project's name", "file", file, "cause", e);
    }
  }

  private Path write(String name, Path file) throws IOException {
    OwnFiles.createFolder(root);
    ByteBuffer text = ByteBuffer.wrap((name + "\n").getBytes(StandardCharsets.UTF_8));
    try (DraftFile draft = DraftFile.of(file, channel -> {
      while (text.hasRemaining()) {
        channel.write(text);
      }
    })) {
      draft.replace();
    }
    OwnFiles.forceFolder(root);
    return file;
  }
}
