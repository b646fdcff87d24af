package dev.daybook.cli;

import dev.daybook.cli.Terminal.Tone;
import dev.daybook.search.Hit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hits as text: a line for each, on which the match is in view. */
final class HitText {

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final String MORE = "…";

  private final Terminal terminal;

  HitText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns the line above the hits of a session; of a sub-agent's with the one that called it. */
  String heading(String session, Optional<String> parent, String title) {
    String text = Text.line(session)
        + parent.map(caller -> " < " + Text.line(caller)).orElse("")
        + (title.isEmpty() ? "" : "  " + Text.line(title));
    return terminal.in(Tone.SPEAKER, terminal.cut(text)) + "\n";
  }

  String line(Hit hit) {
    String what = Text.line(hit.type()) + (hit.tool() == null ? "" : " " + Text.line(hit.tool()));
    String place = "  #" + hit.seq() + " " + Times.dayAndTime(hit.ts()) + " " + what;
    int room = terminal.width - Text.width(place) - 2;
    if (room < terminal.width / 3) {
      place = "  #" + hit.seq() + " " + what;
      room = terminal.width - Text.width(place) - 2;
    }
    return terminal.in(Tone.FAINT, place) + "  " + snippet(hit, Math.max(room, 1)) + "\n";
  }

  /**
   * Returns the snippet on one line of so many places, the match marked where there are colours.
   */
  private String snippet(Hit hit, int room) {
    String text = hit.snippet();
    String before = flat(text.substring(0, hit.matchFrom())).stripLeading();
    String match = flat(text.substring(hit.matchFrom(), hit.matchTo()));
    String behind = flat(text.substring(hit.matchTo())).stripTrailing();
    if (hit.snippetFrom() > 0) {
      before = MORE + before;
    }
    if (hit.snippetFrom() + text.length() < hit.textChars()) {
      behind += MORE;
    }
    String shown = Text.cut(match, room);
    int left = room - Text.width(shown);
    int spare = Math.max(left / 3, left - Text.width(behind));
    before = end(before, Math.min(spare, left));
    behind = left - Text.width(before) <= 0 ? "" : Text.cut(behind, left - Text.width(before));
    return before + terminal.in(Tone.SPEAKER, shown) + behind;
  }

  private static String flat(String text) {
    return Text.line(SPACE.matcher(text).replaceAll(" "));
  }

  /** Returns the end of a text that has so many places at most. */
  private static String end(String text, int places) {
    int width = Text.width(text);
    if (width <= places) {
      return text;
    }
    int from = 0;
    // one place for the mark
    while (from < text.length() && (width >= places || Text.width(text.codePointAt(from)) == 0)) {
      int letter = text.codePointAt(from);
      width -= Text.width(letter);
      from += Character.charCount(letter);
    }
    return places < 1 ? "" : MORE + text.substring(from);
  }
}
