package dev.daybook.lab.kill;

import dev.daybook.Daybook;
import dev.daybook.JournalListener;
import java.nio.file.Path;

/** The process that is killed: makes the calls of a model and says after each that it returned. */
public final class Victim {

  private Victim() {}

  public static void main(String[] args) {
    Model model = Model.of(args[1]);
    try (Daybook daybook = Daybook.builder(Path.of(args[0]))
        .maxOpenFiles(model.maxOpenFiles())
        .listener(new JournalListener() {})
        .open()) {
      for (int step = 0; step < model.size(); step++) {
        model.call(step, daybook);
        System.out.print(step + "\n");
        System.out.flush();
      }
    }
  }
}
