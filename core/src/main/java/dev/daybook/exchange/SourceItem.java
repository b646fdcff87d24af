package dev.daybook.exchange;

/** An item of a foreign file, one JSON value. Valid while it is read; not kept. */
public interface SourceItem {

  /** Returns the number of the line where it begins, from 1. */
  long line();

  /** Returns the offset of its first byte in the file. */
  long offset();

  /**
   * Returns the part of a document that it is: the name of the array that it is an element of, or
   * the empty text for a line, or for the object's other fields, as one object.
   */
  String part();

  /** Returns its JSON text. */
  String text();
}
