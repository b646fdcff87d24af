package dev.daybook.internal.exchange;

import dev.daybook.internal.file.PieceWriter;
import dev.daybook.internal.file.SourcePiece;
import dev.daybook.internal.line.ThreadEnds;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The packing of a source's bytes while they are read: on a thread of its own from the second
 * buffer on, since it takes as long as the reading. The reading thread waits when the packing is
 * some buffers behind.
 */
final class Packing implements AutoCloseable {

  private static final int MAX_WAITING = 4;
  private static final byte[] END = new byte[0];

  private final PieceWriter piece;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private @Nullable Thread thread;
  private boolean isBegun;
  private volatile @Nullable Throwable failure;

  Packing(PieceWriter piece) {
    this.piece = piece;
  }

  /** Adds bytes; they are copied if they are kept. */
  void add(byte[] bytes, int from, int length) throws IOException, InterruptedException {
    if (length == 0) {
      return;
    }
    if (!isBegun) {
      isBegun = true;
      piece.write(bytes, from, length);
      return;
    }
    if (thread == null) {
      thread = new Thread(this::pack, "daybook-packing");
      thread.setDaemon(true);
      thread.start();
    }
    rethrow();
    byte[] copy = new byte[length];
    System.arraycopy(bytes, from, copy, 0, length);
    waiting.put(copy);
  }

  private void pack() {
    try {
      for (byte[] next = waiting.take(); next != END; next = waiting.take()) {
        if (failure == null) {
          try {
            piece.write(next, 0, next.length);
          } catch (Throwable failed) {
            // what waits is taken all the same, so that the reading thread does not wait for ever
            failure = failed;
          }
        }
      }
    } catch (InterruptedException closed) {
      // the import ends without it
    }
  }

  /** Ends the packing; returns the piece, or null if there was no byte. */
  @Nullable
  SourcePiece finish() throws IOException, InterruptedException {
    Thread packing = thread;
    if (packing != null) {
      waiting.put(END);
      packing.join();
      thread = null;
    }
    rethrow();
    return isBegun ? piece.finish() : null;
  }

  private void rethrow() throws IOException {
    Throwable failed = failure;
    if (failed != null) {
      throw new IOException("packing the source failed", failed);
    }
  }

  @Override
  public void close() throws IOException {
    Thread packing = thread;
    if (packing != null) {
      packing.interrupt();
      ThreadEnds.await(List.of(packing));
    }
    piece.close();
  }
}
