package dev.daybook.internal.usage;

import dev.daybook.event.SessionEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the lines that begin in one piece of a file, as far as usage is counted from them.
 * One thread fills it, and another one takes it afterwards.
 */
final class ScannedPiece implements LineScan.Taker {

  private static final int ROOM = 1 << 8;

  private long[] seqs = new long[ROOM];
  private long[] marks = new long[ROOM];
  private @Nullable Instant[] times = new @Nullable Instant[ROOM];
  private @Nullable SessionEvent[] events = new @Nullable SessionEvent[ROOM];
  private int count;
  private long skipped;
  private long bytes;

  @Override
  public void entry(long seq, Instant ts, @Nullable SessionEvent event, long mark) {
    if (count == seqs.length) {
      int room = 2 * count;
      seqs = Arrays.copyOf(seqs, room);
      marks = Arrays.copyOf(marks, room);
      times = Arrays.copyOf(times, room);
      events = Arrays.copyOf(events, room);
    }
    seqs[count] = seq;
    marks[count] = mark;
    times[count] = ts;
    events[count] = event;
    count++;
  }

  @Override
  public void skipped() {
    skipped++;
  }

  void addBytes(long more) {
    bytes += more;
  }

  /** Returns the length of the lines. */
  long bytes() {
    return bytes;
  }

  /** Gives all of it to another taker, in the order of the lines. */
  void giveTo(LineScan.Taker taker) {
    for (int i = 0; i < count; i++) {
      taker.entry(seqs[i], Objects.requireNonNull(times[i]), events[i], marks[i]);
    }
    for (long i = 0; i < skipped; i++) {
      taker.skipped();
    }
  }
}
