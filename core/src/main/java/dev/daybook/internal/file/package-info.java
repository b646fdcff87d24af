/**
 * Sessions as files below a root: their files and locks, and the recovery that makes a file ready
 * for the journal to append to.
 */
@NullMarked
package dev.daybook.internal.file;

import org.jspecify.annotations.NullMarked;
