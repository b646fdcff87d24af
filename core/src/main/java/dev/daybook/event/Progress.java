package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A report that work is on its way.
 *
 * @param content the text for people
 */
public record Progress(@Nullable String content) implements EphemeralEvent {}
