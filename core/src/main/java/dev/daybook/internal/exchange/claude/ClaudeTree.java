package dev.daybook.internal.exchange.claude;

import dev.daybook.event.SeqRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a conversation's lines, and the branch of it that is in force. A line with several
 * children is mostly no branch: parallel results, attachments and progress each take a parent. So a
 * branch begins only where a prompt leaves prompts or answers of the newest branch aside, or where
 * an answer continues one that was left. Memory grows with the number of lines; time with the
 * number of lines at each switch, up to a bound.
 */
final class ClaudeTree {

  /** The kind of a line, as far as it decides about branches. */
  enum Kind {
    PROMPT,
    ANSWER,
    OTHER
  }

  /** A line of the tree, and the entries {@code [from, to)} that it gave. */
  static final class Node {
    final @Nullable Node parent;
    final Kind kind;
    final int depth;

    /** The hash of an answer's identifier, which all lines of a response share. */
    final int response;

    final @Nullable String parentName;
    final long content;
    long from;
    long to;
    private boolean beginsBranch;
    private boolean isLeft;
    private boolean isRetracted;
    private int path;

    Node(@Nullable Node parent, @Nullable String parentName, Kind kind, int response, long hash) {
      this.parent = parent;
      this.parentName = parentName;
      this.kind = kind;
      this.response = response;
      this.content = hash;
      this.depth = parent == null ? 0 : parent.depth + 1;
    }
  }

  /** The number of lines looked at for switches, which bounds the time a hostile file takes. */
  private static final long MAX_WORK = 100_000_000;

  private static final int WORK_A_RANGE = 20;

  private final Map<String, Node> byName = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private @Nullable Node tip;
  private boolean hasRootedAnswers;
  private int paths;
  private long work;

  @Nullable
  Node find(@Nullable String name) {
    return name == null ? null : byName.get(name);
  }

  @Nullable
  Node tip() {
    return tip;
  }

  /** Returns the node that a line with that parent hangs on. */
  private @Nullable Node parentOf(@Nullable String parentName) {
    Node known = find(parentName);
    // of a parent that is not in the file nothing is known, but that the conversation goes on
    return known != null || parentName == null ? known : tip;
  }

  Node add(
      String name, @Nullable String parentName, Kind kind, int response, long content, long from) {
    Node node = new Node(parentOf(parentName), parentName, kind, response, content);
    node.isLeft = node.parent != null && node.parent.isLeft;
    node.from = from;
    node.to = from;
    hasRootedAnswers |= kind == Kind.ANSWER && parentName == null;
    byName.put(name, node);
    nodes.add(node);
    return node;
  }

  /** Makes that line the newest of the conversation, unless it lies on a branch that was left. */
  void advance(Node node) {
    if (!node.isLeft) {
      tip = node;
    }
  }

  /** Takes back a line without what follows it. */
  void retract(@Nullable String name) {
    Node node = find(name);
    if (node != null) {
      node.isRetracted = true;
    }
  }

  /** Returns true if a line with that parent leaves the branch that is in force. */
  boolean leaves(@Nullable String parentName, Kind kind) {
    Node parent = parentOf(parentName);
    if (tip == null || work > MAX_WORK || parent == tip) {
      return false;
    } else if (kind == Kind.ANSWER) {
      return parent != null && parent.isLeft;
    } else if (kind != Kind.PROMPT || (parent == null && hasRootedAnswers)) {
      return false;
    }
    Fork fork = fork(parent);
    return fork.leavesPrompt || fork.leavesAnswer;
  }

  private record Fork(@Nullable Node cut, boolean leavesPrompt, boolean leavesAnswer) {}

  /** Returns what of the newest branch lies beside the path to that line. */
  private Fork fork(@Nullable Node other) {
    Node a = tip;
    Node b = other;
    Node cut = null;
    boolean prompt = false;
    Node answer = null;
    boolean severalAnswers = false;
    while (a != b) {
      if (a != null && (b == null || a.depth >= b.depth)) {
        prompt |= a.kind == Kind.PROMPT;
        if (a.kind == Kind.ANSWER) {
          severalAnswers |= answer != null && answer.response != a.response;
          answer = a;
        }
        cut = a;
        a = a.parent;
      } else if (b != null) {
        b = b.parent;
      }
    }
    boolean isSameResponse = answer != null
        && !severalAnswers
        && a != null
        && a.kind == Kind.ANSWER
        && a.response == answer.response;
    return new Fork(cut, prompt, answer != null && !isSameResponse);
  }

  /** Switches to the branch of that line, which has just been added. */
  void switchTo(Node node) {
    Fork fork = fork(node.parent);
    if (fork.cut != null) {
      fork.cut.beginsBranch = true;
    }
    node.beginsBranch = true;
    paths++;
    for (Node at = node; at != null && at.path != paths; at = at.parent) {
      at.path = paths;
    }
    for (Node each : nodes) {
      each.isLeft =
          (each.parent != null && each.parent.isLeft) || (each.beginsBranch && each.path != paths);
    }
    work += nodes.size();
  }

  /** Returns true if branches are no longer followed, since there are too many. */
  boolean isExhausted() {
    return work > MAX_WORK;
  }

  /** Returns the entries before {@code end} that no line of a branch that was left gave. */
  List<SeqRange> kept(long end) {
    work += nodes.size();
    List<Node> left = new ArrayList<>();
    for (Node node : nodes) {
      if ((node.isLeft || node.isRetracted) && node.to > node.from) {
        left.add(node);
      }
    }
    left.sort(Comparator.comparingLong(node -> node.from));
    List<SeqRange> kept = new ArrayList<>();
    long from = 0;
    for (Node node : left) {
      if (node.from > from) {
        kept.add(new SeqRange(from, node.from - 1));
      }
      from = Math.max(from, node.to);
    }
    if (end > from) {
      kept.add(new SeqRange(from, end - 1));
    }
    work += (long) WORK_A_RANGE * kept.size();
    return kept;
  }
}
