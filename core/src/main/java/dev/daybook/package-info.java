/**
 * Daybook: an embeddable journal for agent sessions. {@link dev.daybook.Daybook} is the front door.
 *
 * <p>The packages are the stations of the data path, and depend in one direction:
 *
 * <pre>
 * event ◄── codec ◄── journal, replay ◄── tree, session ◄── dev.daybook ◄── cli
 *
 * event     what is recorded
 * codec     an entry to a line of UTF-8 and back
 * journal   recording: ring, writer, file, acknowledgement, failure
 * replay    reading: lines, entries, fold, history
 * tree      what agents did: sessions, loops and turns from their events
 * session   ids, files, opening
 * cli       the daybook command
 * </pre>
 */
@NullMarked
package dev.daybook;

import org.jspecify.annotations.NullMarked;
