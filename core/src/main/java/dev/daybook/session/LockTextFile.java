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

/** The file of a session's {@link LockText}. It is opened for a moment, and locked by nobody. */
record LockTextFile(RootFolder root, SessionId id) {

  private static final int MAX_BYTES = 4096;

  /** How often it is read until it is whole: somebody may be writing it. */
  private static final int MAX_READS = 5;

  private static final long REREAD_NANOS = 1_000_000;

  private static final LockText NOTHING = LockText.of("");

  private String name() {
    return id.value() + ".lock";
  }

  /**
   * Whether it says anything; a quick look.
   *
   * @throws IOException if this process may not look
   */
  boolean saysAnything() throws IOException {
    return root.bytes(Part.LOCKS, name()) > 0;
  }

  /**
   * Whether it is too short to name a holder of this revision; one look, and nothing is opened.
   *
   * @throws IOException if this process may not look
   */
  boolean isShort() throws IOException {
    return LockText.saysNobody(root.bytes(Part.LOCKS, name()));
  }

  /**
   * Whether it says that nobody holds the lock; a quick look.
   *
   * @throws IOException if this process may not look
   */
  boolean saysNobody() throws IOException {
    long bytes = root.bytes(Part.LOCKS, name());
    // an earlier revision's text that names a holder is as short as one that names none
    return bytes == 0 || (LockText.saysNobody(bytes) && read().holder().isUnnamed());
  }

  /** What it says; nothing if it is missing, or was left half written. */
  LockText read() throws IOException {
    return saysAnything() ? read(root.file(Part.LOCKS, name())) : NOTHING;
  }

  /** The same where this process {@linkplain RootFolder#maySee may look}; nothing else. */
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

  /** Who says that it has the lock; nobody if the text is another user's and cannot be read. */
  LockHolder holder() throws IOException {
    try {
      return read().holder();
    } catch (AccessDeniedException others) {
      return LockHolder.UNNAMED;
    }
  }

  /** What it says for whoever holds the lock, whom no text of another user is to keep out. */
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
   * Puts a text in the place of what it said. A disk without room for that, or a process without a
   * descriptor, is no reason not to hold the lock or not to give it back: what it said stays then,
   * as a crash leaves it. An interrupt does not disturb it.
   *
   * @return whether that was done
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

  /**
   * Takes back what it said where that cannot be written over, which takes no descriptor. Throws
   * nothing.
   */
  void remove() {
    try {
      Files.deleteIfExists(root.file(Part.LOCKS, name()));
    } catch (IOException | RuntimeException | OutOfMemoryError stays) {
      // who reads it finds a process that has ended, some time
    }
  }

  /** As {@link #say}, on the device when this returns. */
  void sayDurably(LockText text) throws IOException {
    try (FileChannel file = OwnFiles.openOrCreate(root.file(Part.LOCKS, name()))) {
      write(text, file);
      file.force(false);
    }
  }

  /** What is there is overwritten and not first cut off, since that takes no room. */
  private static void write(LockText text, FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.text().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes, bytes.position());
    }
    file.truncate(bytes.limit());
  }
}
