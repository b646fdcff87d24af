package dev.daybook.lab.kill;

import dev.daybook.Daybook;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;

/** The process that is killed while it lays notes, or takes in those that others laid. */
public final class InboxVictim {

  /** The session that the notes are for. */
  static final String SESSION = "s";

  /** The number of the notes. */
  static final int NOTES = 6;

  private InboxVictim() {}

  public static void main(String[] args) {
    try (Daybook daybook =
        Daybook.builder(Path.of(args[0])).listener(new JournalListener() {}).open()) {
      if (args[1].equals("annotates")) {
        annotate(daybook);
      } else {
        hold(daybook);
      }
    }
  }

  private static void annotate(Daybook daybook) {
    for (int n = 0; n < NOTES; n++) {
      daybook.annotate(SESSION, note(n), id(n));
      System.out.print(n + "\n");
      System.out.flush();
    }
  }

  /** Takes them in as it opens the session, and again as it closes it. */
  private static void hold(Daybook daybook) {
    try (Session session = daybook.resumeSession(SESSION)) {
      session.recordSync(new UserMessage("recorded"));
    }
  }

  static Note note(int n) {
    return new Note(NoteLevel.INFO, "note " + n);
  }

  static String id(int n) {
    return "n-" + n;
  }
}
