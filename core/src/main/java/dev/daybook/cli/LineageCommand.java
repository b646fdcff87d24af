package dev.daybook.cli;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.catalog.Lineage;
import dev.daybook.catalog.LineageNode;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The command that shows the forks of sessions. */
final class LineageCommand implements Command {

  private static final Option DEPTH = Option.number(
      "--depth",
      "N",
      0,
      "how many forks of forks to show, at most " + Lineage.MAX_DEPTH + " " + "(default: "
          + Lineage.DEFAULT_MAX_DEPTH + ")");
  private static final int MAX_INDENTS = 40;

  private record Member(
      String session,
      Optional<String> parent,
      OptionalLong forkedToSeq,
      int depth,
      boolean exists,
      Optional<String> cut) {}

  @Override
  public Synopsis usage() {
    return new Synopsis("lineage", "Shows which sessions were forked from which.")
        .saying(
            "Prints every session under the one that it was forked from, as its first entry says; no more"
                + " of any file is read. A parent that is gone is shown too. The sessions of sub-agents"
                + " are not forks and stand by themselves.")
        .withRoot()
        .with(Option.NO_PAGER)
        .with(DEPTH, Option.json("print one JSON object a session, each on one line"))
        .endingWith(
            "0:every session could be read",
            "1:some could not: standard error says which",
            "2:called wrongly")
        .closing(
            "With --json, one object a session, parents before children: session, parent, forked_to_seq,"
                + " depth, exists (whether it has a file) and cut (why its forks are not shown: depth or"
                + " cycle, else null).",
            "",
            "Reports on standard error, one a line:",
            "  {\"report\":{\"kind\":\"crc_mismatch\",\"session\":\"s-1\"}}",
            "",
            "Examples:",
            "  daybook lineage",
            "  daybook lineage --depth 1",
            "  daybook lineage --json | jq -r 'select(.parent == \"s-1\") | .session'");
  }

  @Override
  public int run(Invocation call) {
    try (Daybook daybook = call.open()) {
      Lineage lineage = daybook.lineage(call.given.count(DEPTH, Lineage.DEFAULT_MAX_DEPTH));
      Terminal terminal = new Terminal();
      StringBuilder lines = new StringBuilder();
      lineage.roots().forEach(root -> {
        if (call.isJson()) {
          addObjects(root, null, 0, lines);
        } else {
          addLines(root, 0, terminal, lines);
        }
      });
      call.out.print(lines.toString());
      call.out.flush();
      for (Lineage.Problem problem : lineage.problems()) {
        DaybookException fault = problem.fault();
        ErrorReport.printReport(fault.kind().wireName(), fault.details());
      }
      return lineage.problems().isEmpty() ? OK : FAILED;
    }
  }

  /** Adds a line for the session, and behind it those of its forks, further in. */
  private static void addLines(
      LineageNode node, int depth, Terminal terminal, StringBuilder lines) {
    StringBuilder line = new StringBuilder("  ".repeat(Math.min(depth, MAX_INDENTS)));
    line.append(Text.line(node.session()));
    if (depth > MAX_INDENTS) {
      line.append(" depth ").append(depth);
    }
    node.forkedToSeq()
        .ifPresent(seq -> line.append(" (forked at seq ").append(seq).append(')'));
    if (!node.exists()) {
      line.append(" (no file)");
    }
    node.cut()
        .ifPresent(cut -> line.append(
            switch (cut) {
              case CYCLE -> " (cycle: shown above)";
              case DEPTH -> " (has forks that lie deeper)";
            }));
    lines.append(terminal.cut(line.toString())).append('\n');
    node.children().forEach(child -> addLines(child, depth + 1, terminal, lines));
  }

  /** Adds an object for the session, and behind it those of its forks. */
  private static void addObjects(
      LineageNode node, @Nullable String parent, int depth, StringBuilder lines) {
    lines.append(Text.jsonLine(new Member(
        node.session(),
        Optional.ofNullable(parent),
        node.forkedToSeq(),
        depth,
        node.exists(),
        node.cut().map(LineageNode.Cut::wireName))));
    node.children().forEach(child -> addObjects(child, node.session(), depth + 1, lines));
  }
}
