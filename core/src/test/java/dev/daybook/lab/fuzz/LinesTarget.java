package dev.daybook.lab.fuzz;

import dev.daybook.internal.line.BackwardCursor;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.SessionSource;
import dev.daybook.lab.fuzz.NaiveLines.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Both scanners find the lines of the plainest splitting, forward and backward, at once and as the
 * file grows, and never hold more than their limit. The first byte chooses the limit, the second
 * how much of the file is there at first; a byte from 0x80 on stands for a run of up to 32 KiB, so
 * that lines end on both sides of every edge of a block.
 */
final class LinesTarget implements Target {

  private static final int[] LIMITS = {1, 2, 100, 1 << 14, (1 << 14) + 1, 40_000, 1 << 16, 1 << 20};
  private static final int FIRST_BUFFER = 1 << 18;
  private static final int MAX_BYTES = 150_000;

  private final FileChannel channel;

  LinesTarget() {
    try {
      channel = FileChannel.open(
          new Scratch().file,
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void run(byte[] input) throws IOException {
    if (input.length < 2) {
      return;
    }
    int limit = LIMITS[(input[0] & 0xff) % LIMITS.length];
    byte[] content = swollen(input);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(content), 0);
    SessionSource source = SessionSource.of(channel);
    List<Line> lines = NaiveLines.of(content);
    forward(new ForwardCursor(source, 0, content.length, limit), lines, content, limit);
    forward(ForwardCursor.forFewLines(source, 0, content.length, limit), lines, content, limit);
    int cut = (int) ((long) (input[1] & 0xff) * content.length / 0xff);
    growing(ForwardCursor.forFewLines(source, 0, cut, limit), lines, content, limit);
    backward(new BackwardCursor(source, content.length, limit), lines, content, limit);
  }

  private static byte[] swollen(byte[] input) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int i = 2; i < input.length && content.size() < MAX_BYTES; i++) {
      int b = input[i] & 0xff;
      if (b < 0x80) {
        content.write(b);
      } else {
        byte[] run = new byte[Math.max(1, (1 << (b & 15)) + (b >> 4 & 7) - 4)];
        Arrays.fill(run, input[i]);
        content.writeBytes(run);
      }
    }
    return content.toByteArray();
  }

  private static void forward(ForwardCursor scanner, List<Line> lines, byte[] content, int limit)
      throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      Claim.that(scanner.next(), "line %d is not found", i);
      same(scanner, lines.get(i), i, limit);
    }
    ends(scanner, content);
  }

  private static void growing(ForwardCursor scanner, List<Line> lines, byte[] content, int limit)
      throws IOException {
    int i = 0;
    while (scanner.next()) {
      same(scanner, lines.get(i), i, limit);
      i++;
    }
    if (scanner.tornTailBytes() == 0) {
      scanner.extendTo(content.length);
    } else {
      scanner.restartAt(scanner.offset(), content.length);
    }
    for (; i < lines.size(); i++) {
      Claim.that(scanner.next(), "line %d is not found in a file that grew", i);
      same(scanner, lines.get(i), i, limit);
    }
    ends(scanner, content);
  }

  private static void ends(ForwardCursor scanner, byte[] content) throws IOException {
    Claim.that(!scanner.next(), "a line that is not there");
    long torn = scanner.tornTailBytes();
    Claim.that(torn == NaiveLines.tornTail(content), "torn tail: %d", torn);
  }

  private static void same(ForwardCursor scanner, Line line, int index, int limit) {
    Claim.that(scanner.offset() == line.offset(), "offset of line %d", index);
    Claim.that(scanner.length() == line.withLineFeed(), "length of line %d", index);
    Claim.that(scanner.lineNumber() == index + 1, "number of line %d", index);
    boolean isTooLong = line.withLineFeed() > limit;
    Claim.that(scanner.isTooLong() == isTooLong, "limit at line %d", index);
    int held = scanner.buffer().length;
    Claim.that(held <= Math.max(FIRST_BUFFER, limit), "memory: held=%d limit=%d", held, limit);
    bytes(isTooLong, scanner.buffer(), scanner.from(), scanner.to(), line, index);
  }

  private static void backward(BackwardCursor scanner, List<Line> lines, byte[] content, int limit)
      throws IOException {
    Claim.that(
        scanner.lastEnd() == content.length - NaiveLines.tornTail(content),
        "end: %d",
        scanner.lastEnd());
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line line = lines.get(i);
      Claim.that(scanner.next(), "line %d is not found backward", i);
      Claim.that(scanner.offset() == line.offset(), "offset backward of line %d", i);
      Claim.that(scanner.length() == line.withLineFeed(), "length backward of line %d", i);
      boolean isTooLong = line.withLineFeed() > limit;
      Claim.that(scanner.isTooLong() == isTooLong, "limit backward at line %d", i);
      int held = scanner.buffer().length;
      Claim.that(held <= Math.max(1 << 16, limit), "memory backward: %d", held);
      bytes(isTooLong, scanner.buffer(), scanner.from(), scanner.to(), line, i);
    }
    Claim.that(!scanner.next(), "a line before the first one");
  }

  private static void bytes(
      boolean isTooLong, byte[] buffer, int from, int to, Line line, int index) {
    Claim.that(
        isTooLong || Arrays.equals(buffer, from, to, line.bytes(), 0, line.bytes().length),
        "bytes of line %d",
        index);
  }
}
