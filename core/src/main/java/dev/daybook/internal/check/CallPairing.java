package dev.daybook.internal.check;

import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.AgentStart;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.BranchSwitched;
import dev.daybook.event.Content;
import dev.daybook.event.ContentType;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.LoopEvent;
import dev.daybook.event.Message;
import dev.daybook.event.MessageEnd;
import dev.daybook.event.Role;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StopReason;
import dev.daybook.event.ToolBlocked;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolExecutionEnd;
import dev.daybook.event.ToolExecutionStart;
import dev.daybook.event.ToolResult;
import dev.daybook.event.TurnEnd;
import dev.daybook.internal.transcript.Branch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of the tool calls of a session and their results, in every kind of event that can hold
 * one. One call may be recorded in several forms, once in each. A form that comes again is another
 * call, or another result, with the same identifier. The calls of an agent loop are its own; a call
 * or result that names no loop may belong to any of them. Belongs to one thread.
 *
 * @param <P> the place of an entry
 */
public final class CallPairing<P> {

  // the forms, of a call and of a result
  private static final int IN_ANSWER = 1;
  private static final int IN_INFERENCE = 1 << 1;
  private static final int ALONE = 1 << 2;
  private static final int IN_MESSAGE = 1 << 3;
  private static final int EXECUTION = 1 << 4;
  private static final int IN_TURN = 1 << 5;
  private static final int RESULT_ALONE = 1 << 6;
  private static final int RESULT_IN_MESSAGE = 1 << 7;
  private static final int EXECUTION_END = 1 << 8;
  private static final int RESULT_IN_TURN = 1 << 9;
  private static final int BLOCKED = 1 << 10;
  private static final int IN_LOOP = 1 << 11;
  private static final int RESULT_IN_LOOP = 1 << 12;

  private static final int CALLS =
      IN_ANSWER | IN_INFERENCE | ALONE | IN_MESSAGE | EXECUTION | IN_TURN | IN_LOOP;
  private static final int RESULTS =
      RESULT_ALONE | RESULT_IN_MESSAGE | EXECUTION_END | RESULT_IN_TURN | RESULT_IN_LOOP;

  private static final String NO_LOOP = "";

  /**
   * A listener for the calls, their results and what is odd about them. Each call and each result
   * comes once, in the form that was recorded first.
   *
   * @param <P> the place of an entry
   */
  public interface Listener<P> {

    /** Takes a call. */
    default void call(P at, String tool) {}

    /** Takes a result. */
    default void result(P at) {}

    /**
     * Takes the failure of a call, once for each result.
     *
     * @param tool the tool; empty if it is not known
     */
    default void failure(P at, String tool) {}

    /** Takes a second call with the same identifier. */
    default void callAgain(P at, String callId, P earlier) {}

    /** Takes a second result of the same call. */
    default void resultAgain(P at, String callId) {}

    /** Takes a result of a call that is not known. */
    default void resultWithoutCall(P at, String callId) {}

    /** Takes a call that is not followed, because too many are open. */
    default void notFollowed(P at) {}
  }

  private record CallKey(String loop, String callId) {

    /** As fast before the second compiler as behind it, which that of a record is not. */
    @Override
    public int hashCode() {
      return 31 * callId.hashCode() + loop.hashCode();
    }
  }

  /**
   * A call that is known.
   *
   * @param <P> the place of an entry
   */
  public static final class KnownCall<P> {
    private final long seq;
    private final String id;
    private final String tool;
    private final P at;
    private int forms;
    private boolean hasFailed;

    KnownCall(long seq, String id, String tool, P at, int form) {
      this.seq = seq;
      this.id = id;
      this.tool = tool;
      this.at = at;
      this.forms = form;
    }

    public String id() {
      return id;
    }

    public String tool() {
      return tool;
    }

    public P at() {
      return at;
    }
  }

  private final int maxOpen;
  private @Nullable Branch branch;

  /** The seq of the event at hand. */
  private long seq;

  private final Listener<P> listener;
  private final Map<CallKey, KnownCall<P>> open = new LinkedHashMap<>();
  private final Map<CallKey, KnownCall<P>> answered;

  /** The latest key of each call id. */
  private final Map<String, CallKey> newest;

  /** The newest loops whose messages were recorded before their end. */
  private final Map<String, Boolean> loopsWithMessages;

