package dev.daybook.usage;

import java.util.Locale;

/** The part of a model call, a tool call or a time that decides in which row it counts. */
public enum UsageGrouping {
  /** The day in the query's zone, as {@code 2026-11-30}. */
  DAY,
  /** The week of ISO 8601, which begins on a Monday, as {@code 2026-W49}. */
  WEEK,
  /** The month, as {@code 2026-11}. */
  MONTH,
  /** The model, as its provider names it. */
  MODEL,
  /** The agent: its name if the session has one, else its identifier. */
  AGENT,
  /** The tool. Only its calls and failures are known; no model call belongs to one. */
  TOOL,
  /**
   * The project: the folder that the session was recorded in. Where none is recorded, or it is in
   * the folder that the query gives as the project's name, that name; without one the root folder.
   */
  PROJECT,
  /** The session, by its id. */
  SESSION;

  /** Returns its name in lower case, as the command takes and prints it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
