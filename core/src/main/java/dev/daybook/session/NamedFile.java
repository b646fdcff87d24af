package dev.daybook.session;

import dev.daybook.journal.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session's file by its name: while it rests there is no channel, and waking opens what stands
 * under the name then. It must be the file that was there before. One thread at a time, but for a
 * force, during which another thread may write.
 */
final class NamedFile implements JournalFile {

  private final SessionFolder folder;
  private final SessionId id;

  /** Tells the file from others, where the system can. */
  private final @Nullable Object key;

  private volatile @Nullable FileChannel channel;

  /** @param channel of the session's file, which this owns from now on */
  NamedFile(SessionFolder folder, SessionId id, FileChannel channel) throws IOException {
    this.folder = folder;
    this.id = id;
    this.key = OwnFiles.key(folder.file(id));
    this.channel = channel;
  }

  private FileChannel channel() throws ClosedChannelException {
    FileChannel open = channel;
    if (open == null) {
      throw new ClosedChannelException();
    }
    return open;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return channel().write(source, position);
  }

  @Override
  public void force() throws IOException {
    // fdatasync: it also makes the new size durable, which is all that an append changes
    channel().force(false);
  }

  @Override
  public void truncate(long size) throws IOException {
    channel().truncate(size);
  }

  @Override
  public long size() throws IOException {
    return channel().size();
  }

  @Override
  public void rest() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void wake() throws IOException {
    // looked up anew: a link may have been put in the way
    Path file = folder.file(id);
    FileChannel opened = OwnFiles.open(file, StandardOpenOption.WRITE);
    try {
      if (!Objects.equals(OwnFiles.key(file), key)) {
        throw new IOException("another file took its place while it was closed");
      }
    } catch (Throwable e) {
      opened.close();
      throw e;
    }
    channel = opened;
  }

  @Override
  public void close() throws IOException {
    rest();
  }
}
