package dev.daybook.lab.kill;

import dev.daybook.Daybook;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A list of calls that change sessions, and what the sessions hold after each: the child makes the
 * calls and is killed, the test compares. Each call changes one session, at once or not at all.
 */
final class Model {

  /** A session with a line that stands there twice. */
  static final String TWICE = "twice";

  /** Long enough to lie in many blocks. */
  private static final String PADDING = "x".repeat(100_000);

  /** A call, and what it leaves of its session: the texts of its messages; null if no session. */
  private record Step(String session, @Nullable List<String> after, boolean isWaited, Call call) {}

  @FunctionalInterface
  private interface Call {
    void on(Daybook daybook);
  }

  private final List<Step> steps = new ArrayList<>();
  private int maxOpenFiles = 100;

  static Model of(String calls) {
    return switch (calls) {
      case "files" -> ofFiles();
      case "recording" -> ofRecording();
      case "resting" -> ofResting();
      default -> throw new IllegalArgumentException(calls);
    };
  }

  /** Everything that happens to files. */
  static Model ofFiles() {
    Model model = new Model();
    model.add("b", texts("b", 2), daybook -> daybook.createSession("b", events("b", 2)));
    model.add("child", texts("parent", 3), daybook -> daybook.fork("parent", "child"));
    model.add("b", null, daybook -> daybook.delete("b"));
    model.add("torn", texts("torn", 3), daybook -> daybook.repair("torn"));
    model.add(TWICE, texts(TWICE, 3), daybook -> daybook.repair(TWICE));
    model.add("old", null, daybook -> daybook.purge("old"));
    model.add("s", List.of(), daybook -> daybook.openSession("s"));
    model.addRecording("s", 0, 2, 1);
    model.add("cut", texts("cut", 3), daybook -> daybook.openSession("cut"));
    model.addRecording("cut", 3, 5, 1);
    model.add("b", texts("b", 1), daybook -> daybook.createSession("b", events("b", 1)));
    return model;
  }

  /** Many events in one session, some of which no caller waits for, some of them large. */
  static Model ofRecording() {
    Model model = new Model();
    model.add("cut", texts("cut", 3), daybook -> daybook.openSession("cut"));
    model.addRecording("cut", 3, 23, 3);
    return model;
  }

  /** Sessions of which one at a time has its file open. */
  static Model ofResting() {
    Model model = new Model();
    model.maxOpenFiles = 1;
    for (int n = 3; n < 9; n++) {
      model.addRecording("cut", n, n + 1, 1);
      model.addRecording("parent", n, n + 1, 1);
    }
    return model;
  }

  int maxOpenFiles() {
    return maxOpenFiles;
  }

  private void add(String session, @Nullable List<String> after, Call call) {
    steps.add(new Step(session, after, true, call));
  }

  /** Every so many events one that is waited for. */
  private void addRecording(String session, int from, int to, int waitEvery) {
    for (int n = from; n < to; n++) {
      UserMessage event = new UserMessage(text(session, n));
      boolean waits = n % waitEvery == 0;
      Call call = waits
          ? daybook -> daybook.openSession(session).recordSync(event)
          : daybook -> daybook.openSession(session).record(event);
      steps.add(new Step(session, texts(session, n + 1), waits, call));
    }
  }

  /** The sessions that are there before the first call, the damage apart. */
  static Map<String, List<String>> prepared() {
    Map<String, List<String>> sessions = new TreeMap<>();
    for (String id : List.of("parent", "torn", TWICE, "old", "cut")) {
      sessions.put(id, texts(id, 3));
    }
    return sessions;
  }

  static List<SessionEvent> events(String session, int count) {
    return texts(session, count).stream().<SessionEvent>map(UserMessage::new).toList();
  }

  private static List<String> texts(String session, int count) {
    return IntStream.range(0, count).mapToObj(n -> text(session, n)).toList();
  }

  private static String text(String session, int n) {
    return session + "-" + n + (n % 7 == 6 ? PADDING : "");
  }

  int size() {
    return steps.size();
  }

  void call(int step, Daybook daybook) {
    steps.get(step).call.on(daybook);
  }

  /** How many of so many calls cannot be lost, since one that was waited for came behind them. */
  int kept(int calls) {
    int kept = calls;
    while (kept > 0 && !steps.get(kept - 1).isWaited) {
      kept--;
    }
    return kept;
  }

  /** Whether the session is one of those that so many calls changed. */
  boolean hasChanged(String session, int calls) {
    return steps.subList(0, calls).stream().anyMatch(step -> step.session.equals(session));
  }

  /** Whether one of so many calls deleted the session. */
  boolean hasDeleted(String session, int calls) {
    return steps.subList(0, Math.min(calls, size())).stream()
        .anyMatch(step -> step.session.equals(session) && step.after == null);
  }

  /** What each session holds after so many calls; those that are missing are not there. */
  Map<String, List<String>> after(int calls) {
    Map<String, List<String>> sessions = new TreeMap<>(prepared());
    for (Step step : steps.subList(0, calls)) {
      if (step.after == null) {
        sessions.remove(step.session);
      } else {
        sessions.put(step.session, step.after);
      }
    }
    return sessions;
  }
}
