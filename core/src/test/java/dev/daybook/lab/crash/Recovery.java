package dev.daybook.lab.crash;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.JournalListener;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Daybook after a crash, in a root folder: every session is opened for recording and closed, twice,
 * and then goes on. What was read before is read afterwards; the second opening changes nothing;
 * what the first cut off is in a file of its own; an opening that is refused changes nothing
 * either, and only a file with a bad line is refused.
 */
final class Recovery {

  private final Path root;
  private final Path opened;
  private final List<String> broken = new ArrayList<>();
  private final Map<String, Reading> before = new HashMap<>();
  private int refused;

  /**
   * @param root the root folder as it is looked at
   * @param opened the same as Daybook is given it: its operations may be watched
   */
  Recovery(Path root, Path opened) {
    this.root = root;
    this.opened = opened;
  }

  /** How many sessions could not be opened, because of a bad line among what was not promised. */
  int refused() {
    return refused;
  }

  /** What was not as it should be. */
  List<String> run() throws IOException {
    List<String> sessions = Promises.sessionsIn(root);
    sessions.forEach(session -> before.put(session, Reading.of(file(session), session)));
    CrashState crashed = CrashState.read(root);
    try (Daybook daybook = open()) {
      List<String> good = new ArrayList<>();
      for (String session : sessions) {
        if (isOpened(daybook, session)) {
          good.add(session);
        }
      }
      CrashState recovered = files();
      sessions.forEach(session -> kept(session, crashed, recovered));
      for (String session : good) {
        daybook.openSession(session).close();
      }
      if (!files().key().equals(recovered.key())) {
        broken.add("the second opening changed something");
      }
      for (String session : good) {
        goOn(daybook, session);
      }
    }
    return broken;
  }

  /** Opens and closes every session, as the first thing after a crash. */
  void open(Iterable<String> sessions) {
    try (Daybook daybook = open()) {
      for (String session : sessions) {
        isOpened(daybook, session);
      }
    }
  }

  private Daybook open() {
    return Daybook.builder(opened)
        .ringSlots(64)
        .batchBytes(4096)
        .listener(new JournalListener() {})
        .open();
  }

  private Path file(String session) {
    return root.resolve("sessions").resolve(session + Promises.SUFFIX);
  }

  private CrashState files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>(CrashState.read(root).files());
    files.keySet().removeIf(name -> name.startsWith("locks"));
    return CrashState.of(files);
  }

  private boolean isOpened(Daybook daybook, String session) {
    try {
      daybook.openSession(session).close();
      return true;
    } catch (DaybookException why) {
      refused++;
      Reading reading = before.get(session);
      if (reading != null && reading.fault() == null) {
        broken.add("a good session is refused: session=" + session + ", why=" + why.kind());
      }
      return false;
    }
  }

  /** Bytes that are no longer in a session's file are beside it, and all other files as before. */
  private void kept(String session, CrashState crashed, CrashState recovered) {
    String name = "sessions/" + session + Promises.SUFFIX;
    byte[] old = crashed.files().get(name);
    byte[] now = recovered.files().get(name);
    byte[] both = Arrays.copyOf(now, old.length);
    int cut = old.length - now.length;
    for (Map.Entry<String, byte[]> file : recovered.files().entrySet()) {
      if (cut > 0
          && file.getKey().startsWith(name + ".torn-")
          && !crashed.files().containsKey(file.getKey())
          && file.getValue().length == cut) {
        System.arraycopy(file.getValue(), 0, both, now.length, cut);
      }
    }
    if (cut < 0 || !Arrays.equals(old, both)) {
      broken.add(
          "bytes are gone: session=" + session + ", before=" + old.length + ", now=" + now.length);
    }
    crashed.files().forEach((other, content) -> {
      if (other.startsWith(name + ".")
          && !Arrays.equals(content, recovered.files().get(other))) {
        broken.add("a file beside the session's has changed: session=" + session);
      }
    });
    Reading after = Reading.of(file(session), session);
    if (!after.equals(before.get(session))) {
      broken.add("recovery changed what is read: session=" + session);
    }
  }

  private void goOn(Daybook daybook, String session) {
    Reading recovered = before.get(session);
    try (Session goingOn = daybook.openSession(session)) {
      long seq = goingOn.recordSync(new UserMessage("after the crash"));
      if (seq != recovered.size()) {
        broken.add("another seq: session=" + session + ", seq=" + seq);
      }
    }
    Reading after = Reading.of(file(session), session);
    if (after.fault() != null
        || after.size() != recovered.size() + 1
        || !after.entries().subList(0, recovered.size()).equals(recovered.entries())
        || !after.text(recovered.size()).equals("after the crash")) {
      broken.add("recorded after the crash and not read: session=" + session + ", fault="
          + after.fault() + ", before=" + recovered.size() + ", read=" + after.size());
    }
  }
}
