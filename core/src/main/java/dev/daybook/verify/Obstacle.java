package dev.daybook.verify;

/**
 * Why a file is not repaired: what would be left out, or put in its place, may be what somebody
 * recorded.
 *
 * @param why one phrase
 * @param where the first place that stands in the way
 * @param lastSoundSeq the seq of the last entry before anything is wrong; -1 if there is none. A
 *     fork up to there can go on
 */
public record Obstacle(String why, FileFinding where, long lastSoundSeq) {

  /** Why, where, and what can be done. */
  public String message() {
    return why
        + "; "
        + (lastSoundSeq < 0
            ? "nothing before it can be forked"
            : "a fork up to the last sound entry can go on")
        + ": reason="
        + where.reason().wireName()
        + ", line="
        + where.line()
        + ", offset="
        + where.offset()
        + (lastSoundSeq < 0 ? "" : ", lastSoundSeq=" + lastSoundSeq);
  }
}
