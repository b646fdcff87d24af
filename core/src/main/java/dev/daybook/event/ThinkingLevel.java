package dev.daybook.event;

/**
 * The amount of thinking that a model does before it answers.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record ThinkingLevel(String wireName) implements OpenEnum {
  public static final ThinkingLevel PROVIDER_DEFAULT = new ThinkingLevel("provider_default");
  public static final ThinkingLevel OFF = new ThinkingLevel("off");
  public static final ThinkingLevel MINIMAL = new ThinkingLevel("minimal");
  public static final ThinkingLevel LOW = new ThinkingLevel("low");
  public static final ThinkingLevel MEDIUM = new ThinkingLevel("medium");
  public static final ThinkingLevel HIGH = new ThinkingLevel("high");
  public static final ThinkingLevel XHIGH = new ThinkingLevel("xhigh");
  public static final ThinkingLevel MAX = new ThinkingLevel("max");

  public ThinkingLevel {
    Check.present(wireName, ThinkingLevel.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
