package dev.daybook.lab.kill;

import dev.daybook.Daybook;
import dev.daybook.journal.JournalListener;
import java.nio.file.Path;

/** The process that is killed: makes the calls of a model and says after each that it returned. */
public final class Victim {

  private Victim() {}

  public static void main(String[] args) {
    Model model = args[1].equals("files") ? Model.ofFiles() : Model.ofRecording();
    try (Daybook daybook =
        Daybook.builder(Path.of(args[0])).listener(new JournalListener() {}).open()) {
      for (int step = 0; step < model.size(); step++) {
        model.call(step, daybook);
        System.out.print(step + "\n");
        System.out.flush();
      }
    }
  }
}
