package dev.daybook.workflow;

/** The beginning of a prompt, on one line. */
final class PromptPreview {

  private static final int MAX_CODE_POINTS = 200;

  private PromptPreview() {}

  /** Returns at most 200 code points, line ends as spaces, and an ellipsis if there were more. */
  static String of(String prompt) {
    StringBuilder preview = new StringBuilder();
    int at = 0;
    for (int points = 0; at < prompt.length(); points++) {
      if (points == MAX_CODE_POINTS) {
        return preview.append('…').toString();
      }
      int c = prompt.codePointAt(at);
      at += prompt.startsWith("\r\n", at) ? 2 : Character.charCount(c);
      preview.appendCodePoint(c == '\n' || c == '\r' ? ' ' : c);
    }
    return preview.toString();
  }
}
