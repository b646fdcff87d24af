package dev.daybook.internal.search;

/** The search for the first match in a text. Belongs to one thread. */
interface TextMatcher {

  /**
   * Looks for the first match in the first chars of an array; true if there is one.
   *
   * @param from the index before which none begins
   * @throws GivenUpException if it costs too much to find out
   */
  boolean find(char[] text, int length, int from) throws GivenUpException;

  /** Returns the index at which the match begins. */
  int start();

  /** Returns the index at which the match ends. */
  int end();
}
