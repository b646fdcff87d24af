/**
 * The search over sessions: a {@link dev.daybook.internal.search.Sieve} passes over bytes and stops
 * at lines that may match, and only those are decoded and matched.
 */
@NullMarked
package dev.daybook.internal.search;

import org.jspecify.annotations.NullMarked;
