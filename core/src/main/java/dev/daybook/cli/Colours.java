package dev.daybook.cli;

import dev.daybook.cli.EntryText.Tone;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Text in colours, where standard output is a terminal that is to have some. */
final class Colours {

  private final boolean areOn;

  private Colours(boolean areOn) {
    this.areOn = areOn;
  }

  /** As the terminal can, and as NO_COLOR and its like say. */
  static Colours ofTerminal() {
    return new Colours(Terminal.colours() == Ansi.ON);
  }

  /** That text, harmless already, in the colour of the tone. */
  String in(Tone tone, String text) {
    return areOn && !text.isEmpty()
        ? switch (tone) {
          case PLAIN -> text;
          case SPEAKER -> styled(Style.bold, text);
          case FAINT -> styled(Style.faint, text);
          case GOOD -> styled(Style.fg_green, text);
          case BAD -> styled(Style.fg_red, text);
        }
        : text;
  }

  private static String styled(Style style, String text) {
    return style.on() + text + Style.reset.on();
  }
}
