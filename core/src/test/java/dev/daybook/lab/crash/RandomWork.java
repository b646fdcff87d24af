package dev.daybook.lab.crash;

import dev.daybook.DaybookException;
import dev.daybook.Session;
import dev.daybook.lab.disk.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A program that does anything, while its disk refuses now and then. */
final class RandomWork {

  private final Scribe scribe;
  private final ArmedFault fault;
  private final Random random;
  private final Map<String, Session> open = new HashMap<>();
  private final List<String> sessions = new ArrayList<>();
  private int ids;

  RandomWork(Scribe scribe, ArmedFault fault, Random random) {
    this.scribe = scribe;
    this.fault = fault;
    this.random = random;
  }

  void run(int steps) {
    // at least one, whatever chance says
    scribe.recordSync(opened(), 600);
    for (int n = 0; n < steps; n++) {
      try {
        step();
      } catch (DaybookException refused) {
        // by the disk
      }
    }
    fault.refuse(Operation.class, 0);
    open.values().forEach(scribe::close);
  }

  private void step() {
    switch (random.nextInt(18)) {
      case 0 -> {
        String id = newId();
        scribe.create(id, random.nextInt(4), 500);
        sessions.add(id);
      }
      case 1 -> {
        String id = newId();
        scribe.fork(any(), id);
        sessions.add(id);
      }
      case 2 -> scribe.delete(closed());
      case 3 -> scribe.purge(closed());
      case 4 -> fault.refuse(Operation.Force.class, 1);
      case 5 -> fault.fill(random.nextInt(1000));
      case 6 -> close(any());
      case 7, 8 -> scribe.sync(opened());
      case 9, 10 -> scribe.record(opened(), 300);
      case 11 -> scribe.recordAsync(opened(), 400);
      case 12 -> scribe.sync();
      case 13, 14 ->
        scribe.recordTogether(Stream.generate(this::opened).limit(4).distinct().toList(), 2, 100);
      default -> scribe.recordSync(opened(), 600);
    }
  }

  private String newId() {
    return "s-" + ids++;
  }

  private String any() {
    if (sessions.isEmpty()) {
      sessions.add(newId());
    }
    return sessions.get(random.nextInt(sessions.size()));
  }

  /** A session that is not open, and is not used again. */
  private String closed() {
    String id = any();
    close(id);
    sessions.remove(id);
    return id;
  }

  private void close(String id) {
    Session session = open.remove(id);
    if (session != null) {
      scribe.close(session);
    }
  }

  private Session opened() {
    String id = any();
    Session session = open.get(id);
    if (session == null || (session.failure().isPresent() && random.nextBoolean())) {
      close(id);
      session = scribe.open(id);
      open.put(id, session);
    }
    return session;
  }
}
