/** The import and export of other agents' session files: their formats, and the kept sources. */
@NullMarked
package dev.daybook.internal.exchange;

import org.jspecify.annotations.NullMarked;
