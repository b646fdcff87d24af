package dev.daybook.verify;

/** Sees what a file is made of, byte for byte, in its order. By default it looks at nothing. */
interface PartVisitor {

  /** Entries that nothing is to be done about: none. */
  PartVisitor NOBODY = new PartVisitor() {};

  /** An entry of the session that its checksum proves, or that has none. */
  default void entry(Part part, boolean isNew) {}

  /** What no entry of the session can be lost with, whatever becomes of it. */
  default void harmless(FileFinding what) {}

  /**
   * What is no entry, and may have been one.
   *
   * @param isLost whether it stands on a line with NUL bytes as a power loss leaves them
   */
  default void damaged(FileFinding what, boolean isLost) {}

  /** What nobody can judge: it may be an entry as well. */
  default void unknown(FileFinding what) {}

  /** An entry without a checksum; it is reported as what it is besides. */
  default void unproved(FileFinding what) {}
}
