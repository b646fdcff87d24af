package dev.daybook.cli;

import dev.daybook.fork.ForkPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report of what a fork took over, for people and for programs. */
final class ForkReport {

  private ForkReport() {}

  /** Returns one object on its line. */
  static String json(ForkPlan plan, boolean isDryRun, String path) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("parent", plan.parent());
    json.put("child", plan.child());
    json.put("to_seq", plan.toSeq());
    json.put("entries", plan.entries());
    json.put("left_out", plan.leftOut());
    json.put("fork_root", plan.forkRoot());
    json.put("bytes", plan.bytes());
    json.put("torn_tail_bytes", plan.tornTailBytes());
    json.put("shortened", plan.isShortened());
    json.put("dry_run", isDryRun);
    json.put("path", path);
    return JsonLine.of(json);
  }

  /** Returns a line for each thing that a person wants to know. */
  static String text(ForkPlan plan, boolean isDryRun, String path) {
    List<String> leftOut = new ArrayList<>();
    plan.leftOut().forEach((type, count) -> leftOut.add(HarmlessText.line(type) + " " + count));
    if (plan.tornTailBytes() > 0) {
      leftOut.add("a torn tail of " + Counted.of(plan.tornTailBytes(), "byte"));
    }
    if (plan.isShortened()) {
      leftOut.add("entries that were forced and are missing at the parent's end");
    }
    return (isDryRun ? "would fork " : "forked ")
        + HarmlessText.line(plan.parent())
        + " to "
        + HarmlessText.line(plan.child())
        + "\n  copied    "
        + Counted.of(plan.entries(), "entry")
        + ", up to seq "
        + plan.toSeq()
        + "\n  left out  "
        + (leftOut.isEmpty() ? "nothing" : String.join(", ", leftOut))
        + "\n  file      "
        + HarmlessText.line(path)
        + ", "
        + Counted.of(plan.bytes(), "byte")
        + "\n";
  }
}
