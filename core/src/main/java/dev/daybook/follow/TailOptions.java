package dev.daybook.follow;

/**
 * Where a {@link Tail} begins, and how far it goes. Immutable.
 *
 * @param from where to begin
 * @param number the seq, or the number of lines, that {@code from} speaks of; else 0
 * @param isFollowing whether the tail goes on with what is written later, or ends where the file
 *     ended when it was first looked at
 * @param awaitsSession whether a session without a file is waited for, or is an error
 */
public record TailOptions(From from, long number, boolean isFollowing, boolean awaitsSession) {

  /** What a tail can begin with. */
  public enum From {
    /** With the entry of a seq, or the first one behind it. */
    SEQ,
    /** With the last lines that there are. */
    LAST,
  }

  public TailOptions {
    if (number < 0) {
      throw new IllegalArgumentException("number is negative: number=" + number);
    }
  }

  /** All that there is, then what comes. */
  public static TailOptions fromBeginning() {
    return fromSeq(0);
  }

  /** From that seq on. Entries before it are not given, also if they are yet to come. */
  public static TailOptions fromSeq(long seq) {
    return new TailOptions(From.SEQ, seq, true, false);
  }

  /** So many of the lines that there are, then what comes. */
  public static TailOptions fromLast(long lines) {
    return new TailOptions(From.LAST, lines, true, false);
  }

  /** Only what comes. */
  public static TailOptions fromEnd() {
    return fromLast(0);
  }

  /** The same, but what is written later is not read. */
  public TailOptions withoutFollowing() {
    return new TailOptions(from, number, false, awaitsSession);
  }

  /** The same, but a session that has no file yet is waited for. */
  public TailOptions withSessionAwaited() {
    return new TailOptions(from, number, isFollowing, true);
  }
}
