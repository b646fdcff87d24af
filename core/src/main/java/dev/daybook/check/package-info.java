/**
 * The check that a session is what was recorded, whole and finished. A
 * {@link dev.daybook.check.Verification} is of its file, a {@link dev.daybook.check.Diagnosis} of
 * its work; both are lists of {@link dev.daybook.check.Finding findings}. A
 * {@link dev.daybook.check.Repair} mends what provably can be mended. Memory is bounded for any
 * file.
 */
@NullMarked
package dev.daybook.check;

import org.jspecify.annotations.NullMarked;
