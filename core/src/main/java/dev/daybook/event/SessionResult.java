package dev.daybook.event;

/**
 * What a session came to.
 *
 * @param result its result, any Unicode
 */
public record SessionResult(String result) implements StandardEvent {
  public SessionResult {
    Check.present(result, SessionResult.class, "result");
  }
}
