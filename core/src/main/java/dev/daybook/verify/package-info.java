/** Whether a session's file is what was recorded, exactly where it is not, and mending it. */
@NullMarked
package dev.daybook.verify;

import org.jspecify.annotations.NullMarked;
