package dev.daybook.cli;

import dev.daybook.fork.Lineage;
import dev.daybook.fork.LineageNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Families of sessions as an indented tree, or one JSON object a session. */
final class LineageText {

  private static final int MAX_INDENTS = 40;

  private final int width = Terminal.width();
  private final StringBuilder text = new StringBuilder();

  private LineageText() {}

  /** Returns a session a line, its forks below it and further in. */
  static String of(Lineage lineage) {
    LineageText tree = new LineageText();
    lineage.roots().forEach(root -> tree.line(root, 0));
    return tree.text.toString();
  }

  private void line(LineageNode node, int depth) {
    int begin = text.length();
    text.append("  ".repeat(Math.min(depth, MAX_INDENTS)));
    text.append(HarmlessText.line(node.session()));
    if (depth > MAX_INDENTS) {
      text.append(" depth ").append(depth);
    }
    if (node.forkedToSeq() != null) {
      text.append(" (forked at seq ").append(node.forkedToSeq()).append(')');
    }
    if (!node.exists()) {
      text.append(" (no file)");
    }
    if (node.cut() != null) {
      text.append(
          switch (node.cut()) {
            case CYCLE -> " (cycle: shown above)";
            case DEPTH -> " (has forks that lie deeper)";
          });
    }
    String line = TextColumns.cut(text.substring(begin), width);
    text.setLength(begin);
    text.append(line).append('\n');
    node.children().forEach(child -> line(child, depth + 1));
  }

  /** Returns an object a line, parents before children. */
  static String json(Lineage lineage) {
    LineageText lines = new LineageText();
    lineage.roots().forEach(root -> lines.object(root, null, 0));
    return lines.text.toString();
  }

  private void object(LineageNode node, @Nullable String parent, int depth) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("session", node.session());
    json.put("parent", parent);
    json.put("forked_to_seq", node.forkedToSeq());
    json.put("depth", depth);
    json.put("exists", node.exists());
    json.put("cut", node.cut() == null ? null : node.cut().wireName());
    text.append(JsonLine.of(json));
    node.children().forEach(child -> object(child, node.session(), depth + 1));
  }
}
