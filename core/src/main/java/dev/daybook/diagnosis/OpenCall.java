package dev.daybook.diagnosis;

/**
 * A tool call without a result.
 *
 * @param callId the call; a long one is cut
 * @param tool the tool; a long name is cut
 * @param seq the entry of the call's first mention
 */
public record OpenCall(String callId, String tool, long seq) {}
