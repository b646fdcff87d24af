package dev.daybook.internal.exchange;

import dev.daybook.internal.file.PieceWriter;
import dev.daybook.internal.file.SourcePiece;
import dev.daybook.internal.line.ThreadEnds;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a source's bytes, and the packing of those that are not kept yet, while they are
 * read: on a thread of its own from the second buffer on, since it takes as long as the reading.
 * The reading thread waits when the packing is some buffers behind.
 */
final class Packing implements AutoCloseable {

  private static final int MAX_WAITING = 4;
  private static final byte[] END = new byte[0];

  private final PieceWriter piece;
  private final long keptBytes;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

  private final PrefixDigests digests;

  /** True if no digest is wanted but the piece's, which has all the bytes. */
  private final boolean isAllInPiece;

  private @Nullable SourcePiece packed;
  private boolean isBegun;
  private long taken;
  private @Nullable Thread thread;
  private boolean hasPiece;
  private volatile @Nullable Throwable failure;

  /**
   * @param keptBytes the bytes of the source's beginning that are kept already
   * @param digests takes the source's bytes, if it is to know of a beginning
   */
  Packing(PieceWriter piece, long keptBytes, PrefixDigests digests) {
    this.piece = piece;
    this.keptBytes = keptBytes;
    this.digests = digests;
    this.isAllInPiece = keptBytes == 0 && digests.wantsNone();
  }

  /** Adds the source's next bytes. */
  void add(byte[] bytes, int length) throws IOException, InterruptedException {
    if (length == 0) {
      return;
    }
    if (!isBegun) {
      isBegun = true;
      take(bytes, length);
      return;
    }
    if (thread == null) {
      thread = new Thread(this::takeAll, "daybook-packing");
      thread.setDaemon(true);
      thread.start();
    }
    rethrow();
    waiting.put(Arrays.copyOf(bytes, length));
  }

  private void take(byte[] bytes, int length) throws IOException {
    int kept = (int) Math.max(0, Math.min(length, keptBytes - taken));
    if (!isAllInPiece) {
      digests.take(bytes, length);
    }
    if (kept < length) {
      hasPiece = true;
      piece.write(bytes, kept, length - kept);
    }
    taken += length;
  }

  private void takeAll() {
    try {
      for (byte[] next = waiting.take(); next != END; next = waiting.take()) {
        if (failure == null) {
          try {
            take(next, next.length);
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

  /** Ends the packing; returns the piece, or null if there was no byte to pack. */
  @Nullable
  SourcePiece finish() throws IOException, InterruptedException {
    Thread packing = thread;
    if (packing != null) {
      waiting.put(END);
      packing.join();
      thread = null;
    }
    rethrow();
    packed = hasPiece ? piece.finish() : null;
    return packed;
  }

  /** Returns the digest of the source; of what is finished. */
  String sha256() {
    return isAllInPiece && packed != null ? packed.sha256() : digests.whole();
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
