package dev.daybook.workflow;

/** How a prompt begins, on one line. */
final class PromptPreview {

  private static final int MOST_CODE_POINTS = 200;

  private PromptPreview() {}

  /** Line ends as spaces; at most 200 code points, and an ellipsis if there were more. */
  static String of(String prompt) {
    StringBuilder preview = new StringBuilder();
    int at = 0;
    for (int points = 0; at < prompt.length(); points++) {
      if (points == MOST_CODE_POINTS) {
        return preview.append('…').toString();
      }
      int c = prompt.codePointAt(at);
      at += prompt.startsWith("\r\n", at) ? 2 : Character.charCount(c);
      preview.appendCodePoint(c == '\n' || c == '\r' ? ' ' : c);
    }
    return preview.toString();
  }
}
