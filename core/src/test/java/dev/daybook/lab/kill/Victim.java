package dev.daybook.lab.kill;

import dev.daybook.Daybook;
import dev.daybook.DaybookBuilder;
import dev.daybook.JournalListener;
import java.nio.file.Path;

/** The process that is killed: makes the calls of a model and says after each that it returned. */
public final class Victim {

  private Victim() {}

  public static void main(String[] args) {
    Model model = Model.of(args[1]);
    DaybookBuilder builder = Daybook.builder(Path.of(args[0]))
        .maxOpenFiles(model.maxOpenFiles())
        .listener(new JournalListener() {});
    boolean isLogged = Boolean.parseBoolean(args[2]);
    try (Daybook daybook = (isLogged ? builder.commitLog(64 << 10) : builder).open()) {
      for (int step = 0; step < model.size(); step++) {
        model.call(step, daybook);
        System.out.print(step + "\n");
        System.out.flush();
      }
    }
  }
}
