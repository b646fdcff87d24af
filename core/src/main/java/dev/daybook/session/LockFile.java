package dev.daybook.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A session's lock file while it is open: for one look at it, or as long as its lock is held. What
 * is locked is a byte far behind its end, because some systems let nobody read what is locked.
 * Within the monitor of {@link SessionLock}.
 */
final class LockFile implements AutoCloseable {

  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
  private static final int MOST_TEXT_BYTES = 4096;

  /** Channels that must not be closed, because closing would end somebody else's lock. */
  private static final Map<Path, FileChannel> KEPT_OPEN = new HashMap<>();

  private final Path key;
  private final FileChannel channel;
  private boolean staysOpen;

  /**
   * @param key its real path
   * @param file which is created if it is missing
   */
  LockFile(Path key, Path file) throws IOException {
    FileChannel kept = KEPT_OPEN.remove(key);
    this.key = key;
    this.channel = kept != null ? kept : OwnFiles.openOrCreate(file);
  }

  /** False if somebody has it. A lock that was given ends when this is closed. */
  boolean tryLock(boolean isShared) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, isShared) != null;
    } catch (OverlappingFileLockException heldInHere) {
      KEPT_OPEN.put(key, channel);
      staysOpen = true;
      return false;
    }
  }

  String read() throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MOST_TEXT_BYTES);
    while (text.hasRemaining() && channel.read(text, text.position()) > 0) {
      // until it is full or the file ends
    }
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
  }

  /**
   * Puts a text in the place of what it said. A disk without room for that is no reason not to hold
   * the lock or not to give it back, and neither is an interrupt, which ends the lock with its
   * channel: its text stays then, as a crash leaves it.
   */
  void say(LockText text) {
    try {
      write(text);
    } catch (IOException unsaid) {
      // the lock is what counts
    }
  }

  /** The same, on the device when this returns. */
  void sayDurably(LockText text) throws IOException {
    write(text);
    channel.force(false);
  }

  /** What is there is overwritten and not first cut off, since that takes no room. */
  private void write(LockText text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.text().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.truncate(bytes.limit());
  }

  /** The lock that was given is held until {@link #release}. */
  void keep() {
    staysOpen = true;
  }

  /** Ends a lock that was kept. */
  void release() throws IOException {
    channel.close();
  }

  /** Ends a look. */
  @Override
  public void close() throws IOException {
    if (!staysOpen) {
      channel.close();
    }
  }
}
