package dev.daybook.lab.crash;

import dev.daybook.Daybook;
import dev.daybook.lab.Finding;
import dev.daybook.lab.crash.TraceEvent.Made;
import dev.daybook.lab.crash.TraceEvent.Note;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Cuts the power at every point of a trace, makes what the device may hold then, and holds Daybook
 * to what it had promised: at once, and after it has recovered. Some recoveries are cut again.
 */
final class CrashSimulator {

  private final Path folder;
  private final Path within;
  private final Random random;
  private final int statesPerCut;
  private final int everyHowManyCutAgain;
  private final Finding finding;
  private final Set<String> broken = new TreeSet<>();
  private final Set<String> recovered = new HashSet<>();
  private int roots;

  /**
   * @param folder where states are put
   * @param within where the daybook's root is on the device
   * @param statesPerCut the most for one point of the trace
   * @param everyHowManyCutAgain of so many recoveries one is cut too
   */
  CrashSimulator(
      Path folder,
      Path within,
      Random random,
      int statesPerCut,
      int everyHowManyCutAgain,
      Finding finding) {
    this.folder = folder;
    this.within = within;
    this.random = random;
    this.statesPerCut = statesPerCut;
    this.everyHowManyCutAgain = everyHowManyCutAgain;
    this.finding = finding;
  }

  /** What was not as promised; empty if all was. */
  Set<String> broken() {
    return broken;
  }

  /**
   * Runs it.
   *
   * @param root what the paths of the trace are below
   * @param start what was there when it began
   * @param promised what was promised before
   */
  void cutEverywhere(Path root, CrashState start, List<TraceEvent> promised, List<TraceEvent> trace)
      throws IOException {
    Promises promises = new Promises();
    promised.forEach(note -> promises.apply((Note) note));
    cut(root, start, trace, promises, true);
    if (promises.acknowledged() == 0 || recovered.size() < 2) {
      broken.add("nothing was put to the test: acknowledged=" + promises.acknowledged()
          + ", states=" + recovered.size());
    }
    finding
        .add("acknowledged", promises.acknowledged())
        .add("refused", 0)
        .add("broken promises", broken.size());
  }

  private void cut(
      Path root, CrashState start, List<TraceEvent> trace, Promises promises, boolean isFirst)
      throws IOException {
    Device device = new Device(root, start);
    Keepsakes keepsakes = new Keepsakes(start);
    Set<String> checked = new HashSet<>();
    for (int at = 0; at < trace.size(); at++) {
      TraceEvent event = trace.get(at);
      boolean isPoint;
      if (event instanceof Note note) {
        isPoint = promises.apply(note);
      } else {
        device.apply(event);
        isPoint = !(event instanceof Made made) || made.operation().changes();
      }
      if (!isPoint) {
        continue;
      }
      finding.add(isFirst ? "cuts" : "cuts of recovery", 1);
      List<Undecided> undecided = device.undecided();
      for (int[] forms : new CrashChoices(undecided, random).atMost(statesPerCut)) {
        CrashState state = device.state(undecided, forms);
        if (checked.add(state.key() + promises.version())) {
          String where = "point " + at + " " + event.getClass().getSimpleName();
          note(keepsakes.brokenBy(state), state, where);
          check(state, promises, isFirst, where);
        }
      }
    }
  }

  private void check(CrashState state, Promises promises, boolean isFirst, String where)
      throws IOException {
    Path root = folder.resolve("state-" + roots++);
    Files.createDirectory(root);
    try {
      Path daybook = Files.createDirectories(root.resolve(within));
      state.writeTo(root);
      finding.add("states", 1);
      // before anything is read: a commit log may have what the files lack
      Daybook.open(daybook).close();
      note(promises.brokenBy(daybook), state, where);
      if (recovered.add(state.key())) {
        Recovery recovery = new Recovery(daybook, daybook);
        note(recovery.run(), state, where);
        finding.add("recoveries", 1).add("refused", recovery.refused());
        if (isFirst && random.nextInt(everyHowManyCutAgain) == 0) {
          cutRecovery(state, promises);
        }
      }
    } finally {
      delete(root);
    }
  }

  /** The same for the trace of a recovery; what it began with is on the device. */
  private void cutRecovery(CrashState state, Promises promises) throws IOException {
    Path root = folder.resolve("recovery-" + roots++);
    Files.createDirectory(root);
    try {
      state.writeTo(root);
      CrashState start = CrashState.read(root);
      Trace trace = new Trace(new DiskObserver() {});
      Path daybook = root.resolve(within);
      new Recovery(daybook, new RecordedDisk(trace).path(daybook))
          .open(Promises.sessionsIn(daybook));
      cut(root, start, trace.events(), promises, false);
    } finally {
      delete(root);
    }
  }

  private void note(List<String> complaints, CrashState state, String where) {
    for (String complaint : complaints) {
      if (broken.size() < 20) {
        broken.add(complaint + "; " + where + "; " + state);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
