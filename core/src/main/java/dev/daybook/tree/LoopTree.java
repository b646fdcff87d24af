package dev.daybook.tree;

import dev.daybook.event.AgentMessage;
import dev.daybook.event.Role;
import dev.daybook.event.TurnMessages;
import dev.daybook.event.TurnRange;
import dev.daybook.tree.Loop.CompactionOverlay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The loops of one session as a tree, built once for many questions, in time linear in their
 * number. Immutable.
 *
 * <p>The result is a tree for any events. A loop whose parent is itself or is not in the session is
 * a root. In a cycle of loops the first to start is the root. If two loops have one id,
 * {@link #loop} returns the one that started last.
 */
public final class LoopTree {

  private final String sessionId;
  private final List<Loop> loops;
  private final LoopLinks links;
  private final Map<String, Integer> places = new HashMap<>();

  /** Builds the tree of that session's loops. */
  public LoopTree(AgentSession session) {
    this.sessionId = session.sessionId();
    this.loops = List.copyOf(session.loops());
    this.links = LoopLinks.of(loops, Loop::loopId, loop -> loop.parentLoopId().orElse(null));
    for (int i = 0; i < loops.size(); i++) {
      places.put(loops.get(i).loopId(), i);
    }
  }

  /** Returns the loops without a parent here, in the order of their start. */
  public List<Loop> roots() {
    List<Loop> roots = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      if (links.isRoot(i)) {
        roots.add(loops.get(i));
      }
    }
    return List.copyOf(roots);
  }

  /** Returns the direct children of loops with that id, in the order of their start. */
  public List<Loop> childrenOf(String loopId) {
    List<Loop> children = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      if (!links.isRoot(i) && loops.get(links.parent(i)).loopId().equals(loopId)) {
        children.add(loops.get(i));
      }
    }
    return List.copyOf(children);
  }

  /** Returns the loop of that id; of several the one that started last. */
  public Optional<Loop> loop(String loopId) {
    return Optional.ofNullable(places.get(loopId)).map(loops::get);
  }

  /** Returns every loop once, each after its parent, siblings in the order of their start. */
  public List<PlacedLoop> depthFirst() {
    int[] depths = new int[loops.size()];
    List<PlacedLoop> placed = new ArrayList<>(loops.size());
    for (int place : links.depthFirst()) {
      depths[place] = links.isRoot(place) ? 0 : depths[links.parent(place)] + 1;
      placed.add(new PlacedLoop(depths[place], loops.get(place)));
    }
    return List.copyOf(placed);
  }

  /**
   * Returns the ids from the root down to that loop. If the root names a parent outside the
   * session, that id comes first. The chain to an unknown loop is its id alone.
   */
  public List<String> chainTo(String loopId) {
    Integer place = places.get(loopId);
    if (place == null) {
      return List.of(loopId);
    }
    List<String> chain = new ArrayList<>();
    List<Integer> chainPlaces = links.chainTo(place);
    Optional<String> above = loops.get(chainPlaces.get(0)).parentLoopId();
    above.filter(id -> !places.containsKey(id)).ifPresent(chain::add);
    chainPlaces.forEach(i -> chain.add(loops.get(i).loopId()));
    return List.copyOf(chain);
  }

  /**
   * Returns the loops of this session that ran beside that one, itself included, in the order of
   * their start. Empty for a loop that ran alone, or while none was chosen.
   */
  public List<Loop> parallelSiblings(String loopId) {
    return loop(loopId)
        .flatMap(Loop::parallelGroup)
        .map(group -> List.copyOf(group.allLoopIds().stream()
            .distinct()
            .map(places::get)
            .filter(Objects::nonNull)
            .sorted()
            .map(loops::get)
            .toList()))
        .orElse(List.of());
  }

  /** Returns the reason that loop of this session exists. */
  public LoopOrigin originOf(Loop loop) {
    Optional<String> parent = loop.parentLoopId();
    Optional<String> here = parent.filter(
        id -> places.containsKey(id) || LoopSnapshot.sessionPart(id).equals(sessionId));
    return LoopOrigin.of(parent.isPresent(), here.isPresent(), loop.continuationKind());
  }

  /**
   * Returns the messages to show a model that continues after that loop: those of the loops from
   * the root down to it. A compaction block replaces the messages of its loop: with its first,
   * compacted and recent turns for the loop itself, with its compacted turns alone for an older
   * one.
   *
   * @return empty for a loop that is not in the session
   */
  public List<AgentMessage> contextOf(String loopId) {
    Integer place = places.get(loopId);
    if (place == null) {
      return List.of();
    }
    List<AgentMessage> context = new ArrayList<>();
    for (int i : links.chainTo(place)) {
      context.addAll(context(loops.get(i), i == place));
    }
    return List.copyOf(context);
  }

  /**
   * Returns the loop's messages, or its compacted ones.
   *
   * @param isNewest true for the loop to continue from, of which more is kept
   */
  private static List<AgentMessage> context(Loop loop, boolean isNewest) {
    if (loop.compactionBlock().isEmpty()) {
      return loop.messages();
    }
    CompactionOverlay overlay = loop.compactionBlock().get();
    List<AgentMessage> kept = new ArrayList<>();
    if (isNewest) {
      kept.addAll(originals(loop, overlay.keepFirst()));
    }
    kept.addAll(messages(overlay.keepCompacted()));
    if (isNewest) {
      kept.addAll(messages(overlay.keepRecent()));
    }
    return kept;
  }

  private static List<AgentMessage> messages(@Nullable TurnMessages turns) {
    return turns == null ? List.of() : turns.messages();
  }

  private static List<AgentMessage> originals(Loop loop, @Nullable TurnRange range) {
    List<AgentMessage> originals = new ArrayList<>();
    if (range != null) {
      for (Turn turn : loop.turns()) {
        long index = turn.turnId().turnIndex();
        if (range.startTurn() <= index && index <= range.endTurn()) {
          addAll(turn, originals);
        }
      }
    }
    return originals;
  }

  /**
   * Adds a turn's messages in the order of the conversation. A result that was also heard as a
   * message comes last.
   */
  private static void addAll(Turn turn, List<AgentMessage> to) {
    Set<String> results = new HashSet<>();
    turn.toolResults().forEach(result -> results.add(String.valueOf(result.toolCallId())));
    for (AgentMessage input : turn.inputMessages()) {
      if (!input.role().equals(Role.TOOL)
          || !results.contains(String.valueOf(input.toolCallId()))) {
        to.add(input);
      }
    }
    to.add(turn.outputMessage());
    to.addAll(turn.toolResults());
  }

  /**
   * A loop with its depth in its session's tree.
   *
   * @param depth the number of its ancestors in the session
   * @param loop the loop
   */
  public record PlacedLoop(int depth, Loop loop) {}
}
