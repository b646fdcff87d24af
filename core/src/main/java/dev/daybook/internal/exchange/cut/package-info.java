/** Cutting a source into its items, with its damage. */
@NullMarked
package dev.daybook.internal.exchange.cut;

import org.jspecify.annotations.NullMarked;
