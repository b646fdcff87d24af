package dev.daybook.read;

/**
 * The beginning of a {@link Tail}, and its end. Immutable.
 *
 * @param isFollowing true if the tail goes on with what is written later; false if it ends where
 *     the file ended when it was first looked at
 * @param awaitsSession true if a session without a file is waited for; false if it is an error
 */
public record TailOptions(StartPosition start, boolean isFollowing, boolean awaitsSession) {

  /** Returns options for all that there is, then what comes. */
  public static TailOptions fromBeginning() {
    return from(StartPosition.beginning());
  }

  /**
   * Returns options for that seq and later ones. Entries before it are not given, even if they are
   * yet to come.
   */
  public static TailOptions fromSeq(long seq) {
    return from(StartPosition.seq(seq));
  }

  /** Returns options for that many of the lines that there are, then what comes. */
  public static TailOptions fromLast(long lines) {
    return from(StartPosition.last(lines));
  }

  /** Returns options for what comes alone. */
  public static TailOptions fromEnd() {
    return from(StartPosition.end());
  }

  /** Returns options for what is behind that position, then what comes. */
  public static TailOptions from(StartPosition start) {
    return new TailOptions(start, true, false);
  }

  /** Returns these options, with the tail ending where the file ends at first. */
  public TailOptions withoutFollowing() {
    return new TailOptions(start, false, awaitsSession);
  }

  /** Returns these options, with a session that has no file yet being waited for. */
  public TailOptions withSessionAwaited() {
    return new TailOptions(start, isFollowing, true);
  }
}
