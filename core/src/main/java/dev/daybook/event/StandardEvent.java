package dev.daybook.event;

/**
 * An event of the vocabulary that every Daybook knows. Each public record of this package that
 * implements this or {@link EphemeralEvent} is a type: its name says which one, and the codec lists
 * the names.
 */
public interface StandardEvent extends SessionEvent {}
