package dev.daybook.internal.read;

import dev.daybook.DaybookException;
import dev.daybook.read.BadLine;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The adjacent bad lines that were passed over last, which are reported as one while more may
 * follow for the same reason. Belongs to one thread.
 */
public final class BadLineRun {

  private final Consumer<BadLine> reports;
  private @Nullable FaultyLines lines;
  private @Nullable DaybookException reason;

  /** @param reports is given each run when it has ended */
  public BadLineRun(Consumer<BadLine> reports) {
    this.reports = reports;
  }

  /** Adds a line of that length if it is bad for the same reason; otherwise returns false. */
  public boolean goesOn(DaybookException fault, long bytes) {
    FaultyLines run = lines;
    if (run == null || reason == null || !isSame(reason, fault)) {
      return false;
    }
    lines = run.with(bytes);
    return true;
  }

  private static boolean isSame(DaybookException reason, DaybookException next) {
    return reason == next
        || (reason.kind() == next.kind()
            && reason.details().equals(next.details())
            && String.valueOf(reason.getMessage()).equals(next.getMessage()));
  }

  /**
   * Reports the run so far, and begins another one.
   *
   * @param line its first line, bad for that reason
   */
  public void begin(DaybookException fault, FaultyLines line) {
    report();
    lines = line;
    reason = fault;
  }

  /** Returns the number of lines of the run. */
  public long lines() {
    return lines == null ? 0 : lines.lines();
  }

  /** Reports the run, which has ended; nothing if there is none. */
  public void report() {
    BadLine ended = lines;
    lines = null;
    if (ended != null) {
      reports.accept(ended);
    }
  }

  /** Drops the run, unreported. */
  public void forget() {
    lines = null;
  }
}
