package dev.daybook.internal.file;

import dev.daybook.SessionId;
import dev.daybook.internal.file.ProcessBirth.Life;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The file of the {@link LockRecord} of a session or of a commit log. It is opened for a moment,
 * and never locked.
 *
 * @param part the folder of what is locked
 */
record LockRecordFile(RootFolder root, Part part, SessionId id) {

  private static final int MAX_BYTES = 4096;

  /** The number of reads to get a whole text: its writer may be in the middle. */
  private static final int MAX_READS = 5;

  private static final long REREAD_NANOS = 1_000_000;

  /** The record of a session's lock. */
  LockRecordFile(RootFolder root, SessionId id) {
    this(root, Part.SESSIONS, id);
  }

  /** Returns the record of the lock of a commit log. */
  static LockRecordFile ofLog(RootFolder root, String name) {
    return new LockRecordFile(root, Part.COMMITS, new SessionId(name));
  }

  private Place place() {
    return part == Part.SESSIONS ? Place.ofRecord(root, id) : Place.ofLogRecord(root, id);
  }

  /** Returns the place of the file that is locked: the session's, or one of the log's. */
  Place locked() {
    return part == Part.SESSIONS ? Place.ofSession(root, id) : Place.ofLog(root, id);
  }

  /** Returns the place of the lock. */
  LockByte lockByte() throws IOException {
    return part == Part.SESSIONS ? LockByte.of(root, id) : LockByte.ofLog(root, id);
  }

  /**
   * Returns true if it is not empty; a quick look.
   *
   * @throws IOException if this process may not look
   */
  boolean hasText() throws IOException {
    return place().bytes() > 0;
  }

  /**
   * Returns true if it is too short to name a holder of this revision; one look, and nothing is
   * opened.
   *
   * @throws IOException if this process may not look
   */
  boolean isShort() throws IOException {
    return LockRecord.namesNoHolder(place().bytes());
  }

  /**
   * Returns true if it names no holder; a quick look.
   *
   * @throws IOException if this process may not look
   */
  boolean namesNoHolder() throws IOException {
    long bytes = place().bytes();
    // an earlier revision's text that names a holder is as short as one that names none
    return bytes == 0 || (LockRecord.namesNoHolder(bytes) && read().holder().isUnnamed());
  }

  /** Reads the record; {@link LockRecord#NOTHING} if it is missing, or was left half written. */
  LockRecord read() throws IOException {
    return hasText() ? read(place().path(), buffer()) : LockRecord.NOTHING;
  }

  /** Returns a buffer for reading any record. */
  static byte[] buffer() {
    return new byte[MAX_BYTES];
  }

  /**
   * Reads the record in that file.
   *
   * @param buffer overwritten
   */
  static LockRecord read(Path file, byte[] buffer) throws IOException {
    for (int n = 1; n < MAX_READS; n++) {
      LockRecord found = LockRecord.ofWhole(Uninterrupted.here(() -> text(file, buffer)));
      if (found != null) {
        return found;
      }
      LockSupport.parkNanos(REREAD_NANOS);
    }
    return LockRecord.of(Uninterrupted.here(() -> text(file, buffer)));
  }

  private static String text(Path path, byte[] buffer) throws IOException {
    try (FileChannel file = OwnFiles.openToRead(path)) {
      // a file gives at once what it has; if it did not, the text is not whole and is read again
      int length = file.read(ByteBuffer.wrap(buffer), 0);
      return new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      return "";
    }
  }

  /** Returns the holder that the record names; none if another user's cannot be read. */
  SessionHolder holder() throws IOException {
    try {
      return read().holder();
    } catch (AccessDeniedException others) {
      return SessionHolder.UNNAMED;
    }
  }

  /**
   * Returns the process that has the session open, or empty if none has. Keeps no process from
   * taking the lock.
   *
   * @throws IOException if that cannot be known from here: the record may not be read, or names a
   *     process of another container, which may have crashed or lost its lock unnoticed
   */
  Optional<SessionHolder> writer() throws IOException {
    // most locks are not held, which takes no thread to see
    return namesNoHolder() ? Optional.empty() : Uninterrupted.call(this::namedWriter);
  }

  private Optional<SessionHolder> namedWriter() throws IOException {
    LockByte at = lockByte();
    Optional<SessionHolder> inHere = Claim.holderInHere(at);
    if (inHere.isPresent()) {
      return inHere;
    }
    SessionHolder named = read().holder();
    Life life = named.life();
    if (life == Life.RUNNING || (life != Life.GONE && Claim.isSigned(at))) {
      return Optional.of(named);
    }
    if (life == Life.HIDDEN) {
      throw new IOException(
          "another container's process may have the session open, which cannot be seen from here:"
              + " pid="
              + named.pid()
              + ", host="
              + named.host());
    }
    return Optional.empty();
  }

  /**
   * Reads the record for a holder of the lock. Another user's unreadable one is removed, so that it
   * does not keep this process out.
   */
  LockRecord readToWrite() throws IOException {
    try {
      return read();
    } catch (AccessDeniedException others) {
      remove();
      return read();
    }
  }

  /** Overwrites the record. An interrupt does not disturb it. */
  void write(LockRecord record) throws IOException {
    write(record, false);
  }

  /** Overwrites the record, and forces it. */
  void writeDurably(LockRecord record) throws IOException {
    write(record, true);
  }

  /** Writes over the old text and cuts behind it: to cut first would need room again. */
  private void write(LockRecord record, boolean isDurable) throws IOException {
    Uninterrupted.here(() -> {
      try (FileChannel file = OwnFiles.openOrCreate(place().path())) {
        ByteBuffer bytes = ByteBuffer.wrap(record.text().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          file.write(bytes, bytes.position());
        }
        file.truncate(bytes.limit());
        if (isDurable) {
          file.force(false);
        }
        return record;
      }
    });
  }

  /**
   * Removes the record if it can neither be read nor overwritten; this takes no descriptor. Its
   * readers find that the process has ended, some time, if it stays.
   */
  void remove() {
    try {
      Files.deleteIfExists(place().path());
    } catch (IOException | RuntimeException | OutOfMemoryError stays) {
      // the lock is what counts
    }
  }
}
