package dev.daybook.event;

/**
 * The vocabulary that every Daybook knows. The permits clause is the one list of it: the codec
 * reads it at start-up, so that a record named here is a type, and a type is a record named here.
 */
public sealed interface StandardEvent extends SessionEvent
    permits SessionStarted,
        SessionEnded,
        UserMessage,
        AssistantMessage,
        SystemMessage,
        InferenceStarted,
        ToolCall,
        ToolResult,
        Gap {}
