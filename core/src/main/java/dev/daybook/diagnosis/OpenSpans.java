package dev.daybook.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The spans that began and have not ended. A span that begins again before its end is reported as
 * without end.
 */
final class OpenSpans {

  private record Key(Warning missingEnd, String name) {}

  private final Findings findings;
  private final Map<Key, Place> open = new LinkedHashMap<>();

  OpenSpans(Findings findings) {
    this.findings = findings;
  }

  void begin(Warning missingEnd, String name, Place at) {
    Key key = new Key(missingEnd, ShortName.of(name));
    Place earlier = open.remove(key);
    if (earlier != null) {
      report(key, earlier);
    }
    put(key, at);
  }

  /** Begins a span whose beginning may be recorded twice. */
  void beginOrGoOn(Warning missingEnd, String name, Place at) {
    Key key = new Key(missingEnd, ShortName.of(name));
    if (!open.containsKey(key)) {
      put(key, at);
    }
  }

  void end(Warning missingEnd, String name) {
    open.remove(new Key(missingEnd, ShortName.of(name)));
  }

  /** Reports every open span. */
  void end() {
    open.forEach(this::report);
  }

  private void put(Key key, Place at) {
    if (open.size() < Diagnosis.MAX_OPEN) {
      open.put(key, at);
    } else {
      findings.warn(
          Warning.TOO_MANY_OPEN,
          at,
          "too much stands open to follow what begins here",
          "most",
          Diagnosis.MAX_OPEN);
    }
  }

  private void report(Key key, Place at) {
    String name = key.name();
    switch (key.missingEnd()) {
      case TURN_WITHOUT_END ->
        findings.warn(key.missingEnd(), at, "a turn began and did not end", "loop", name);
      case LOOP_WITHOUT_END ->
        findings.warn(key.missingEnd(), at, "a loop began and did not end", "loop", name);
      case PARTIAL_MESSAGE ->
        findings.warn(key.missingEnd(), at, "a message began and did not end", "loop", name);
      case STEP_WITHOUT_END ->
        findings.warn(key.missingEnd(), at, "a step began and did not end", "step", name);
      case SUBAGENT_WITHOUT_END ->
        findings.warn(key.missingEnd(), at, "a sub-agent began and did not end", "subagent", name);
      case WORKFLOW_WITHOUT_END ->
        findings.warn(key.missingEnd(), at, "a workflow began and did not end");
      default -> findings.warn(key.missingEnd(), at, "a model call began and did not end");
    }
  }
}
