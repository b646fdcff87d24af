package dev.daybook.agent;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.AgentEnd;
import dev.daybook.event.AgentStart;
import dev.daybook.event.ContinuationKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.InferenceStarted;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SubagentPhase;
import dev.daybook.event.ToolCall;
import dev.daybook.event.Usage;
import dev.daybook.event.UserMessage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorder of an agent's work in an open session: user messages, calls of models, tools,
 * sub-agents, hand-overs and the end. Any thread.
 *
 * <pre>{@code
 * try (AgentRecorder agent = AgentRecorder.start(session, "coder")) {
 *   agent.user("Fix the failing test");
 *   ModelCall call = agent.model("model-1");
 *   Message.Call ls = new Message.Call("call_1", "bash", "{\"command\":\"ls\"}");
 *   call.answered(Message.assistant("I look.", ls), new Usage(120, 45));
 *   agent.tool(ls).ok("main.py");
 *   agent.end(EndReason.NORMAL);
 * }
 * }</pre>
 *
 * <p>Every method records one or two events as {@link Session#record} does. They are in the ring
 * when it returns; it throws if the session refuses one. Only {@link #end} waits for the device.
 * The conversation is in the file once: no event repeats the content of another. Anything that
 * would begin after {@link #end} or {@link #close} is refused with {@code SESSION_CLOSED}.
 *
 * <p>The session stays open when the agent has ended; the caller that opened it closes it, after
 * this.
 */
public final class AgentRecorder implements AutoCloseable {

  private final Session session;

  // guarded by this
  private String agentId;
  private String loopId;
  private Usage usage = Usage.NONE;
  private boolean hasLoopEnded;

  /** True once the recorder refuses new work. */
  private volatile boolean isOver;

  /** True once the end of the session is recorded, or on its way. */
  private boolean hasSessionEnded;

  private AgentRecorder(Session session, String agentId, @Nullable String parentLoopId) {
    this.session = session;
    this.agentId = agentId;
    this.loopId = newLoop(agentId);
    record(
        parentLoopId == null
            ? new AgentStart(agentId, session.id(), loopId)
            : new AgentStart(
                agentId, session.id(), loopId, parentLoopId, ContinuationKind.INITIAL));
  }

  /**
   * Records that the agent begins to work in the session, which may be new or resumed.
   *
   * @param agentId the agent's name, for programs and people
   * @throws DaybookException as {@link Session#record} does; no recorder is made then
   */
  public static AgentRecorder start(Session session, String agentId) {
    return new AgentRecorder(session, agentId, null);
  }

  /**
   * Records that an agent called by another one begins to work in the session, as
   * {@link #start(Session, String)} does.
   *
   * @param session the sub-agent's own, with the id of {@link SubAgent#sessionId}
   */
  public static AgentRecorder start(Session session, SubAgent caller) {
    return new AgentRecorder(session, caller.agentId(), caller.parentLoopId());
  }

  /** Records a user's message. */
  public void user(String text) {
    user(new UserMessage(text));
  }

  /** Records a user's message with its resources and identifier. */
  public void user(UserMessage message) {
    refuseIfOver();
    record(message);
  }

  /**
   * Records that a model is being called, with the conversation so far.
   *
   * @return the call, to which the caller reports the answer or failure
   */
  public ModelCall model(String model) {
    return model(model, 0);
  }

  /**
   * Records that a model is being called, with the number of its messages.
   *
   * @param messageCount the number of messages it is given, for the record
   */
  public ModelCall model(String model, long messageCount) {
    refuseIfOver();
    record(new InferenceStarted(model, messageCount));
    return new ModelCall(this, model);
  }

  /**
   * Records that a tool that the model asked for begins to run.
   *
   * @param call the call out of the answer; it counts once
   * @return the run, to which the caller reports the result
   */
  public ToolRun tool(Message.Call call) {
    refuseIfOver();
    record(new ToolCall(call.id(), call.name(), call.arguments()));
    return new ToolRun(this, call);
  }

  /**
   * Records that another agent is called and begins to work, in a session of its own.
   *
   * @param subAgentId the identifier of this call among others in this session
   * @param agent the agent's name
   * @param task the agent's task
   * @param sessionId the session in which it records itself
   * @return the sub-agent, to which the caller reports its end and with which its own recorder
   *     starts
   */
  public SubAgent subAgent(String subAgentId, String agent, String task, String sessionId) {
    refuseIfOver();
    SubAgent called = new SubAgent(this, subAgentId, agent, sessionId, loopId());
    record(called.event(SubagentPhase.STARTED, task, null, null));
    return called;
  }

  /**
   * Hands the session over to another agent: ends the loop of this one and begins one of the next.
   * The conversation stays the same.
   *
   * @param nextAgentId the agent that goes on
   */
  public synchronized void handOver(String nextAgentId) {
    refuseIfOver();
    endLoop();
    String next = newLoop(nextAgentId);
    record(new AgentStart(nextAgentId, session.id(), next, loopId, ContinuationKind.DEFAULT));
    loopId = next;
    usage = Usage.NONE;
    hasLoopEnded = false;
  }

  /**
   * Records that the agent's loop and the session ended, and how much the models cost. Both and all
   * before them are forced when this returns. Nothing can begin afterwards; results of work under
   * way are recorded still. A second call, or one after {@link #close}, does nothing.
   *
   * @throws DaybookException as {@link Session#recordSync(SessionEvent)} does; this may be called
   *     again then, unless it is {@code OUTCOME_UNKNOWN}: the end is on its way
   */
  public synchronized void end(EndReason reason) {
    if (hasSessionEnded) {
      return;
    }
    isOver = true;
    endLoop();
    try {
      session.recordSync(new SessionEnded(reason));
      hasSessionEnded = true;
    } catch (DaybookException why) {
      hasSessionEnded = why.kind() == Kind.OUTCOME_UNKNOWN;
      throw why;
    }
  }

  /**
   * Records that the agent's loop ended, unless {@link #end} did. Without {@link #end} the session
   * has no end, and can go on with another recorder.
   *
   * @throws DaybookException as {@link Session#record} does
   */
  @Override
  public synchronized void close() {
    isOver = true;
    endLoop();
    // an end that failed may be given again, but not after this
    hasSessionEnded = true;
  }

  /** Returns the loop of the agent that works now, as it appears in the tree. */
  public synchronized String loopId() {
    return loopId;
  }

  void record(SessionEvent event) {
    session.record(event);
  }

  synchronized void used(Usage more) {
    usage = usage.plus(more);
  }

  private void endLoop() {
    if (!hasLoopEnded) {
      record(new AgentEnd(loopId, List.of(), usage));
      hasLoopEnded = true;
    }
  }

  private void refuseIfOver() {
    if (isOver) {
      throw DaybookException.of(
          Kind.SESSION_CLOSED,
          "the agent has ended; begin with another AgentRecorder",
          "session",
          session.id(),
          "agent",
          agentId());
    }
  }

  private synchronized String agentId() {
    return agentId;
  }

  /**
   * Returns the identifier of a new loop. By custom the part before the first dot is the session; a
   * resumed session begins another loop.
   */
  private String newLoop(String agent) {
    return session.id() + "." + agent + "." + UUID.randomUUID().toString().substring(0, 8);
  }
}
