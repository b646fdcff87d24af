package dev.daybook.replay;

import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Gap;
import org.jspecify.annotations.Nullable;

/**
 * Whether each seq follows the one before it. One that does not is a fault between lines: the line
 * itself is what was written, so that a reader who goes on keeps it, and goes on from its seq. Each
 * line that was skipped accounts for one missing number, or for none: it may be half of a line that
 * was split. Belongs to one thread.
 */
public final class SeqOrder {

  /** Where nobody knows what the first one must be. */
  public static final long ANY = -1;

  private long expected;
  private long skippedInARow;

  /** @param first the seq that must come first, or {@link #ANY} */
  public SeqOrder(long first) {
    this.expected = first;
  }

  /**
   * The file begins with a gap: if that counts all that its seq says is missing before it, it comes
   * first. So begins a file that took the place of one that somebody removed.
   */
  void beginsWith(Gap gap, long seq) {
    if (expected == 0 && gap.count() >= seq) {
      expected = seq;
    }
  }

  /** A line could not be read. */
  public void skipped() {
    skippedInARow++;
  }

  /** Whether that seq may come next. */
  public boolean follows(long seq) {
    return expected == ANY || (expected <= seq && seq <= expected + skippedInARow);
  }

  /** Takes the next seq; {@code SEQ_GAP} if it does not follow, else null. */
  public @Nullable DaybookException next(long seq) {
    long wanted = expected;
    boolean follows = follows(seq);
    expected = seq + 1;
    skippedInARow = 0;
    return follows
        ? null
        : DaybookException.of(
            Kind.SEQ_GAP, "seq does not follow", "expected", wanted, "found", seq);
  }
}
