package dev.daybook.cli;

import dev.daybook.check.Diagnosis;
import dev.daybook.check.Finding;
import dev.daybook.check.Finding.Severity;
import dev.daybook.check.FindingKind;
import dev.daybook.check.ToolTally;
import dev.daybook.event.Usage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A diagnosis for people: the status, what the session adds up to, and what was found. */
final class CheckText {

  private static final int FIRST_PLACES = 3;
  private static final int FIRST_TYPES = 12;

  private final StringBuilder text = new StringBuilder();
  private final Diagnosis diagnosis;
  private final boolean showsAll;

  private CheckText(Diagnosis diagnosis, boolean showsAll) {
    this.diagnosis = diagnosis;
    this.showsAll = showsAll;
  }

  /**
   * Returns the text of a diagnosis.
   *
   * @param showsAll true to show every finding that was kept, false for the first of each kind
   */
  static String of(String session, Diagnosis diagnosis, boolean showsAll) {
    return new CheckText(diagnosis, showsAll).write(session);
  }

  private String write(String session) {
    text.append(diagnosis.verdict().wireName()).append(": ").append(Text.line(session));
    text.append('\n');
    summary();
    diagnosis.findingCounts().forEach(this::findings);
    return text.toString();
  }

  private void summary() {
    row(
        "entries",
        diagnosis.entries() + " in " + diagnosis.lines() + " lines, " + diagnosis.bytes()
            + " bytes");
    if (diagnosis.firstTs().isPresent() && diagnosis.lastTs().isPresent()) {
      row("time", diagnosis.firstTs().get() + " to " + diagnosis.lastTs().get());
    }
    if (diagnosis.entries() > 0) {
      row("events", events());
      if (!diagnosis.unknownTypes().isEmpty()) {
        row("unknown", unknownTypes());
      }
      row("turns", String.valueOf(diagnosis.turns()));
    }
    ToolTally tools = diagnosis.tools();
    if (tools.calls() + tools.results() + tools.blocked() > 0) {
      row(
          "tools",
          tools.calls() + " calls, " + tools.results() + " results, " + tools.blocked()
              + " blocked, " + tools.open() + " open");
    }
    diagnosis
        .usage()
        .ifPresent(sum -> row("usage", tokens(sum.usage()) + " (from " + sum.source() + ")"));
    diagnosis.completeness().ifPresent(lowest -> row("complete", lowest.wireName()));
  }

  private String events() {
    Map<String, Long> counts = diagnosis.eventCounts();
    String most = counts.entrySet().stream()
        .limit(showsAll ? Long.MAX_VALUE : FIRST_TYPES)
        .map(count -> Text.line(count.getKey()) + " " + count.getValue())
        .collect(Collectors.joining(", "));
    long hidden = showsAll ? 0 : Math.max(0, counts.size() - FIRST_TYPES);
    return most
        + (hidden > 0 ? ", and " + hidden + " types more" : "")
        + (diagnosis.otherEvents() > 0
            ? ", and " + diagnosis.otherEvents() + " of types that were not counted one by one"
            : "");
  }

  private String unknownTypes() {
    Set<String> types = diagnosis.unknownTypes();
    String first = types.stream()
        .limit(showsAll ? Long.MAX_VALUE : FIRST_TYPES)
        .map(Text::line)
        .collect(Collectors.joining(", "));
    boolean areMore = !showsAll && types.size() > FIRST_TYPES;
    return first + (areMore ? " and more" : "") + " (not Daybook's types; kept as they are)";
  }

  private static String tokens(Usage usage) {
    return "input " + usage.input() + ", output " + usage.output()
        + (usage.costUsd() == null ? "" : ", cost " + Text.amount(usage.costUsd()) + " USD");
  }

  private void row(String name, String value) {
    text.append(String.format("  %-9s %s%n", name, value).replace(System.lineSeparator(), "\n"));
  }

  private void findings(FindingKind kind, long count) {
    List<Finding> kept =
        diagnosis.findings().stream().filter(found -> found.kind() == kind).toList();
    Severity severity = kept.get(0).severity();
    text.append('\n').append(severity.wireName()).append(": ").append(kind.wireName());
    text.append(" (").append(count).append(")\n");
    List<Finding> shown = showsAll ? kept : kept.subList(0, Math.min(FIRST_PLACES, kept.size()));
    for (Finding finding : shown) {
      text.append("  ")
          .append(place(finding))
          .append(Text.line(finding.message()))
          .append('\n');
    }
    if (shown.size() < count) {
      text.append("  and ").append(count - shown.size()).append(" more");
      text.append(shown.size() < kept.size() ? "; --all shows " + kept.size() : "")
          .append('\n');
    }
    text.append("  -> ").append(CheckHint.of(kind)).append('\n');
  }

  private static String place(Finding finding) {
    if (finding.line() == 0) {
      return "";
    }
    String seq = finding.seq() < 0 ? "" : ", seq " + finding.seq();
    return "line " + finding.line() + seq + ", offset " + finding.offset() + ": ";
  }
}
