package dev.daybook.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Findings on their way out, where lines in a row that have the same wrong become one: a file that
 * stands twice in itself is one place and not a million. What is still growing is held back.
 */
final class FindingStream {

  /** For a finding whose lines need no seq that follows. */
  static final long ANY_SEQ = -1;

  private final Consumer<FileFinding> out;
  private final List<Growing> growing = new ArrayList<>();

  FindingStream(Consumer<FileFinding> out) {
    this.out = out;
  }

  private record Growing(FileFinding finding, long seq) {

    boolean isContinuedBy(FileFinding next, long nextSeq) {
      return finding.reason() == next.reason()
          && finding.offset() + finding.bytes() == next.offset()
          && nextSeq == (nextSeq == ANY_SEQ ? seq : seq + 1);
    }
  }

  /** What ends before that offset does not grow any more. */
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

  /** A finding by itself. */
  void add(FileFinding finding) {
    // what ends where this one begins would otherwise come after it
    lineBegins(finding.offset() + 1);
    out.accept(finding);
  }

  /** A finding about one whole line, which may be one with that of the line before. */
  void addLine(FileFinding finding, long seq) {
    for (int i = 0; i < growing.size(); i++) {
      Growing held = growing.get(i);
      if (held.isContinuedBy(finding, seq)) {
        growing.set(i, new Growing(held.finding.with(finding), seq));
        return;
      }
    }
    growing.add(new Growing(finding, seq));
  }

  /** Nothing grows any more. */
  void end() {
    lineBegins(Long.MAX_VALUE);
  }
}
