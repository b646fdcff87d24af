/** The search for words over the sessions of a root. */
@NullMarked
package dev.daybook.search;

import org.jspecify.annotations.NullMarked;
