package dev.daybook.tree;

/** Whether a session is meant to outlive its process. No event says it; the application knows. */
public enum SessionScope {
  /** It is not; what is assumed. */
  EPHEMERAL,
  /** It is. */
  PERSISTENT
}
