package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A sign of life for connected watchers.
 *
 * @param content the text for people
 */
public record Ping(@Nullable String content) implements EphemeralEvent {}
