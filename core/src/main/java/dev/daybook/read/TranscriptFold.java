package dev.daybook.read;

import dev.daybook.event.Entry;
import dev.daybook.internal.transcript.ConversationFold;

/**
 * A fold of all entries of a session to its conversation. Two types are snapshots, and the newest
 * of either kind counts:
 *
 * <ul>
 *   <li>{@code inference_completed} with input messages holds the conversation before its answer;
 *       entries from it on add to that, its answer first
 *   <li>{@code history_compaction} stands for the entries to the end of its range, or to itself if
 *       its range claims more; those after add to its summary, a system message
 * </ul>
 *
 * <p>After a {@code branch_switched} only the entries of its kept ranges and those from it on
 * count, snapshots among them: a snapshot that it leaves out counts for nothing, and one before
 * that is kept counts again. Of several switches the newest counts alone, whatever the earlier ones
 * left out.
 *
 * <p>Every entry that adds does so as it stands, whether a snapshot came before it or not:
 *
 * <ul>
 *   <li>{@code user_message}, {@code system_message} and {@code assistant_message} are messages,
 *       unless the model was cut off. {@code reasoning} is the thinking of the answer after it, if
 *       that has none of its own
 *   <li>{@code inference_completed} adds its answer
 *   <li>{@code tool_call} is a call of the last message that is no tool's, if that is an
 *       assistant's and waits for results or has none yet; or else of a new one without text
 *   <li>{@code tool_result} and {@code tool_blocked} are the answer of their call
 *   <li>{@code message_end} is a message. {@code turn_end} adds the messages of its turn that were
 *       not recorded before, {@code agent_end} those of its loop, so that a recorder may leave out
 *       the finer events
 *   <li>{@code parallel_loop_end} takes out the messages of the loops that were not chosen,
 *       {@code revert_applied} and {@code prune_applied} those that they name
 * </ul>
 *
 * <p>Nothing else adds anything. A message that events of several kinds record, one next to the
 * other, counts once; so does the result of one call. Messages that an application keeps for itself
 * are left out. What no provider would accept is moved, closed or left out at the end, and
 * reported: see {@link Transcript#adjustments}.
 *
 * <p>Holds every entry that adds, and of each snapshot what the one before it has not, since a
 * later compaction or switch may need them. {@link SessionReader#transcript} feeds it no more than
 * needed.
 */
public final class TranscriptFold implements Fold<Transcript> {

  private final ConversationFold conversation = new ConversationFold();

  /** Makes a fold of no entries yet. */
  public TranscriptFold() {}

  @Override
  public void accept(Entry entry) {
    conversation.accept(entry);
  }

  @Override
  public Transcript result() {
    return conversation.result();
  }
}
