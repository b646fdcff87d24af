package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A sign that a participant is writing.
 *
 * @param content the text for people
 */
public record Typing(@Nullable String content) implements EphemeralEvent {}
