package dev.daybook.cli;

import dev.daybook.diagnosis.Diagnosis;
import dev.daybook.diagnosis.Finding;
import dev.daybook.diagnosis.ToolTally;
import dev.daybook.diagnosis.UsageTally;
import dev.daybook.event.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A diagnosis for programs: everything of it, on one line. */
final class CheckJson {

  private CheckJson() {}

  static String of(String session, Diagnosis diagnosis) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session", session);
    json.put("status", diagnosis.status().wireName());
    json.put("entries", diagnosis.entries());
    json.put("lines", diagnosis.lines());
    json.put("bytes", diagnosis.bytes());
    json.put("torn_tail_bytes", diagnosis.tornTailBytes());
    json.put("first_ts", diagnosis.firstTs());
    json.put("last_ts", diagnosis.lastTs());
    json.put("event_counts", diagnosis.eventCounts());
    json.put("unknown_types", diagnosis.unknownTypes());
    json.put("other_events", diagnosis.otherEvents());
    json.put("tools", tools(diagnosis.tools()));
    json.put("turns", diagnosis.turns());
    json.put("usage", usage(diagnosis.usage()));
    json.put(
        "completeness",
        diagnosis.completeness() == null ? null : diagnosis.completeness().wireName());
    json.put("missing_events", diagnosis.missingEvents());
    Map<String, Long> counts = new LinkedHashMap<>();
    diagnosis.findingCounts().forEach((kind, count) -> counts.put(kind.wireName(), count));
    json.put("finding_counts", counts);
    json.put("findings", diagnosis.findings().stream().map(CheckJson::finding).toList());
    return Text.jsonLine(json);
  }

  private static Map<String, Object> tools(ToolTally tools) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("calls", tools.calls());
    json.put("results", tools.results());
    json.put("blocked", tools.blocked());
    json.put("open", tools.open());
    json.put("first_open", tools.firstOpen().stream().map(CheckJson::openCall).toList());
    return json;
  }

  private static Map<String, Object> openCall(ToolTally.OpenCall call) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("call_id", call.callId());
    json.put("tool", call.tool());
    json.put("seq", call.seq());
    return json;
  }

  private static @Nullable Map<String, @Nullable Object> usage(@Nullable UsageTally tally) {
    if (tally == null) {
      return null;
    }
    Usage usage = tally.usage();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("source", tally.source());
    json.put("input", usage.input());
    json.put("output", usage.output());
    json.put("reasoning", usage.reasoning());
    json.put("cache_read", usage.cacheRead());
    json.put("cache_write", usage.cacheWrite());
    json.put("total_tokens", usage.totalTokens());
    json.put("cost_usd", usage.costUsd());
    return json;
  }

  private static Map<String, @Nullable Object> finding(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", finding.kind().wireName());
    json.put("severity", finding.severity().wireName());
    json.put("seq", finding.seq() < 0 ? null : finding.seq());
    json.put("line", finding.line() == 0 ? null : finding.line());
    json.put("offset", finding.offset() < 0 ? null : finding.offset());
    json.put("message", finding.message());
    return json;
  }
}
