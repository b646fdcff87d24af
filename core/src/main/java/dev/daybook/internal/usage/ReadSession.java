package dev.daybook.internal.usage;

/**
 * A session that was read.
 *
 * @param id its id
 * @param totals its usage
 * @param facts the facts about all of it
 * @param marks the hashes of its responses
 */
record ReadSession(String id, SessionTotals totals, SessionFacts facts, Marks.Row marks) {

  /** Returns the same session without its hashes, which take memory. */
  ReadSession withoutMarks() {
    return new ReadSession(id, totals, facts, new Marks.Row());
  }
}
