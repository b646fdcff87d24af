package dev.daybook.lab.device;

import dev.daybook.event.UserMessage;

/**
 * A message that proves itself: its text is made of its key, and the key says where it belongs, so
 * that nothing can be read that was not recorded without being noticed.
 *
 * @param session where it was recorded first
 * @param stream who recorded it: each stream counts from 0
 * @param n its number there
 */
record Said(String session, String stream, int n) {

  private static final String PADDING = "0123456789abcdef".repeat(8192);

  UserMessage event() {
    return new UserMessage(text());
  }

  /** Mostly short, sometimes more than a page, now and then as long as many pages. */
  private String text() {
    int hash = Math.floorMod(hashCode() * 0x9E3779B1, 1 << 20);
    int length = hash % 60 == 0 ? 100_000 : hash % 12 == 0 ? 6_000 : hash % 300;
    return session + " " + stream + " " + n + " " + PADDING.substring(0, length);
  }

  /** The message with that text; fails if none has it. */
  static Said of(String text) {
    String[] words = text.split(" ", 4);
    Said said = new Said(words[0], words[1], Integer.parseInt(words[2]));
    if (!said.text().equals(text)) {
      throw new AssertionError("this was never said: " + text.length() + " letters, as if " + said);
    }
    return said;
  }
}
