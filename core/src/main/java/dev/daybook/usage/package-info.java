/**
 * The usage of models and tools: tokens, cost, calls, failures and time, by day, model and more.
 */
@NullMarked
package dev.daybook.usage;

import org.jspecify.annotations.NullMarked;
