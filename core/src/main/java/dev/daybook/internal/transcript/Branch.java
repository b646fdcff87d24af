package dev.daybook.internal.transcript;

import dev.daybook.event.BranchSwitched;

/**
 * The part of a session that belongs to the conversation since its newest switch of branches.
 * Immutable.
 *
 * @param seq the entry of the switch
 * @param switched the switch
 */
public record Branch(long seq, BranchSwitched switched) {

  /** Returns true if an entry of that seq belongs to it. */
  public boolean holds(long entrySeq) {
    return entrySeq >= seq || switched.keeps(entrySeq);
  }

  /** Returns the seq of its first entry. */
  long firstSeq() {
    return switched.kept().isEmpty()
        ? seq
        : Math.min(seq, switched.kept().get(0).fromSeq());
  }
}
