package dev.daybook.internal.engine;

/**
 * The unused bytes before the fields of a subclass: two cache lines, since processors fetch lines
 * in pairs. The JVM lays out the fields of a superclass first.
 */
@SuppressWarnings("UnusedVariable") // what they hold is the place
abstract class CacheLinesBefore {
  /** Fills the gap behind the object's header, which would get a subclass's field. */
  private int gap;

  private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
}
