package dev.daybook.internal.exchange.reading;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The newest texts of a file that says each of them in several forms, as an item and as an event. A
 * text counts once, in the form that comes first. Of each text only its hash is held.
 */
public final class RepeatedTexts {

  private static final int KEPT = 32;

  private static final class Said {
    final int hash;
    final int chars;
    int forms;

    Said(int hash, int chars) {
      this.hash = hash;
      this.chars = chars;
    }
  }

  private final Deque<Said> newest = new ArrayDeque<>();

  /**
   * Returns true if the text was not said in another form. Two texts are the same if they differ in
   * white space alone.
   *
   * @param form a bit for the form
   */
  public boolean isNew(String text, int form) {
    int hash = 0;
    int chars = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        hash = 31 * hash + c;
        chars++;
      }
    }
    for (Said said : newest) {
      if (said.hash == hash && said.chars == chars && (said.forms & form) == 0) {
        said.forms |= form;
        return false;
      }
    }
    Said said = new Said(hash, chars);
    said.forms = form;
    newest.addLast(said);
    if (newest.size() > KEPT) {
      newest.removeFirst();
    }
    return true;
  }
}
