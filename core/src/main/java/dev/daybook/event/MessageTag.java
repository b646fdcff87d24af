package dev.daybook.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lesson from a part of the conversation that the agent left again.
 *
 * @param kind the kind of lesson
 * @param text the text, for the model and for people
 * @param createdAtTurn the turn that made it, as its agent writes it
 * @param abandonedNodeIds the messages that were left
 */
public record MessageTag(
    TagKind kind, String text, @Nullable Json createdAtTurn, List<Long> abandonedNodeIds) {
  public MessageTag {
    Check.present(kind, MessageTag.class, "kind");
    Check.present(text, MessageTag.class, "text");
    abandonedNodeIds = Check.list(abandonedNodeIds, MessageTag.class, "abandoned_node_ids");
  }
}
