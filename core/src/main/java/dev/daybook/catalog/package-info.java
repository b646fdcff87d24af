/**
 * The sessions below a root: lists, newest first; the one that an abbreviated id means; the roots
 * of projects; forks, and the lineage that they make.
 */
@NullMarked
package dev.daybook.catalog;

import org.jspecify.annotations.NullMarked;
