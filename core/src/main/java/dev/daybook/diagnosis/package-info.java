/**
 * The check that a session is whole and finished. One pass over all its lines runs each
 * {@code Examination} and makes a {@link dev.daybook.diagnosis.Diagnosis} of
 * {@link dev.daybook.diagnosis.Finding findings}. Memory is bounded for any file.
 */
@NullMarked
package dev.daybook.diagnosis;

import org.jspecify.annotations.NullMarked;
