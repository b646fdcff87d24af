package dev.daybook.read;

import static java.util.Objects.requireNonNull;

/**
 * The beginning of a {@link Tail}, and its end. Immutable; start from a place and change what
 * differs.
 */
public final class TailOptions {

  private final StartPosition start;
  private final boolean isFollowing;
  private final boolean awaitsSession;

  private TailOptions(StartPosition start, boolean isFollowing, boolean awaitsSession) {
    this.start = start;
    this.isFollowing = isFollowing;
    this.awaitsSession = awaitsSession;
  }

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
    return new TailOptions(requireNonNull(start, "start"), true, false);
  }

  /**
   * Returns a copy that goes on with what is written later if true; else the tail ends where the
   * file ended when it was first looked at.
   */
  public TailOptions withFollowing(boolean isFollowing) {
    return new TailOptions(start, isFollowing, awaitsSession);
  }

  /** Returns a copy that waits for a session without a file if true; else that is an error. */
  public TailOptions withSessionAwaited(boolean awaitsSession) {
    return new TailOptions(start, isFollowing, awaitsSession);
  }

  /** Returns the place where the tail begins. */
  public StartPosition start() {
    return start;
  }

  /** Returns true if the tail goes on with what is written later. */
  public boolean isFollowing() {
    return isFollowing;
  }

  /** Returns true if a session without a file is waited for. */
  public boolean awaitsSession() {
    return awaitsSession;
  }
}
