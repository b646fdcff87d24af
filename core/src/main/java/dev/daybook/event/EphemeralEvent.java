package dev.daybook.event;

/**
 * An event for whoever watches a session live, which never belongs on disk: a piece of an answer
 * that its final message repeats, or a sign of life. It is published, not recorded: recording one
 * is refused, or drops it, by option; either way no byte of it is written.
 */
public interface EphemeralEvent extends SessionEvent {}
