package dev.daybook.cli;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.SessionEvent;
import dev.daybook.internal.json.InputDecoder;
import dev.daybook.lab.fuzz.Checksum;
import dev.daybook.lab.fuzz.Claim;
import dev.daybook.lab.fuzz.Claim.Outcome;
import dev.daybook.lab.fuzz.InputOpinion;
import dev.daybook.lab.fuzz.NaiveLines;
import dev.daybook.lab.fuzz.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The record command's input: its lines are those of the plainest splitting up to the first one
 * over the limit, however few bytes arrive at a time, and each is an event that
 * {@link InputOpinion} finds in it, or refused for a documented reason. The first byte chooses the
 * limit, the second how much arrives at a time.
 */
public final class InputTarget implements Target {

  private static final int[] LIMITS = {1, 7, 64, 65_536, 1 << 20};

  private static final Set<Kind> REFUSALS = EnumSet.of(
      Kind.INVALID_UTF8,
      Kind.INVALID_JSON,
      Kind.NOT_AN_OBJECT,
      Kind.TRAILING_TEXT,
      Kind.MISSING_TYPE,
      Kind.MISSING_FIELD,
      Kind.WRONG_KIND,
      Kind.INVALID_VALUE,
      Kind.DUPLICATE_FIELD,
      Kind.UNKNOWN_FIELD,
      Kind.CRC_MISMATCH);

  @Override
  public void run(byte[] input) throws IOException {
    if (input.length < 2) {
      return;
    }
    int limit = LIMITS[(input[0] & 0xff) % LIMITS.length];
    byte[] content = Arrays.copyOfRange(input, 2, input.length);
    List<byte[]> lines = NaiveLines.ofAll(content);
    cut(new InputLines(new Trickle(content, 1 + (input[1] & 0xff)), limit), lines, content, limit);
    for (byte[] line : lines) {
      decode(line);
      decode(Checksum.seal(line));
    }
  }

  private static void cut(InputLines cut, List<byte[]> lines, byte[] content, int limit) {
    boolean lastIsComplete = content.length > 0 && content[content.length - 1] == '\n';
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = lines.get(i);
      boolean hasLineFeed = i < lines.size() - 1 || lastIsComplete;
      boolean isThere;
      try {
        isThere = cut.next();
      } catch (DaybookException tooLong) {
        Claim.that(tooLong.kind() == Kind.LINE_TOO_LONG, "undocumented: %s", tooLong);
        Claim.that(line.length + 1 > limit, "line %d is refused: %s", i, tooLong);
        return;
      }
      Claim.that(isThere, "line %d is not found", i);
      Claim.that(line.length + (hasLineFeed ? 1 : 0) <= limit, "line %d is over the limit", i);
      Claim.that(
          Arrays.equals(cut.buffer(), cut.from(), cut.to(), line, 0, line.length), "line %d", i);
      Claim.that(cut.lineNumber() == i + 1, "number of line %d", i);
      Claim.that(cut.buffer().length <= limit, "memory: %d", cut.buffer().length);
    }
    Claim.that(!cut.next(), "a line that is not there");
  }

  private static void decode(byte[] line) throws IOException {
    Outcome<SessionEvent> event =
        Claim.outcome(REFUSALS, () -> InputDecoder.decode(line, 0, line.length));
    InputOpinion.check(line, event);
  }

  /** An input that gives a few bytes at a time. */
  private static final class Trickle extends ByteArrayInputStream {

    private final int most;

    Trickle(byte[] bytes, int most) {
      super(bytes);
      this.most = most;
    }

    @Override
    public synchronized int read(byte[] target, int from, int length) {
      return super.read(target, from, Math.min(length, most));
    }
  }
}
