package dev.daybook.lab.device;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import java.nio.file.Path;

/**
 * Another process that goes on with a session: prints the seq of its event, or why there is none.
 */
final class Resume {

  private Resume() {}

  /** The root, the session, the stream of what it says. */
  public static void main(String[] args) {
    try (Daybook daybook =
        Daybook.builder(Path.of(args[0])).listener(new JournalListener() {}).open()) {
      Session session = daybook.resumeSession(args[1]);
      System.out.println("seq " + session.recordSync(new Said(args[1], args[2], 0).event()));
    } catch (DaybookException why) {
      System.out.println("refused " + why.kind());
    }
  }
}
