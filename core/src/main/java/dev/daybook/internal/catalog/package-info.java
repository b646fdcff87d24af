/**
 * The look at many sessions: a summary of each from the beginning and the end of its file, on as
 * many threads as there are cores.
 */
@NullMarked
package dev.daybook.internal.catalog;

import org.jspecify.annotations.NullMarked;
