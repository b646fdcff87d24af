package dev.daybook.lab.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Repair;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The root that a victim works on: what is prepared in it, and what must be true of it later. */
record World(Path root) {

  private static final UserMessage LATER = new UserMessage("later");
  private static final String TORN_TAIL = "{\"torn";
  private static final Set<String> TORN = Set.of("torn", "cut");

  void prepare() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      for (String id : Model.prepared().keySet()) {
        daybook.createSession(id, Model.events(id, 3));
      }
      for (String id : TORN) {
        Files.writeString(daybook.file(id), TORN_TAIL, StandardOpenOption.APPEND);
      }
      Path twice = daybook.file(Model.TWICE);
      Files.write(twice, List.of(Files.readAllLines(twice).get(2)), StandardOpenOption.APPEND);
      Path old = daybook.file("old");
      Files.writeString(old.resolveSibling(old.getFileName() + ".torn-0"), "torn");
    }
  }

  /**
   * Every session is as it was after one of the calls from the last kept one to the one that was
   * under way.
   *
   * @param returned how many calls returned before the kill
   * @return how many drafts the kill left
   */
  int check(Model model, int returned) throws IOException {
    int drafts = drafts().size();
    // torn tails are expected: no report of them is wanted
    try (Daybook daybook =
        Daybook.builder(root).listener(new JournalListener() {}).open()) {
      assertThat(daybook.repair(Model.TWICE).outcome())
          .isIn(
              model.hasChanged(Model.TWICE, returned)
                  ? Set.of(Repair.Outcome.NOTHING_TO_DO)
                  : Set.of(Repair.Outcome.NOTHING_TO_DO, Repair.Outcome.REPAIRED));
      Map<String, List<String>> found = new TreeMap<>();
      for (String id : ids()) {
        found.put(id, texts(daybook.history(id).events()));
        assertThat(Set.of(FindingKind.TORN_TAIL))
            .as("what may be wrong with %s", id)
            .containsAll(daybook.verify(id).counts().keySet());
      }
      List<Map<String, List<String>>> allowed = new ArrayList<>();
      for (int calls = model.kept(returned);
          calls <= Math.min(returned + 1, model.size());
          calls++) {
        allowed.add(model.after(calls));
      }
      assertThat(allowed).as("after %d calls", returned).contains(found);
      tornTailsAreKept(daybook);
      deletedIsKept(model, returned, found.keySet());
      goOn(daybook, found);
      purgeTakesAll(daybook);
    }
    return drafts;
  }

  private static List<String> texts(List<SessionEvent> events) {
    List<String> texts = new ArrayList<>();
    for (SessionEvent event : events) {
      if (event instanceof UserMessage message) {
        texts.add(message.text());
      }
    }
    return texts;
  }

  /** No lock is held any more, and the next event follows. */
  private static void goOn(Daybook daybook, Map<String, List<String>> found) {
    found.forEach((id, texts) -> {
      try (Session session = daybook.resumeSession(id)) {
        session.recordSync(LATER);
      }
      List<String> more = new ArrayList<>(texts);
      more.add(LATER.text());
      assertThat(texts(daybook.history(id).events()))
          .as("recording goes on in %s", id)
          .isEqualTo(more);
    });
  }

  /** What was deleted, or is about to be created again, waits in the trash. */
  private void deletedIsKept(Model model, int returned, Set<String> found) throws IOException {
    if (model.hasDeleted("b", returned + (found.contains("b") ? 0 : 1))) {
      Path trash = root.resolve("trash");
      try (Stream<Path> deleted = Files.find(trash, 2, (file, seen) -> file.endsWith("b.ndjson"))) {
        assertThat(deleted)
            .singleElement()
            .satisfies(file -> assertThat(
                    SessionFileReader.of(file, EventTypes.standard(), ReadOptions.strict(), "b")
                        .history()
                        .events())
                .isEqualTo(Model.events("b", 2)));
      }
    }
  }

  /** What was cut off lies beside the file. */
  private static void tornTailsAreKept(Daybook daybook) throws IOException {
    for (String id : TORN) {
      Path file = daybook.file(id);
      if (!Files.readString(file).contains(TORN_TAIL)) {
        assertThat(file.resolveSibling(file.getFileName() + ".torn-0")).hasContent(TORN_TAIL);
      }
    }
  }

  /** Nothing of a session outlives it, whatever a kill left: data that is purged is gone. */
  private void purgeTakesAll(Daybook daybook) throws IOException {
    for (String id : ids()) {
      daybook.purge(id);
    }
    // of sessions that never came to be
    for (String draft : drafts()) {
      String id = draft.substring(0, draft.indexOf(".ndjson"));
      if (!daybook.exists(id)) {
        daybook.createSession(id);
      }
    }
    for (String id : ids()) {
      daybook.purge(id);
    }
    assertThat(names()).isEmpty();
  }

  private Set<String> ids() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (String name : names()) {
      if (name.endsWith(".ndjson")) {
        ids.add(name.substring(0, name.length() - ".ndjson".length()));
      }
    }
    return ids;
  }

  private List<String> drafts() throws IOException {
    return names().stream().filter(name -> name.contains(".tmp-")).toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("sessions"))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
