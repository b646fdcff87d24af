package dev.daybook.internal.exchange.reading;

import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.exchange.ImportTarget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time and room that the branches of one session may take. Each switch names all that stays, so
 * that the switches of a hostile file would grow with its square. They get as much as those of any
 * real session need, and more with each entry; a branch beyond that is not followed, which a note
 * says. The same items give the same switches. Belongs to one reader.
 */
final class BranchBudget {

  private static final long FIRST_STEPS = 20_000_000;
  private static final long STEPS_AN_ENTRY = 200;

  /** The steps of which a range takes the time and the room. */
  private static final long STEPS_A_RANGE = 50;

  private long spent;
  private boolean isSaid;

  /** Returns true if a branch may be followed now; the first time that none may, adds a note. */
  boolean allows(ImportTarget target, @Nullable Instant ts) {
    if (spent <= FIRST_STEPS + STEPS_AN_ENTRY * target.nextSeq()) {
      return true;
    }
    if (!isSaid) {
      isSaid = true;
      Note note = new Note(
          NoteLevel.INFO,
          "too many branches to follow; the entries of some stay in the conversation",
          "too_many_branches",
          null);
      target.add(note, ts, null);
    }
    return false;
  }

  /**
   * Takes what a switch cost.
   *
   * @param steps the items or ranges that were looked at
   * @param ranges the ranges that it names
   */
  void spend(long steps, int ranges) {
    spent += steps + STEPS_A_RANGE * ranges;
  }
}
