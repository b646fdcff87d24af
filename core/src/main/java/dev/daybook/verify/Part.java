package dev.daybook.verify;

/**
 * An entry of the session, where it stands in the file.
 *
 * @param seq its seq
 * @param line its line, from 1
 * @param offset its first byte
 * @param length its length in bytes, its line feed excluded
 * @param isLine whether it is a whole line, which a line feed ends
 */
record Part(long seq, long line, long offset, int length, boolean isLine) {

  /** Its length, with its line feed if it has one. */
  long bytes() {
    return length + (isLine ? 1L : 0L);
  }

  /** A finding about it. */
  FileFinding finding(Damage reason, Object... namesAndValues) {
    return FileFinding.of(reason, line, offset, bytes(), namesAndValues);
  }
}
