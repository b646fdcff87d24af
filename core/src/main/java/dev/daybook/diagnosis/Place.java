package dev.daybook.diagnosis;

/**
 * Where an entry stands.
 *
 * @param seq its seq
 * @param line its line, from 1
 * @param offset where the line begins, in bytes from 0
 */
record Place(long seq, long line, long offset) {}
