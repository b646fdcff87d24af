package dev.daybook.internal.exchange.claude;

import dev.daybook.event.BranchSwitched;
import dev.daybook.event.CompactionTrigger;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEvent;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One conversation of a Claude Code file: the trunk, or a sub-agent's. */
final class ClaudeThread {

  final ImportTarget target;
  final ClaudeTree tree = new ClaudeTree();
  final ClaudeUsage usage = new ClaudeUsage();
  final ClaudeAgents agents = new ClaudeAgents(this);

  /** The calls that have no result yet. */
  final Map<String, ClaudeCall> open = new HashMap<>();

  /** The lines whose call has no identifier. */
  final Set<String> nameless = new HashSet<>();

  @Nullable
  String model;

  @Nullable
  String effort;

  @Nullable
  String sessionId;

  /** The hash of a text that was given while the agent worked and may be written once more. */
  @Nullable
  Long steered;

  private @Nullable CompactionTrigger trigger;
  private long preservedFrom = Long.MAX_VALUE;
  private long compactionSeq;
  private long compactedTo = -1;
  private boolean saidExhausted;

  ClaudeThread(ImportTarget target) {
    this.target = target;
  }

  void add(SessionEvent event, ClaudeLine line) {
    target.add(event, line.ts(), line.uuid());
  }

  void addVerbatim(String kind, JsonValue value, ClaudeLine line) {
    ValueReader.addVerbatim(target, ClaudeLine.wireType(kind), value, line.ts(), line.uuid());
  }

  void note(String kind, String message, Map<String, ?> facts, ClaudeLine line) {
    target.add(new Note(NoteLevel.INFO, message, kind, Json.of(facts)), line.ts(), line.idOf(kind));
  }

  /** Begins a line of the tree: goes over to its branch if it lies on another. */
  ClaudeTree.@Nullable Node begin(ClaudeLine line, ClaudeTree.Kind kind, long content) {
    if (kind == ClaudeTree.Kind.PROMPT) {
      usage.flush(target);
    }
    String uuid = line.uuid();
    if (uuid == null) {
      return null;
    }
    String parent = parentName(line);
    boolean isAgain = tree.find(uuid) != null;
    if (isAgain) {
      note("repeated_id", "another line has the id of an earlier one", Map.of("uuid", uuid), line);
    }
    // two lines of one id are no two branches: both stay
    boolean leaves = !isAgain && tree.leaves(parent, kind);
    int response = line.value().at("message", "id").text("").hashCode();
    ClaudeTree.Node node = tree.add(uuid, parent, kind, response, content, target.nextSeq());
    if (leaves) {
      tree.switchTo(node);
      switched("the conversation went on from an earlier message", line, "switch");
      node.from = target.nextSeq();
    } else if (tree.isExhausted() && !saidExhausted) {
      saidExhausted = true;
      note("too_many_branches", "too many branches to follow; all lines stay", Map.of(), line);
    }
    return node;
  }

  void switched(String reason, ClaudeLine line, String part) {
    target.add(new BranchSwitched(tree.kept(target.nextSeq()), reason), line.ts(), line.idOf(part));
  }

  private static @Nullable String parentName(ClaudeLine line) {
    String parent = line.get("parentUuid").text();
    return parent == null ? line.get("logicalParentUuid").text() : parent;
  }

  void end(ClaudeTree.@Nullable Node node, boolean isConversation) {
    if (node != null) {
      node.to = target.nextSeq();
      if (isConversation) {
        tree.advance(node);
      }
    }
  }

  /**
   * Lets the newest line of the conversation have what was just added without a line of the tree.
   */
  void belongsToTip() {
    ClaudeTree.Node tip = tree.tip();
    if (tip != null) {
      tip.to = target.nextSeq();
    }
  }

  /** Takes the place where the history was cut; the summary comes with a later line. */
  void boundary(ClaudeLine line) {
    JsonValue facts = line.get("compactMetadata");
    String cause = facts.get("trigger").text();
    trigger = cause == null ? null : new CompactionTrigger(cause);
    preservedFrom = Long.MAX_VALUE;
    preserve(facts.get("preservedMessages"));
    preserve(facts.get("preservedSegment"));
  }

  private void preserve(JsonValue preserved) {
    for (JsonValue name : preserved.elements()) {
      preserve(name.text(name.get("uuid").text("")));
    }
    for (JsonValue name : preserved.get("uuids").elements()) {
      preserve(name.text(""));
    }
    preserve(preserved.get("headUuid").text(""));
  }

  private void preserve(String uuid) {
    ClaudeTree.Node node = tree.find(uuid);
    if (node != null) {
      preservedFrom = Math.min(preservedFrom, node.from);
    }
  }

  /** Adds the summary of the history, which stands for all before it but what was preserved. */
  void compact(String summary, ClaudeLine line) {
    long seq = target.nextSeq();
    long to = Math.max(0, Math.min(seq, preservedFrom) - 1);
    long from = Math.min(compactionSeq, to);
    add(
        HistoryCompaction.builder()
            .range(new SeqRange(from, to))
            .summary(summary)
            .trigger(trigger)
            .tailEventCount(preservedFrom < seq ? seq - preservedFrom : null)
            .build(),
        line);
    trigger = null;
    preservedFrom = Long.MAX_VALUE;
    compactionSeq = seq;
    compactedTo = to;
  }

  /**
   * Returns true if a line that was read before is written again because a compaction took it over
   * behind the summary; else it is a copy.
   */
  boolean isTakenOver(ClaudeTree.Node before, ClaudeLine line) {
    String parent = parentName(line);
    return before.to > before.from
        && before.to - 1 <= compactedTo
        && parent != null
        && !parent.equals(before.parentName);
  }
}
