/**
 * The work of an agent's loops, rebuilt from their events: sessions, loops, turns, and the links
 * between them. {@link dev.daybook.tree.SessionTree} takes the events, live or from a file, and
 * gives {@link dev.daybook.tree.AgentSession}s; {@link dev.daybook.tree.LoopTree} answers questions
 * about one.
 *
 * <p>The tree is a view. The journal's file stays the only truth, and gives the same tree again.
 */
@NullMarked
package dev.daybook.tree;

import org.jspecify.annotations.NullMarked;
