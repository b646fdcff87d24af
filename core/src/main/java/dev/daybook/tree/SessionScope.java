package dev.daybook.tree;

/** The intended lifetime of a session. No event holds it; the application sets it. */
public enum SessionScope {
  /** The session ends with its process. The default. */
  EPHEMERAL,
  /** The session outlives its process. */
  PERSISTENT
}
