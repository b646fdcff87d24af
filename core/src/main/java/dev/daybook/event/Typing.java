package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * Somebody is writing.
 *
 * @param content for people
 */
public record Typing(@Nullable String content) implements EphemeralEvent {}
