package dev.daybook.event;

/**
 * An event of the vocabulary that every Daybook knows. Each public record of this package that
 * implements this or {@link EphemeralEvent} is a type; there is no other list of them: its name
 * says which type it is, and the codec looks for it here when a line or a program brings one.
 */
public interface StandardEvent extends SessionEvent {}
