package dev.daybook.session;

import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** The file of a session's {@link LockText}. It is opened for a moment, and never locked. */
record LockTextFile(RootFolder root, SessionId id) {

  private static final int MAX_BYTES = 4096;

  /** The number of reads to get a whole text: its writer may be in the middle. */
  private static final int MAX_READS = 5;

  private static final long REREAD_NANOS = 1_000_000;

  private static final LockText NOTHING = LockText.of("");

  private String name() {
    return id.value() + ".lock";
  }

  /**
   * Returns true if it is not empty; a quick look.
   *
   * @throws IOException if this process may not look
   */
  boolean saysAnything() throws IOException {
    return root.bytes(Part.LOCKS, name()) > 0;
  }

  /**
   * Returns true if it is too short to name a holder of this revision; one look, and nothing is
   * opened.
   *
   * @throws IOException if this process may not look
   */
  boolean isShort() throws IOException {
    return LockText.namesNoHolder(root.bytes(Part.LOCKS, name()));
  }

  /**
   * Returns true if it names no holder; a quick look.
   *
   * @throws IOException if this process may not look
   */
  boolean namesNoHolder() throws IOException {
    long bytes = root.bytes(Part.LOCKS, name());
    // an earlier revision's text that names a holder is as short as one that names none
    return bytes == 0 || (LockText.namesNoHolder(bytes) && read().holder().isUnnamed());
  }

  /** Reads the text; an empty one if it is missing, or was left half written. */
  LockText read() throws IOException {
    return saysAnything() ? read(root.file(Part.LOCKS, name())) : NOTHING;
  }

  /**
   * Reads the text where this process {@linkplain RootFolder#maySee may look}; otherwise returns an
   * empty one.
   */
  LockText readSeen() throws IOException {
    // many sessions have none, and an exception for each costs more than all else of a list
    return root.bytesSeen(Part.LOCKS, name()) == 0 ? NOTHING : read(root.at(Part.LOCKS, name()));
  }

  private static LockText read(Path file) throws IOException {
    String text = Uninterrupted.here(() -> readOnce(file));
    for (int n = 1; n < MAX_READS && !LockText.isWhole(text); n++) {
      LockSupport.parkNanos(REREAD_NANOS);
      text = Uninterrupted.here(() -> readOnce(file));
    }
    return LockText.of(text);
  }

  /** Returns the holder that the text names; none if it is another user's and cannot be read. */
  LockHolder holder() throws IOException {
    try {
      return read().holder();
    } catch (AccessDeniedException others) {
      return LockHolder.UNNAMED;
    }
  }

  /**
   * Reads the text for a holder of the lock. Another user's unreadable text is removed, so that it
   * does not keep this process out.
   */
  LockText readToWrite() throws IOException {
    try {
      return read();
    } catch (AccessDeniedException others) {
      remove();
      return read();
    }
  }

  private static String readOnce(Path path) throws IOException {
    try (FileChannel file = OwnFiles.open(path, StandardOpenOption.READ)) {
      ByteBuffer text = ByteBuffer.allocate(MAX_BYTES);
      while (text.hasRemaining() && file.read(text, text.position()) > 0) {
        // until it is full or the file ends
      }
      return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException unsaid) {
      return "";
    }
  }

  /**
   * Overwrites the text. A disk without room, or a process without a descriptor, is no reason to
   * refuse or to keep the lock: the old text stays then, as after a crash. An interrupt does not
   * disturb it.
   *
   * @return true if the text was written
   */
  boolean say(LockText text) {
    try {
      return Uninterrupted.here(() -> {
        try (FileChannel file = OwnFiles.openOrCreate(root.file(Part.LOCKS, name()))) {
          write(text, file);
          return true;
        }
      });
    } catch (IOException | RuntimeException | OutOfMemoryError unsaid) {
      // the lock is what counts
      return false;
    }
  }

  /** Removes the text if it cannot be overwritten; this takes no descriptor. Throws nothing. */
  void remove() {
    try {
      Files.deleteIfExists(root.file(Part.LOCKS, name()));
    } catch (IOException | RuntimeException | OutOfMemoryError stays) {
      // its readers will find that the process has ended, some time
    }
  }

  /** Overwrites the text as {@link #say} does, and forces it. */
  void sayDurably(LockText text) throws IOException {
    try (FileChannel file = OwnFiles.openOrCreate(root.file(Part.LOCKS, name()))) {
      write(text, file);
      file.force(false);
    }
  }

  /** Writes over the old text and cuts behind it: to cut first would need room again. */
  private static void write(LockText text, FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.text().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes, bytes.position());
    }
    file.truncate(bytes.limit());
  }
}
