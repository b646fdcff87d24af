package dev.daybook.cli;

import dev.daybook.cli.EntryText.Tone;

/** Text in colours, where standard output is a terminal that is to have some. */
final class Colours {

  static final String RESET = "\u001b[0m";

  private final boolean areOn;

  private Colours(boolean areOn) {
    this.areOn = areOn;
  }

  /** Returns colours as the terminal can show them, and as NO_COLOR and its like say. */
  static Colours ofTerminal() {
    return new Colours(Terminal.hasColours());
  }

  /** Returns that text, harmless already, in the colour of the tone. */
  String in(Tone tone, String text) {
    return areOn && !text.isEmpty()
        ? switch (tone) {
          case PLAIN -> text;
          case SPEAKER -> styled(1, text);
          case FAINT -> styled(2, text);
          case GOOD -> styled(32, text);
          case ODD -> styled(33, text);
          case BAD -> styled(31, text);
        }
        : text;
  }

  private static String styled(int code, String text) {
    return "\u001b[" + code + "m" + text + RESET;
  }
}
