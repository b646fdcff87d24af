package dev.daybook.session;

import dev.daybook.journal.ForeignBytesException;
import dev.daybook.journal.JournalFile;
import dev.daybook.journal.LostFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A session's file that must have its name whenever anything in it is acknowledged: a file without
 * a name is gone with its last descriptor. While it rests it has no channel, and waking opens the
 * name again. That must lead to the same file, at the same length. One thread at a time, but for a
 * force, during which another thread may write.
 */
final class NamedFile implements JournalFile {

  private final SessionFolder folder;
  private final SessionId id;

  /** The file's key, where the system has one; distinguishes it from others. */
  private final @Nullable Object key;

  private volatile @Nullable FileChannel channel;

  /** The minimal length of the file: the end of completed writes. */
  private volatile long leastBytes;

  /** The maximal length of the file: the end of a write under way. */
  private volatile long mostBytes;

  private volatile boolean isLost;

  /**
   * @param found the session's file, all of which is good
   * @param channel the file's, which this owns from now on
   */
  NamedFile(FoundFile found, FileChannel channel) {
    this.folder = found.folder();
    this.id = found.id();
    this.key = found.key();
    this.channel = channel;
    this.leastBytes = found.bytes();
    this.mostBytes = leastBytes;
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
    FileChannel open = channel();
    // before anything hides it, or is put over what is not ours
    checkLength(open.size(), leastBytes);
    mostBytes = Math.max(mostBytes, position + source.remaining());
    int written = open.write(source, position);
    leastBytes = Math.max(leastBytes, position + written);
    return written;
  }

  @Override
  public void force() throws IOException {
    long covered = leastBytes;
    // fdatasync: it also makes the new size durable, which is all that an append changes
    channel().force(false);
    confirm(covered);
  }

  @Override
  public void confirm() throws IOException {
    confirm(leastBytes);
  }

  /** Checks name and length, after a force: a later removal is one of acknowledged events. */
  private void confirm(long bytes) throws IOException {
    BasicFileAttributes found;
    try {
      found = folder.look(id);
    } catch (NoSuchFileException gone) {
      throw lost("the file was removed while the session was open");
    }
    if (key == null) {
      return;
    }
    if (!key.equals(found.fileKey())) {
      throw lost("another file has its name");
    }
    checkLength(found.size(), bytes);
  }

  private void checkLength(long bytes, long least) throws IOException {
    if (bytes < least) {
      throw lost("the file became shorter: bytes=" + bytes + ", expectedBytes=" + least);
    }
    // read after the length: what is written meanwhile is ours
    long most = mostBytes;
    if (bytes > most) {
      throw new ForeignBytesException(
          "somebody else wrote to the file: bytes=" + bytes + ", expectedBytes=" + most);
    }
  }

  private LostFileException lost(String what) {
    isLost = true;
    return new LostFileException(what);
  }

  @Override
  public void truncate(long size) throws IOException {
    FileChannel open = channel();
    checkLength(open.size(), 0);
    open.truncate(size);
    leastBytes = Math.min(leastBytes, size);
    mostBytes = leastBytes;
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
    FileChannel opened;
    try {
      opened = OwnFiles.open(folder.file(id), StandardOpenOption.WRITE);
    } catch (NoSuchFileException gone) {
      throw lost("the file was removed while the session was open");
    }
    try {
      confirm();
    } catch (Throwable e) {
      opened.close();
      throw e;
    }
    channel = opened;
  }

  @Override
  public void close() throws IOException {
    try {
      // a lost file was reported already
      if (!isLost) {
        confirm();
      }
    } finally {
      rest();
    }
  }
}
