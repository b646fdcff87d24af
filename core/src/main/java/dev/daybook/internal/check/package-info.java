/**
 * Verification that a session's file is what was recorded, and repair of the places where it is
 * not; the pairs of its tool calls and results, and the sum of its costs.
 */
@NullMarked
package dev.daybook.internal.check;

import org.jspecify.annotations.NullMarked;
