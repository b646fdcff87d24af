package dev.daybook.internal.exchange.reference;

import dev.daybook.event.ToolCall;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls that have no result yet, the newest of them. One thread. */
final class OpenCalls {

  private static final int MAX_CALLS = 1000;

  private final Map<String, ToolCall> calls = new LinkedHashMap<>();

  void add(ToolCall call) {
    calls.remove(call.callId());
    calls.put(call.callId(), call);
    if (calls.size() > MAX_CALLS) {
      calls.remove(calls.keySet().iterator().next());
    }
  }

  /** Returns the call of that identifier, which is then closed; null if it is not known. */
  @Nullable
  ToolCall remove(String callId) {
    return calls.remove(callId);
  }
}
