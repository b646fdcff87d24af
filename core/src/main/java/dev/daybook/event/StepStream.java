package dev.daybook.event;

/**
 * The stream that a line of a step's output came from.
 *
 * @param wireName the value as it stands in the file; the constants are the known ones
 */
public record StepStream(String wireName) implements OpenEnum {
  public static final StepStream STDOUT = new StepStream("stdout");
  public static final StepStream STDERR = new StepStream("stderr");

  public StepStream {
    Check.present(wireName, StepStream.class, "wire_name");
  }

  @Override
  public String toString() {
    return wireName;
  }
}
