package dev.daybook.event;

/**
 * The result of a session.
 *
 * @param result the text of the result, any Unicode
 */
public record SessionResult(String result) implements StandardEvent {
  public SessionResult {
    Check.present(result, SessionResult.class, "result");
  }
}
