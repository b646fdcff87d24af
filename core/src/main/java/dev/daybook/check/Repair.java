package dev.daybook.check;

import dev.daybook.check.Repair.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of a repair, or of a dry run. Immutable.
 *
 * <p>A repair makes only provably safe changes. The entries of the session are those that carry its
 * id: lines, and parts of lines, proved by their checksum, where lines are welded or have NUL bytes
 * in them. If these, taken once each, have every seq from 0 on, the repaired file holds exactly
 * them, in the order of seq. A repair leaves out only bytes that cannot be a lost entry:
 *
 * <ul>
 *   <li>lines of other sessions, empty lines, and second copies of lines;
 *   <li>damaged text between an entry and the one with the next seq, where no seq is missing;
 *   <li>behind the last entry, NUL bytes and damaged text on their line or behind it: the device
 *       never had them whole. Other damaged text there may have been acknowledged, and so may text
 *       with fewer than 8 NUL bytes in a row, since a flipped bit turns a space into one;
 *   <li>the torn tail. A whole entry in it is kept as if it had its line feed.
 * </ul>
 *
 * <p>The file stays unchanged if a seq is missing or has two contents, if the file is shorter than
 * it was known to be by more than line feeds, if a damaged line may be an entry, if a line is over
 * the limit or of a newer format, if more than 65,536 places are in disorder, if an entry has no
 * checksum, or if all entries are of another session.
 */
public interface Repair {

  /** Returns the action taken. */
  Outcome outcome();

  /**
   * Returns the number of entries in the file now; after a dry run, the number it would have; 0 if
   * it cannot be repaired.
   */
  long entries();

  /** Returns the places left out of the file, or that would be; consecutive lines as one. */
  List<Finding> leftOut();

  /**
   * Returns the file that keeps the old bytes: all of the old file, or only the torn tail if there
   * was no other damage; empty if nothing was done.
   */
  Optional<Path> backupPath();

  /** Returns true if the file has no damage now. */
  boolean isGood();

  /**
   * Returns the first {@value Verification#MAX_KEPT} findings in the file as it is now. Lines
   * proved to be as they were written stay.
   */
  List<Finding> findings();

  /** Returns the reason it cannot be repaired; empty if it can. */
  Optional<Obstacle> obstacle();

  /**
   * The reason a file is not repaired: the repair might drop or move recorded entries.
   *
   * @param why one phrase; {@link #message} adds the way out
   * @param where the first place that prevents the repair
   * @param lastSoundSeq the seq of the last entry before the first damage; -1 if there is none. A
   *     fork with {@code ForkOptions.upTo} it is a session that can go on
   */
  record Obstacle(String why, Finding where, long lastSoundSeq) {

    /** Returns the reason, the place and the way out, for people. */
    public String message() {
      return why
          + "; "
          + (lastSoundSeq < 0
              ? "nothing before it can be forked"
              : "a fork up to the last sound entry can go on")
          + ": reason="
          + where.kind().printedName()
          + ", line="
          + where.line()
          + ", offset="
          + where.offset()
          + (lastSoundSeq < 0 ? "" : ", lastSoundSeq=" + lastSoundSeq);
    }
  }

  /** The action of a repair. */
  enum Outcome {
    /** Nothing had to be done. */
    NOTHING_TO_DO,
    /** The file was replaced, or its torn tail cut off. */
    REPAIRED,
    /** The file would have been repaired: this was a dry run. */
    REPAIRABLE,
    /** Nothing was done, since an entry might have been lost; the obstacle has the way out. */
    IMPOSSIBLE;

    /** Returns the outcome in snake_case, as the command prints it. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
