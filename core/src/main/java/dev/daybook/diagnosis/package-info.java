/**
 * Whether a session is whole and finished: one pass over all its lines, in which each
 * {@code Examination} looks at one thing, comes to a {@link dev.daybook.diagnosis.Diagnosis} of
 * {@link dev.daybook.diagnosis.Finding findings}. Memory has a bound, whatever the file.
 */
@NullMarked
package dev.daybook.diagnosis;

import org.jspecify.annotations.NullMarked;
