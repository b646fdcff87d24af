package dev.daybook.session;

import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;

/** The file of a session's {@link LockText}. It is opened for a moment, and locked by nobody. */
record LockTextFile(RootFolder root, SessionId id) {

  private static final int MOST_BYTES = 4096;

  private String name() {
    return id.value() + ".lock";
  }

  /** Whether it says that nobody holds the lock; a quick look. */
  boolean saysNobody() {
    return LockText.saysNobody(root.bytes(Part.LOCKS, name()));
  }

  /** What it says; nothing if it is missing. */
  LockText read() throws IOException {
    try (FileChannel file = OwnFiles.open(root.file(Part.LOCKS, name()), StandardOpenOption.READ)) {
      ByteBuffer text = ByteBuffer.allocate(MOST_BYTES);
      while (text.hasRemaining() && file.read(text, text.position()) > 0) {
        // until it is full or the file ends
      }
      return LockText.of(new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException unsaid) {
      return LockText.of("");
    }
  }

  /**
   * Puts a text in the place of what it said. A disk without room for that, or a process without a
   * descriptor, is no reason not to hold the lock or not to give it back, and neither is an
   * interrupt: what it said stays then, as a crash leaves it.
   *
   * @return whether that was done
   */
  boolean say(LockText text) {
    try (FileChannel file = OwnFiles.openOrCreate(root.file(Part.LOCKS, name()))) {
      write(text, file);
      return true;
    } catch (IOException | RuntimeException unsaid) {
      // the lock is what counts
      return false;
    }
  }

  /** The same, on the device when this returns. */
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
