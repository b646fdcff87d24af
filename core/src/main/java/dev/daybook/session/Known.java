package dev.daybook.session;

import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a session's lock, as it was when it was read: who records in the session or did, and
 * how long its file was. To be read before the file, which grows meanwhile. Immutable; locks
 * nothing.
 */
public final class Known {

  private final RootFolder root;
  private final SessionId id;
  private final LockText said;

  private Known(RootFolder root, SessionId id, LockText said) {
    this.root = root;
    this.id = id;
    this.said = said;
  }

  /** @throws IOException if this process may not read it */
  static Known of(RootFolder root, SessionId id) throws IOException {
    return new Known(root, id, new LockTextFile(root, id).read());
  }

  /** The same of one of many, where this process may look at them. */
  static Known ofOneOfMany(RootFolder root, SessionId id) throws IOException {
    return new Known(root, id, new LockTextFile(root, id).readSeen());
  }

  /** Nothing, as of a session whose text this process may not read. */
  static Known nothing(RootFolder root, SessionId id) {
    return new Known(root, id, LockText.of(""));
  }

  /**
   * Who has the session open for recording, in any process; empty if nobody has.
   *
   * @throws IOException if that cannot be known from here
   */
  public Optional<LockHolder> holder() throws IOException {
    // most locks are not held, which takes no thread to see
    return said.holder().isUnnamed()
        ? Optional.empty()
        : Uninterrupted.call(new HolderLook(root, id)::holder);
  }

  /**
   * How many bytes of the session's file were good and on the device, if it has fewer; else 0. A
   * {@link Shortage} says what it lacks.
   *
   * @param channel the file's
   * @param bytes how many it has
   */
  public long longerThan(FileChannel channel, long bytes) throws IOException {
    boolean isShortened = bytes < said.goodBytes() && said.file().isOfSession(file(), channel);
    return isShortened ? said.goodBytes() : 0;
  }

  /**
   * Whether whoever recorded last closed the session, with all that it had recorded on the device,
   * and the file still ends there.
   *
   * @param channel the file's
   * @param bytes how many it has
   */
  public boolean isClosed(FileChannel channel, long bytes) throws IOException {
    return isClosedAt(bytes) && (bytes == 0 || said.file().isOfSession(file(), channel));
  }

  /**
   * The same, of a file whose first bytes were read already.
   *
   * @param length how many those are
   */
  public boolean isClosed(FileChannel channel, long bytes, byte[] beginning, int length)
      throws IOException {
    return isClosedAt(bytes)
        && (bytes == 0 || said.file().isOfSession(file(), channel, beginning, length));
  }

  private boolean isClosedAt(long bytes) {
    return said.holder().isUnnamed() && !said.isInDoubt() && said.goodBytes() == bytes;
  }

  private Path file() {
    return root.at(Part.SESSIONS, id.value() + SessionFolder.SUFFIX);
  }
}
