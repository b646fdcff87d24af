package dev.daybook.event;

/**
 * The trigger that made a turn begin.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record TurnTrigger(String wireName) implements OpenEnum {
  public static final TurnTrigger USER = new TurnTrigger("user");
  public static final TurnTrigger SUB_AGENT = new TurnTrigger("sub_agent");
  public static final TurnTrigger CONTINUATION = new TurnTrigger("continuation");
  public static final TurnTrigger BRANCH = new TurnTrigger("branch");

  public TurnTrigger {
    Check.present(wireName, TurnTrigger.class, "wire_name");
    if (wireName.equals("follow_up")) {
      // the name that older agents write
      wireName = "continuation";
    }
  }

  @Override
  public String toString() {
    return wireName;
  }
}
