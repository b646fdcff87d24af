package dev.daybook.verify;

import dev.daybook.diagnosis.Finding;
import dev.daybook.diagnosis.FindingKind;

/**
 * An entry of the session with its position in the file.
 *
 * @param seq its seq
 * @param line its line, from 1
 * @param offset its first byte
 * @param length its length in bytes, its line feed excluded
 * @param isLine true if it is a whole line, ended by a line feed
 */
record Part(long seq, long line, long offset, int length, boolean isLine) {

  /** Returns its length, with its line feed if it has one. */
  long bytes() {
    return length + (isLine ? 1L : 0L);
  }

  /** Returns a finding about this entry. */
  Finding finding(FindingKind kind, Object... namesAndValues) {
    return Finding.ofEntry(kind, seq, line, offset, bytes(), namesAndValues);
  }
}
