/**
 * Sessions as files below a root: which ids there may be, where a session's file is, and how it is
 * brought into the state in which the journal may append to it.
 */
@NullMarked
package dev.daybook.session;

import org.jspecify.annotations.NullMarked;
