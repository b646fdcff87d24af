package dev.daybook.diagnosis;

/**
 * The position of an entry in its file.
 *
 * @param seq its seq
 * @param line its line, from 1
 * @param offset the offset of the line, in bytes from 0
 */
record Place(long seq, long line, long offset) {}
