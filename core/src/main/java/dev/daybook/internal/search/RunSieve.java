package dev.daybook.internal.search;

import java.util.List;

/**
 * The search for a run of bytes, of which each may be one of several, as both cases of a letter:
 * Horspool's, which skips most bytes unseen. Immutable.
 */
final class RunSieve implements Sieve {

  private final ByteSet[] run;
  private final int[] skips = new int[256];

  /** @param run at least one set; each byte of the run is in the set of its place */
  RunSieve(List<ByteSet> run) {
    this.run = run.toArray(ByteSet[]::new);
    int last = run.size() - 1;
    for (int b = 0; b < skips.length; b++) {
      int at = last;
      while (at >= 0 && !run.get(at).has(b)) {
        at--;
      }
      skips[b] = last - at;
    }
  }

  @Override
  public int next(byte[] bytes, int from, int to) {
    int[] skip = skips;
    int last = run.length - 1;
    int at = from + last;
    while (at < to) {
      int places = skip[bytes[at] & 0xff];
      if (places != 0) {
        at += places;
      } else if (endsAt(bytes, at)) {
        return at - last;
      } else {
        at++;
      }
    }
    return -1;
  }

  private boolean endsAt(byte[] bytes, int at) {
    int last = run.length - 1;
    for (int i = last - 1; i >= 0; i--) {
      if (!run[i].has(bytes[at - last + i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
