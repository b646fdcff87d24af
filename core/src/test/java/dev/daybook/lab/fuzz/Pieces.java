package dev.daybook.lab.fuzz;

import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A session's file out of a fuzzer's bytes: as they stand, or as a recipe of whole lines, torn
 * ones, NUL bytes and other damage, since no fuzzer finds the checksum of a line by itself.
 */
final class Pieces {

  static final String ID = Lines.SESSION_ID;

  private static final int SEQS = 6;
  private static final byte[][] LINES = new byte[SEQS][];
  private static final byte[][] FOREIGN = new byte[SEQS][];

  static {
    for (int seq = 0; seq < SEQS; seq++) {
      LINES[seq] = Lines.line(
          seq, seq % 2 == 0 ? new UserMessage("message " + seq) : ToolResult.ok("c" + seq, "out"));
      FOREIGN[seq] = Lines.lineOf("s-2", seq, new UserMessage("foreign " + seq));
    }
  }

  private final byte[] recipe;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private int at;

  private Pieces(byte[] recipe, int at) {
    this.recipe = recipe;
    this.at = at;
  }

  /** The file: an even first byte says that the rest is it, an odd one that it is a recipe. */
  static byte[] of(byte[] input) {
    if (input.length == 0 || input[0] % 2 == 0) {
      return input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    }
    return new Pieces(input, 1).bake();
  }

  private byte[] bake() {
    while (at < recipe.length) {
      int step = next();
      int argument = next();
      byte[] line = LINES[argument % SEQS];
      switch (step % 10) {
        case 0, 1 -> file.writeBytes(line);
        case 2 -> file.write(line, 0, line.length - 1);
        case 3 -> file.write(line, 0, next() % line.length);
        case 4 -> file.writeBytes(new byte[argument % 16]);
        case 5 -> file.write('\n');
        case 6 -> file.writeBytes(flipped(line));
        case 7 -> file.writeBytes(FOREIGN[argument % SEQS]);
        case 8 -> file.writeBytes(withoutCrc(line));
        default -> {
          for (int i = argument % 32; i > 0 && at < recipe.length; i--) {
            file.write(next());
          }
        }
      }
    }
    return file.toByteArray();
  }

  private byte[] flipped(byte[] line) {
    byte[] copy = line.clone();
    copy[next() % copy.length] ^= (byte) (1 << next() % 8);
    return copy;
  }

  private static byte[] withoutCrc(byte[] line) {
    byte[] copy = Arrays.copyOf(line, line.length - Checksum.TAIL_LENGTH + 1);
    copy[copy.length - 2] = '}';
    copy[copy.length - 1] = '\n';
    return copy;
  }

  private int next() {
    return at < recipe.length ? recipe[at++] & 0xff : 0;
  }
}