  private long calls;
  private long results;
  private long blocked;

  /** The estimated number of open calls that are not in {@link #open}. */
  private long notFollowed;

  /**
   * @param maxOpen the most calls that may be open at once; those beyond it are counted and not
   *     paired. As many answered ones are remembered
   */
  public CallPairing(int maxOpen, Listener<P> listener) {
    this.maxOpen = maxOpen;
    this.listener = listener;
    this.answered = new NewestMap<>(maxOpen);
    this.newest = new NewestMap<>(2 * maxOpen);
    this.loopsWithMessages = new NewestMap<>(maxOpen);
  }

  /** Takes the next event of the session, with its seq. */
  public void see(long entrySeq, SessionEvent event, P at) {
    seq = entrySeq;
    if (event instanceof AssistantMessage answer) {
      if (!answer.isPartial()) {
        for (ToolCall call : answer.toolCalls()) {
          called(NO_LOOP, call.callId(), call.name(), IN_ANSWER, at);
        }
      }
    } else if (event instanceof InferenceCompleted inference) {
      for (Message.Call call : inference.message().toolCalls()) {
        called(NO_LOOP, call.id(), call.name(), IN_INFERENCE, at);
      }
    } else if (event instanceof ToolCall call) {
      called(NO_LOOP, call.callId(), call.name(), ALONE, at);
    } else if (event instanceof ToolResult result) {
      answered(NO_LOOP, result.callId(), result.name(), RESULT_ALONE, hasFailed(result), at);
    } else if (event instanceof ToolBlocked block) {
      answered(NO_LOOP, block.callId(), block.name(), BLOCKED, false, at);
    } else if (event instanceof BranchSwitched switched) {
      branch = new Branch(entrySeq, switched);
    } else if (event instanceof LoopEvent inLoop) {
      seeInLoop(inLoop, ShortName.of(inLoop.loopId()), at);
    }
  }

  private static boolean hasFailed(ToolResult result) {
    return result.ok() == null ? result.error() != null : !result.ok();
  }

  private void seeInLoop(LoopEvent event, String loop, P at) {
    if (event instanceof ToolExecutionStart start) {
      called(loop, start.toolCallId(), start.toolName(), EXECUTION, at);
    } else if (event instanceof ToolExecutionEnd end) {
      answered(loop, end.toolCallId(), end.toolName(), EXECUTION_END, end.isError(), at);
    } else if (event instanceof MessageEnd end) {
      loopsWithMessages.put(loop, true);
      message(loop, end.message(), IN_MESSAGE, RESULT_IN_MESSAGE, at);
    } else if (event instanceof TurnEnd end) {
      loopsWithMessages.put(loop, true);
      message(loop, end.message(), IN_TURN, RESULT_IN_TURN, at);
      for (AgentMessage result : end.toolResults()) {
        message(loop, result, IN_TURN, RESULT_IN_TURN, at);
      }
    } else if (event instanceof AgentStart) {
      loopsWithMessages.remove(loop);
    } else if (event instanceof AgentEnd end && loopsWithMessages.remove(loop) == null) {
      for (AgentMessage message : end.messages()) {
        message(loop, message, IN_LOOP, RESULT_IN_LOOP, at);
      }
    }
  }

  private void message(String loop, AgentMessage message, int form, int resultForm, P at) {
    if (message.role().equals(Role.TOOL) && message.toolCallId() != null) {
      boolean hasFailed = Boolean.TRUE.equals(message.isError());
      answered(loop, message.toolCallId(), message.toolName(), resultForm, hasFailed, at);
    } else if (!StopReason.ERROR.equals(message.stopReason())
        && !StopReason.ABORTED.equals(message.stopReason())) {
      for (Content content : message.content()) {
        if (content.type().equals(ContentType.TOOL_CALL)
            && content.id() != null
            && content.name() != null) {
          called(loop, content.id(), content.name(), form, at);
        }
      }
    }
  }

