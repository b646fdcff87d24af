package dev.daybook.diagnosis;

/**
 * A tool call that nothing answers.
 *
 * @param callId the call; a long one is cut
 * @param tool the tool; a long name is cut
 * @param seq the entry in which the call is first mentioned
 */
public record OpenCall(String callId, String tool, long seq) {}
