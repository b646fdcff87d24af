/**
 * Finding sessions: what there is below a root, newest first, from the beginning and the end of
 * each file; which one an abbreviated id means; and where the sessions of a project are.
 */
@NullMarked
package dev.daybook.catalog;

import org.jspecify.annotations.NullMarked;
