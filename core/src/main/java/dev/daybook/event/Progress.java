package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * Something is on its way.
 *
 * @param content for people
 */
public record Progress(@Nullable String content) implements EphemeralEvent {}
