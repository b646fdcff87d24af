package dev.daybook.lab.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The log of the writes and flushes of a device, in order. From it follows what the device may hold
 * if the power fails at a point: what was written before the last flush, and of each write after
 * that all, nothing, or some sectors, whatever its order.
 */
final class BlockLog implements AutoCloseable {

  private static final int HEAD_BYTES = 12;

  /** The rest that is left of the writes that no flush followed. */
  enum Left {
    NOTHING,
    EVERYTHING,
    ANYTHING
  }

  /**
   * One request.
   *
   * @param end where it ends in the log
   * @param offset on the device; negative for a flush
   */
  private record Request(long end, long offset, int length) {
    boolean isFlush() {
      return offset < 0;
    }
  }

  private final FileChannel log;
  private final List<Request> requests = new ArrayList<>();
  private long lost;
  private long torn;

  BlockLog(Path file) throws IOException {
    log = FileChannel.open(file, StandardOpenOption.READ);
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < log.size(); ) {
      head.clear();
      read(head, at);
      head.flip();
      long offset = head.getLong();
      int length = head.getInt();
      at += HEAD_BYTES + length;
      requests.add(new Request(at, offset, length));
    }
  }

  private void read(ByteBuffer target, long at) throws IOException {
    while (target.hasRemaining()) {
      if (log.read(target, at + target.position()) < 0) {
        throw new IOException("the log ends in the midst of a request");
      }
    }
  }

  /** A point at which a request ended, or the one before a flush, between two points of it. */
  long anyPoint(long from, long to, Random random) {
    List<Request> between = requests.stream()
        .filter(request -> from < request.end() && request.end() <= to)
        .toList();
    int chosen = random.nextInt(between.size());
    if (random.nextBoolean()) {
      while (chosen + 1 < between.size() && !between.get(chosen + 1).isFlush()) {
        chosen++;
      }
    }
    return between.get(chosen).end();
  }

  /**
   * Makes an image into what the device may hold after a power cut.
   *
   * @param image as the device was when the log began
   * @param cut the point in the log; what came after it did not happen
   * @param sectorBytes what the device writes whole or not at all
   */
  void replay(Path image, long cut, Left left, int sectorBytes, Random random) throws IOException {
    List<Request> before =
        requests.stream().filter(request -> request.end() <= cut).toList();
    int settled = before.size();
    while (settled > 0 && !before.get(settled - 1).isFlush()) {
      settled--;
    }
    try (FileChannel device = FileChannel.open(image, StandardOpenOption.WRITE)) {
      for (int i = 0; i < before.size(); i++) {
        Request request = before.get(i);
        if (request.isFlush()) {
          continue;
        }
        int form = i < settled || left == Left.EVERYTHING
            ? 1
            : left == Left.NOTHING ? 0 : random.nextInt(3);
        lost += form == 0 ? 1 : 0;
        torn += form == 2 ? 1 : 0;
        for (int at = 0; at < request.length() && form > 0; at += sectorBytes) {
          if (form == 1 || random.nextBoolean()) {
            copy(request, at, Math.min(sectorBytes, request.length() - at), device);
          }
        }
      }
    }
  }

  private void copy(Request write, int from, int length, FileChannel device) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    read(bytes.slice(), write.end() - write.length() + from);
    while (bytes.hasRemaining()) {
      device.write(bytes, write.offset() + from + bytes.position());
    }
  }

  /** How many writes cuts have taken so far. */
  long lost() {
    return lost;
  }

  /** How many writes were there in part. */
  long torn() {
    return torn;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
