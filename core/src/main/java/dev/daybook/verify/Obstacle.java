package dev.daybook.verify;

/**
 * The reason a file is not repaired: the repair might drop or move recorded entries.
 *
 * @param why one phrase
 * @param where the first place that prevents the repair
 * @param lastSoundSeq the seq of the last entry before the first damage; -1 if there is none. A
 *     fork up to it can continue
 */
public record Obstacle(String why, FileFinding where, long lastSoundSeq) {

  /** Returns the reason, the place and the way out, for people. */
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
