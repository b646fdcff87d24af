package dev.daybook.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is whole and on the device under a name of its own, before it gets that of the file
 * that it is to become. Without that name it is gone when this is closed. A crash can leave it: no
 * reader takes it for a session, and it goes when the session is deleted or purged.
 */
public final class DraftFile implements AutoCloseable {

  /** What its name has behind the file's and a dot: a pattern. */
  static final String SUFFIX = "tmp-[0-9a-f]{8}";

  private final Path file;
  private final Path draft;

  private DraftFile(Path file, Path draft) {
    this.file = file;
    this.draft = draft;
  }

  /**
   * Writes and forces it.
   *
   * @param file what it is to become, in the same folder
   */
  public static DraftFile of(Path file, Draft content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName()
        + ".tmp-"
        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    DraftFile written = new DraftFile(file, draft);
    try {
      try (FileChannel channel = OwnFiles.create(draft)) {
        content.writeTo(channel);
        channel.force(true);
      }
      return written;
    } catch (Throwable e) {
      written.close();
      throw e;
    }
  }

  /** The file as it is now, under whatever name it gets. */
  Creation.Made made() throws IOException {
    return new Creation.Made(OwnFiles.key(draft), Files.size(draft));
  }

  /**
   * Gives it the file's name, if nobody has that: a link never takes the place of a file, as a
   * rename does.
   *
   * @throws java.nio.file.FileAlreadyExistsException if somebody has
   * @throws java.nio.file.NoSuchFileException if the draft went with a session of that name, which
   *     somebody created and deleted meanwhile
   * @throws UnsupportedOperationException if there are no links
   * @throws IOException if there are no links, or the file system refuses this one
   */
  void link() throws IOException {
    Files.createLink(file, draft);
  }

  /** Puts it in the place of the file that has the name. */
  public void replace() throws IOException {
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(draft);
  }
}
