/**
 * Recording what an agent does: one recorder writes the events from which the conversation, the
 * tree, the usage, the diagnosis and the lists are all right.
 */
@NullMarked
package dev.daybook.agent;

import org.jspecify.annotations.NullMarked;
