package dev.daybook.event;

/**
 * An event of the vocabulary that every Daybook knows. Each public record of this package that
 * implements this or {@link EphemeralEvent} is a type, and its name gives the wire name. There is
 * no other list of types: the codec looks here for the record when a line or a program brings one.
 */
public interface StandardEvent extends SessionEvent {}
