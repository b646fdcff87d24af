/**
 * Finding sessions: the sessions below a root, newest first, from the beginning and the end of each
 * file; the one that an abbreviated id means; and the roots of projects.
 */
@NullMarked
package dev.daybook.catalog;

import org.jspecify.annotations.NullMarked;
