package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is whole and on the device under a draft's name, before it gets its final name.
 * Closing removes it if it got none. A crash can leave it: no reader takes it for a session, and it
 * goes when the session is deleted or purged.
 */
public final class DraftFile implements AutoCloseable {

  /** The pattern of a draft's suffix, behind the file's name and a dot. */
  static final String SUFFIX = "tmp-[0-9a-f]{8}";

  /** The content of a new file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content from the beginning of an empty file, in any number of writes. No reader
     * sees the file before it is whole and on the device, or at all if this throws.
     *
     * @param file not to be closed; of a session it gets complete lines, seq from 0
     */
    void writeTo(FileChannel file) throws IOException;
  }

  private final Path file;
  private final Path draft;

  /** Of the draft's bytes, also when its name is lost; closed once it is of no more use. */
  private final FileChannel channel;

  private DraftFile(Path file, Path draft, FileChannel channel) {
    this.file = file;
    this.draft = draft;
    this.channel = channel;
  }

  /**
   * Begins a draft, which is empty.
   *
   * @param file the final file, in the same folder
   */
  static DraftFile begin(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName()
        + ".tmp-"
        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    return new DraftFile(file, draft, OwnFiles.create(draft));
  }

  /**
   * Writes and forces a draft.
   *
   * @param file the final file, in the same folder
   */
  public static DraftFile of(Path file, Content content) throws IOException {
    DraftFile written = begin(file);
    try {
      content.writeTo(written.channel);
      written.force();
      // some file systems give no open file another name
      written.channel.close();
      return written;
    } catch (Throwable e) {
      written.close();
      throw e;
    }
  }

  /** Returns the draft's bytes, to be written to its end and not closed. */
  FileChannel channel() {
    return channel;
  }

  /** Makes the draft's bytes durable. */
  void force() throws IOException {
    channel.force(true);
  }

  /** Begins another draft of the same bytes, also if this one's name is lost, and forces it. */
  DraftFile copied() throws IOException {
    DraftFile copy = begin(file);
    try {
      SideFile.copy(channel, 0, channel.size(), copy.channel);
      copy.force();
      return copy;
    } catch (Throwable e) {
      copy.close();
      throw e;
    }
  }

  /** Returns the draft's state, which stays when it gets another name. */
  FileState state() throws IOException {
    return FileState.of(draft);
  }

  /**
   * Gives the draft the file's name if that is free: unlike a rename, a link never replaces a file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken
   * @throws java.nio.file.NoSuchFileException if the draft went with a session of that name, which
   *     another process created and deleted meanwhile
   * @throws UnsupportedOperationException if there are no links
   * @throws IOException if there are no links, or the file system refuses this one
   */
  void link() throws IOException {
    Files.createLink(file, draft);
  }

  /** Replaces the file that has the name. */
  public void replace() throws IOException {
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(draft);
    }
  }
}
