/**
 * The recording of an agent's work. One recorder writes the events from which the conversation, the
 * tree, the usage, the diagnosis and the lists all follow correctly.
 */
@NullMarked
package dev.daybook.agent;

import org.jspecify.annotations.NullMarked;
