package dev.daybook.session;

import dev.daybook.replay.SessionSource;
import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A snapshot of a session's lock text: its holder, and the length that its file had. Must be read
 * before the file, which grows meanwhile. Immutable; locks nothing.
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

  /**
   * Reads the text of a session's lock.
   *
   * @throws IOException if this process may not read it
   */
  static Known of(RootFolder root, SessionId id) throws IOException {
    return new Known(root, id, new LockTextFile(root, id).read());
  }

  /** Reads the text of one of many sessions, or nothing if this process may not look. */
  static Known ofOneOfMany(RootFolder root, SessionId id) throws IOException {
    return new Known(root, id, new LockTextFile(root, id).readSeen());
  }

  /** Returns an empty snapshot, as of a session whose text this process may not read. */
  static Known nothing(RootFolder root, SessionId id) {
    return new Known(root, id, LockText.of(""));
  }

  /**
   * Returns the process that has the session open for recording, or empty if none has.
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
   * Returns the number of bytes that were good and on the device if the file has fewer now;
   * otherwise 0. A {@link Shortage} shows what is missing.
   *
   * @param source the file's bytes
   * @param bytes the file's length
   */
  public long longerThan(SessionSource source, long bytes) throws IOException {
    boolean isShortened = bytes < said.goodBytes() && said.file().isOfSession(file(), source);
    return isShortened ? said.goodBytes() : 0;
  }

  /**
   * Returns true if the last holder closed the session, with all that it had recorded on the
   * device, and the file still ends there.
   *
   * @param source the file's bytes
   * @param bytes the file's length
   */
  public boolean isClosed(SessionSource source, long bytes) throws IOException {
    return isClosed(source, bytes, new byte[0], 0);
  }

  /**
   * Returns {@link #isClosed(SessionSource, long)} of a file whose first bytes were read already.
   *
   * @param length the number of those bytes
   */
  public boolean isClosed(SessionSource source, long bytes, byte[] beginning, int length)
      throws IOException {
    return said.holder().isUnnamed()
        && !said.isInDoubt()
        && said.goodBytes() == bytes
        && (bytes == 0 || said.file().isOfSession(file(), source, beginning, length));
  }

  /** Returns true if the text is what it was when the other one was read. */
  public boolean saysTheSameAs(Known earlier) {
    return said.text().equals(earlier.said.text());
  }

  private Path file() {
    return root.at(Part.SESSIONS, id.value() + SessionFolder.SUFFIX);
  }
}