  private void called(String loop, String callId, String tool, int form, P at) {
    String id = ShortName.of(callId);
    CallKey latest = newest.get(id);
    CallKey key = keyOf(ShortName.of(loop), id, latest);
    KnownCall<P> known = known(key);
    if (known == null && latest != null && mayBeSame(key, latest) && isSameCall(latest, form)) {
      key = latest;
      known = known(key);
    }
    setNewest(key, latest);
    if (known != null && (known.forms & CALLS) != 0 && isOfBranch(known)) {
      if ((known.forms & form) == 0) {
        known.forms |= form;
        return;
      }
      listener.callAgain(at, key.callId(), known.at);
      if (open.containsKey(key)) {
        known.forms = form;
        return;
      }
    }
    if (known != null) {
      answered.remove(key);
      open.remove(key);
    }
    calls++;
    String name = ShortName.of(tool);
    listener.call(at, name);
    if (open.size() < maxOpen) {
      open.put(key, new KnownCall<>(seq, key.callId(), name, at, form));
    } else {
      notFollowed++;
      listener.notFollowed(at);
    }
  }

  private void answered(
      String loop, String callId, @Nullable String tool, int form, boolean hasFailed, P at) {
    String id = ShortName.of(callId);
    CallKey latest = newest.get(id);
    CallKey key = keyOf(ShortName.of(loop), id, latest);
    KnownCall<P> known = known(key);
    if (known == null && latest != null && mayBeSame(key, latest) && isResultOf(latest, form)) {
      key = latest;
      known = known(key);
    }
    setNewest(key, latest);
    boolean isAgain = known != null && (known.forms & form) != 0;
    if (form == BLOCKED) {
      blocked++;
    } else if (known == null || isAgain || (known.forms & RESULTS) == 0) {
      results++;
      listener.result(at);
    }
    if (known == null) {
      known = new KnownCall<>(seq, key.callId(), tool == null ? "" : ShortName.of(tool), at, 0);
      if (notFollowed > 0) {
        // probably the result of one of those
        notFollowed--;
      } else {
        listener.resultWithoutCall(at, key.callId());
      }
    } else if (isAgain) {
      listener.resultAgain(at, key.callId());
    }
    if (hasFailed && (isAgain || !known.hasFailed)) {
      listener.failure(at, known.tool);
    }
    known.hasFailed |= hasFailed;
    known.forms |= form;
    open.remove(key);
    answered.put(key, known);
  }

  /** Returns the latest key itself if it is of that loop: the same object is found the fastest. */
  private static CallKey keyOf(String loop, String id, @Nullable CallKey latest) {
    return latest != null && latest.loop().equals(loop) ? latest : new CallKey(loop, id);
  }

  /** Returns true if one of the two names no loop, so that both may be of one call. */
  private static boolean mayBeSame(CallKey key, CallKey latest) {
    return key.loop().equals(NO_LOOP) || latest.loop().equals(NO_LOOP);
  }

  /** Returns true if a call in that form is the one that is known under the other key. */
  private boolean isSameCall(CallKey other, int form) {
    KnownCall<P> call = open.get(other);
    return call != null
        ? (call.forms & form) == 0
        : (form == IN_TURN || form == IN_LOOP) && answered.containsKey(other);
  }

  /** Returns true if a result in that form is of the call that is known under the other key. */
  private boolean isResultOf(CallKey other, int form) {
    KnownCall<P> call = known(other);
    return call != null && (open.containsKey(other) || (call.forms & form) == 0);
  }

  private void setNewest(CallKey key, @Nullable CallKey latest) {
    if (!key.equals(latest)) {
      newest.put(key.callId(), key);
    }
  }

  private @Nullable KnownCall<P> known(CallKey key) {
    KnownCall<P> call = open.get(key);
    return call != null ? call : answered.get(key);
  }

  /** Returns false if the conversation went back behind the call: its result is not waited for. */
  private boolean isOfBranch(KnownCall<P> call) {
    return branch == null || branch.holds(call.seq);
  }

  /**
   * Returns the calls that are open and followed, in their order; those of a branch that the
   * conversation left are not open.
   */
  public List<KnownCall<P>> openCalls() {
    return open.values().stream().filter(this::isOfBranch).toList();
  }

  /** Returns the number of calls. */
  public long calls() {
    return calls;
  }

  /** Returns the number of results. */
  public long results() {
    return results;
  }

  /** Returns the number of calls that a hook blocked. */
  public long blocked() {
    return blocked;
  }

  /** Returns the number of calls without a result. */
  public long open() {
    return openCalls().size() + notFollowed;
  }
}
