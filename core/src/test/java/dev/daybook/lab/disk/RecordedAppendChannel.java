package dev.daybook.lab.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A {@link RecordedChannel} in the form of a channel that no interrupt closes. */
final class RecordedAppendChannel extends AsynchronousFileChannel {

  private final RecordedChannel channel;

  RecordedAppendChannel(RecordedChannel channel) {
    this.channel = channel;
  }

  @Override
  public Future<Integer> write(ByteBuffer source, long position) {
    try {
      return CompletableFuture.completedFuture(channel.write(source, position));
    } catch (Throwable failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public AsynchronousFileChannel truncate(long size) throws IOException {
    channel.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    channel.force(metaData);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public <A> void write(
      ByteBuffer source, long position, A attached, CompletionHandler<Integer, ? super A> handler) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public <A> void read(
      ByteBuffer target, long position, A attached, CompletionHandler<Integer, ? super A> handler) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public Future<Integer> read(ByteBuffer target, long position) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public <A> void lock(
      long position,
      long size,
      boolean shared,
      A attached,
      CompletionHandler<FileLock, ? super A> handler) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public Future<FileLock> lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException("not recorded");
  }
}
