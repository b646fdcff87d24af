package dev.daybook.lab.crash;

import dev.daybook.lab.crash.TraceEvent.Acknowledged;
import dev.daybook.lab.crash.TraceEvent.Created;
import dev.daybook.lab.crash.TraceEvent.Creating;
import dev.daybook.lab.crash.TraceEvent.Note;
import dev.daybook.lab.crash.TraceEvent.Offered;
import dev.daybook.lab.crash.TraceEvent.Removed;
import dev.daybook.lab.crash.TraceEvent.Removing;
import dev.daybook.lab.crash.TraceEvent.Repaired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The promises of Daybook so far, held against a root folder. */
final class Promises {

  static final String SUFFIX = ".ndjson";

  private final Map<String, Promise> sessions = new HashMap<>();
  private int acknowledged;
  private int version;

  /** Grows whenever there is more to be kept. */
  int version() {
    return version;
  }

  /** How many events were acknowledged. */
  int acknowledged() {
    return acknowledged;
  }

  /** Takes note; whether more is promised than before. */
  boolean apply(Note note) {
    boolean isPromise = true;
    if (note instanceof Offered offered) {
      of(offered.session()).offered.add(offered.text());
      of(offered.session()).isGood = false;
      isPromise = false;
    } else if (note instanceof Acknowledged made) {
      acknowledged++;
      if (made.seq() < 0) {
        of(made.session()).acknowledgedAnywhere.add(made.text());
      } else {
        of(made.session()).acknowledged.put(made.seq(), made.text());
      }
    } else if (note instanceof Creating creating) {
      sessions.putIfAbsent(creating.session(), begin(creating));
      isPromise = false;
    } else if (note instanceof Created created) {
      of(created.session()).isCreated = true;
    } else if (note instanceof Repaired repaired) {
      of(repaired.session()).isGood = true;
    } else if (note instanceof Removing removing) {
      of(removing.session()).isRemoving = true;
      of(removing.session()).isRemovingForGood = removing.isForGood();
      isPromise = false;
    } else if (note instanceof Removed removed) {
      of(removed.session()).isRemoved = true;
    }
    version += isPromise ? 1 : 0;
    return isPromise;
  }

  private Promise of(String session) {
    return sessions.computeIfAbsent(session, Promise::new);
  }

  private Promise begin(Creating creating) {
    Promise promise = new Promise(creating.session());
    promise.firstEvents = creating.events();
    promise.parent = creating.parent() == null ? null : of(creating.parent());
    return promise;
  }

  /** Which promises that root folder breaks. */
  List<String> brokenBy(Path root) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Promise promise : sessions.values()) {
      String name = promise.session + SUFFIX;
      Path file = root.resolve("sessions").resolve(name);
      List<Path> deleted = deleted(root, name);
      boolean exists = Files.exists(file);
      if (exists && promise.isRemoved) {
        broken.add("a removed session is back: session=" + promise.session);
      } else if (exists) {
        broken.addAll(promise.brokenBy(Reading.of(file, promise.session)));
      } else if (deleted.size() == 1 && promise.isRemoving) {
        broken.addAll(promise.brokenBy(Reading.of(deleted.get(0), promise.session)));
      } else if (promise.isMade() && !promise.isRemovingForGood) {
        broken.add("lost: session=" + promise.session + ", all of it");
      }
    }
    for (String session : sessionsIn(root)) {
      if (!sessions.containsKey(session)) {
        broken.add("invented: session=" + session);
      }
    }
    return broken;
  }

  private static List<Path> deleted(Path root, String name) throws IOException {
    Path trash = root.resolve("trash");
    if (!Files.isDirectory(trash)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(trash)) {
      return folders.map(folder -> folder.resolve(name)).filter(Files::exists).toList();
    }
  }

  /** The ids of the sessions that have a file. */
  static List<String> sessionsIn(Path root) throws IOException {
    Path folder = root.resolve("sessions");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }
}
