/**
 * Verification that a session's file is what was recorded, and repair of the places where it is
 * not.
 */
@NullMarked
package dev.daybook.internal.check;

import org.jspecify.annotations.NullMarked;
