/**
 * Daybook: an embeddable journal for agent sessions. {@link dev.daybook.Daybook} is the front door.
 *
 * <p>The packages are the stations of the data path, and depend in one direction:
 *
 * <pre>
 * event ◄── codec ◄── journal, replay ◄── tree, diagnosis, session
 *       ◄── agent, catalog, follow, fork, verify, workflow ◄── dev.daybook ◄── cli
 *
 * event     what is recorded
 * codec     an entry to a line of UTF-8 and back
 * journal   recording: ring, writer, file, acknowledgement, failure
 * replay    reading: lines, entries, fold, history, transcript
 * tree      what agents did: sessions, loops and turns from their events
 * diagnosis whether a session is whole and finished
 * session   ids, files, locks: creating, opening, deleting
 * catalog   finding sessions: lists, abbreviated ids, projects
 * follow    watching a session while it is recorded
 * fork      sessions that begin as copies of others
 * verify    what is wrong in a file, and mending it
 * agent     recording what an agent does, so that all views are right
 * workflow  recording tiers and steps of agents' sessions
 * cli       the daybook command
 * </pre>
 */
@NullMarked
package dev.daybook;

import org.jspecify.annotations.NullMarked;
