package dev.daybook.lab.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** An open file or folder of a {@link RecordedDisk}. Its locks are those of the real channel. */
final class RecordedChannel extends FileChannel {

  private final RecordedDisk disk;
  private final Path path;
  private final long number;
  private final boolean isFolder;
  private final FileChannel real;

  RecordedChannel(RecordedDisk disk, Path path, long number, boolean isFolder, FileChannel real) {
    this.disk = disk;
    this.path = path;
    this.number = number;
    this.isFolder = isFolder;
    this.real = real;
  }

  /** Some of the bytes, at an offset. */
  private interface Writing {
    int write(ByteBuffer bytes) throws IOException;
  }

  private int write(ByteBuffer source, long offset, Writing writing) throws IOException {
    byte[] bytes = new byte[source.remaining()];
    source.duplicate().get(bytes);
    Operation.Write asked = new Operation.Write(path, number, offset, bytes);
    DiskObserver observer = disk.observer();
    observer.before(asked);
    ByteBuffer part = source.duplicate().limit(source.position() + observer.passing(asked));
    int written = disk.made(asked, () -> writing.write(part));
    source.position(source.position() + written);
    byte[] passed = Arrays.copyOf(bytes, written);
    observer.after(new Operation.Write(path, number, offset, passed));
    return written;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return write(source, real.position(), real::write);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return write(source, position, part -> real.write(part, position));
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) {
      written += write(sources[i]);
      if (sources[i].hasRemaining()) {
        break;
      }
    }
    return written;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    disk.perform(new Operation.Truncate(path, number, size), () -> real.truncate(size));
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    Operation force =
        isFolder ? new Operation.ForceFolder(path) : new Operation.Force(path, number);
    disk.perform(force, () -> {
      real.force(metaData);
      return path;
    });
  }

  private <T> T reading(RecordedDisk.Call<T> call) throws IOException {
    return disk.perform(new Operation.Read(path, number), call);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return reading(() -> real.read(target));
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return reading(() -> real.read(targets, offset, length));
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return reading(() -> real.read(target, position));
  }

  @Override
  public long size() throws IOException {
    return disk.perform(new Operation.Size(path, number), real::size);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return disk.perform(
        new Operation.Lock(path, number, position, size), () -> real.lock(position, size, shared));
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return disk.perform(
        new Operation.Lock(path, number, position, size),
        () -> real.tryLock(position, size, shared));
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  protected void implCloseChannel() throws IOException {
    try (real) {
      disk.perform(new Operation.Close(path, number), () -> path);
    }
  }
}
