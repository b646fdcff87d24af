package dev.daybook.check;

import dev.daybook.check.Examination.Position;
import dev.daybook.event.Entry;
import dev.daybook.internal.check.CallPairing;
import java.util.List;

/** An examination that pairs the tool calls of a session with their results. */
final class ToolPairing implements Examination, CallPairing.Listener<Position> {

  private final Findings findings;
  private final CallPairing<Position> calls = new CallPairing<>(Diagnosis.MAX_OPEN, this);

  ToolPairing(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void see(Entry entry, Position at) {
    calls.see(entry.seq(), entry.event(), at);
  }

  @Override
  public void callAgain(Position at, String callId, Position earlier) {
    findings.add(
        FindingKind.DUPLICATE_TOOL_CALL, at, "call_id", callId, "earlier_seq", earlier.seq());
  }

  @Override
  public void resultAgain(Position at, String callId) {
    findings.add(FindingKind.DUPLICATE_TOOL_RESULT, at, "call_id", callId);
  }

  @Override
  public void resultWithoutCall(Position at, String callId) {
    findings.add(FindingKind.TOOL_RESULT_WITHOUT_CALL, at, "call_id", callId);
  }

  @Override
  public void notFollowed(Position at) {
    findings.add(at.finding(FindingKind.TOO_MANY_OPEN, "most", Diagnosis.MAX_OPEN)
        .saying("too many calls are open to follow this one"));
  }

  @Override
  public void end() {
    calls
        .openCalls()
        .forEach(call -> findings.add(
            FindingKind.TOOL_CALL_WITHOUT_RESULT,
            call.at(),
            "call_id",
            call.id(),
            "tool",
            call.tool()));
  }

  ToolTally tally() {
    List<ToolTally.OpenCall> first = calls.openCalls().stream()
        .limit(Diagnosis.MAX_KEPT)
        .map(call -> new ToolTally.OpenCall(call.id(), call.tool(), call.at().seq()))
        .toList();
    return new ToolTally(calls.calls(), calls.results(), calls.blocked(), calls.open(), first);
  }
}
