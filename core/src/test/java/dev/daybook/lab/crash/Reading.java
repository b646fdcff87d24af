package dev.daybook.lab.crash;

import dev.daybook.DaybookException;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionFork;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.read.ReadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A strict reader's view of a session's file.
 *
 * @param entries up to the first bad line; the seq of each is its index, which the reader checks
 * @param fault what stopped the reading; null if it came to the end
 */
record Reading(List<Entry> entries, DaybookException.Kind fault) {

  static final String GAP = "a gap";

  static Reading of(Path file, String session) {
    List<Entry> entries = new ArrayList<>();
    DaybookException.Kind fault = null;
    try {
      SessionFileReader.of(file, EventTypes.standard(), ReadOptions.strict(), session)
          .forEach((entry, line, from, to) -> entries.add(entry));
    } catch (DaybookException stopped) {
      fault = stopped.kind();
    }
    return new Reading(entries, fault);
  }

  int size() {
    return entries.size();
  }

  /** What the workload said; a word of the laboratory's own for what Daybook itself wrote. */
  String text(int seq) {
    SessionEvent event = entries.get(seq).event();
    if (event instanceof UserMessage said) {
      return said.text();
    }
    return event instanceof Gap ? GAP : entries.get(seq).type();
  }

  /** What a fork of it holds behind its own first line. */
  List<String> copies() {
    return IntStream.range(0, size())
        .filter(seq -> !(entries.get(seq).event() instanceof SessionFork))
        .mapToObj(this::text)
        .toList();
  }

  /** How many entries the fork says that it copied; -1 if this is none. */
  long copied() {
    return !entries.isEmpty() && entries.get(0).event() instanceof SessionFork fork
        ? fork.replayEventCount()
        : -1;
  }
}
