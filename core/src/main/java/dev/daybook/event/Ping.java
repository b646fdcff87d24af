package dev.daybook.event;

import org.jspecify.annotations.Nullable;

/**
 * A sign of life for whoever is connected.
 *
 * @param content for people
 */
public record Ping(@Nullable String content) implements EphemeralEvent {}
