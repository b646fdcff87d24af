package dev.daybook.cli;

import dev.daybook.event.Entry;

/** A form of entries as one short line each. */
final class TailText {

  private static final int MAX_TYPE_LETTERS = 40;
  private static final int MAX_GIST_LETTERS = 120;

  private final Colours colours = Colours.ofTerminal();
  private final int width = Terminal.width();
  private final LocalTimes times = new LocalTimes();

  /** Returns the entry's line; before it the day, if that is a new one. */
  String of(Entry entry) {
    String day = times.newDay(entry.ts());
    EntryText text = EntryText.of(entry);
    String type = ShortText.line(entry.type(), MAX_TYPE_LETTERS);
    String place = LocalTimes.fineTime(entry.ts()) + "  " + entry.seq() + "  " + type + "  ";
    String line = TextColumns.cut(place + text.gist(MAX_GIST_LETTERS), width);
    return (day == null ? "" : "-- " + day + "\n") + colours.in(text.tone(), line.stripTrailing())
        + "\n";
  }
}
