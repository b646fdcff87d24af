package dev.daybook.internal.check;

import dev.daybook.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The findings of a pass on their way to the listener. Findings of one reason about consecutive
 * lines are merged, so a file copied into itself yields one finding instead of a million. A finding
 * that may still grow is held back.
 */
final class FindingStream {

  /** The seq of a finding that merges with that of the next line whatever the seqs are. */
  static final long ANY_SEQ = -1;

  private final Consumer<Finding> out;
  private final List<Growing> growing = new ArrayList<>();

  FindingStream(Consumer<Finding> out) {
    this.out = out;
  }

  private record Growing(Finding finding, long seq) {

    boolean isContinuedBy(Finding next, long nextSeq) {
      return finding.kind() == next.kind()
          && finding.offset() + finding.bytes() == next.offset()
          && nextSeq == (nextSeq == ANY_SEQ ? seq : seq + 1);
    }
  }

  /** Emits the findings that end before that offset: they cannot grow any more. */
  void lineBegins(long offset) {
    if (!growing.isEmpty()) {
      growing.removeIf(held -> {
        boolean ended = held.finding.offset() + held.finding.bytes() < offset;
        if (ended) {
          out.accept(held.finding);
        }
        return ended;
      });
    }
  }

  /** Emits a finding that is never merged. */
  void add(Finding finding) {
    // a finding that ends where this one begins would otherwise come after it
    lineBegins(finding.offset() + 1);
    out.accept(finding);
  }

  /**
   * Adds a finding about one whole line, merged with that of the line before if it continues it.
   */
  void addLine(Finding finding, long seq) {
    for (int i = 0; i < growing.size(); i++) {
      Growing held = growing.get(i);
      if (held.isContinuedBy(finding, seq)) {
        growing.set(i, new Growing(PlacedFinding.joined(held.finding, finding), seq));
        return;
      }
    }
    growing.add(new Growing(finding, seq));
  }

  /** Emits the findings still held back. */
  void end() {
    lineBegins(Long.MAX_VALUE);
  }
}
