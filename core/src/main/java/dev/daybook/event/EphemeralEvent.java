package dev.daybook.event;

/**
 * An event for live watchers of a session, which never belongs on disk: a piece of an answer that
 * its final message repeats, or a sign of life. It is published, not recorded: by option, recording
 * one is refused or drops it. No byte of it is written either way.
 */
public interface EphemeralEvent extends SessionEvent {}
