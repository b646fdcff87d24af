/** Sessions that begin as copies of others: making one, and which comes from which. */
@NullMarked
package dev.daybook.fork;

import org.jspecify.annotations.NullMarked;
