/** Forks: sessions that begin as copies of others, and the lineage of a folder's sessions. */
@NullMarked
package dev.daybook.internal.fork;

import org.jspecify.annotations.NullMarked;
