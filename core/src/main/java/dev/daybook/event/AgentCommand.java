package dev.daybook.event;

/**
 * The command that a workflow's step gives its agent.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record AgentCommand(String wireName) implements OpenEnum {
  public static final AgentCommand RUN = new AgentCommand("run");
  public static final AgentCommand REVIEW = new AgentCommand("review");
  public static final AgentCommand PLAN = new AgentCommand("plan");
  public static final AgentCommand PIPE = new AgentCommand("pipe");
  public static final AgentCommand COLLECT = new AgentCommand("collect");
  public static final AgentCommand SUMMARY = new AgentCommand("summary");

  public AgentCommand {
    Check.present(wireName, AgentCommand.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
