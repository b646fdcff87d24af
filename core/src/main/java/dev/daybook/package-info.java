/**
 * Daybook: an embeddable journal for agent sessions. {@link dev.daybook.Daybook} is the front door;
 * a {@link dev.daybook.Session} records.
 *
 * <p>The packages that programs use:
 *
 * <pre>
 * dev.daybook   the front door, sessions, options, errors, counters
 *   .event      the events that are recorded
 *   .read       reading back: fold, history, transcript; subscription and tail
 *   .catalog    finding sessions: lists, projects, forks and their lineage
 *   .check      verification, repair, diagnosis
 *   .tree       the work of agents: sessions, loops and turns from their events
 *   .agent      recording an agent's work, so that all views follow correctly
 *   .workflow   recording tiers and steps of agents' sessions
 * </pre>
 *
 * <p>All else is {@code dev.daybook.internal}, which no program uses. Its packages are the stations
 * of the data path, and each depends on those to its left alone:
 *
 * <pre>
 * event ◄── json ◄── line ◄── file ◄── engine    recording
 *                        ◄── read, follow        reading
 *                        ◄── catalog, fork, check
 *
 * json        an entry to a line of UTF-8 and back
 * line        the line at hand of a session's bytes, and the order of entries
 * file        files, locks, creating, opening, deleting
 * engine      ring, loop, log, barrier, acknowledgement, failure
 * transcript  the rules by which entries become a conversation
 * </pre>
 */
@NullMarked
package dev.daybook;

import org.jspecify.annotations.NullMarked;
