package dev.daybook.lab.crash;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.Session;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.crash.TraceEvent.Acknowledged;
import dev.daybook.lab.crash.TraceEvent.Created;
import dev.daybook.lab.crash.TraceEvent.Creating;
import dev.daybook.lab.crash.TraceEvent.Offered;
import dev.daybook.lab.crash.TraceEvent.Removed;
import dev.daybook.lab.crash.TraceEvent.Removing;
import dev.daybook.lab.crash.TraceEvent.Repaired;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * One thread that works with a daybook and says so in the trace: before each call what it asks for,
 * and after it what was promised. Each session is one scribe's.
 */
final class Scribe implements AutoCloseable {

  private final Supplier<Daybook> opening;
  private Daybook daybook;
  private final Trace trace;
  private final Random random;
  private final boolean isSupervised;
  private final Map<String, List<String>> unacknowledged = new HashMap<>();
  private int texts;

  /** @param isSupervised whether what is recorded without waiting may become a gap */
  Scribe(Supplier<Daybook> opening, Trace trace, long seed, boolean isSupervised) {
    this.opening = opening;
    this.daybook = opening.get();
    this.trace = trace;
    this.random = new Random(seed);
    this.isSupervised = isSupervised;
  }

  /** For another thread, with sessions of its own. */
  Scribe another() {
    return new Scribe(() -> daybook, trace, random.nextLong(), isSupervised);
  }

  /** Goes on with a daybook that knows nothing of what went wrong before; all is closed. */
  void restart() {
    daybook.close();
    daybook = opening.get();
  }

  @Override
  public void close() {
    daybook.close();
  }

  void repair(String id) {
    if (daybook.repair(id).isGood()) {
      trace.note(new Repaired(id));
    }
  }

  Session open(String id) {
    trace.note(new Creating(id, null, 0));
    Session session = daybook.openSession(id);
    trace.note(new Created(id));
    unacknowledged.put(id, new ArrayList<>());
    return session;
  }

  /** @param size about how long its text is */
  void record(Session session, int size) {
    String text = offer(session.id(), size);
    session.record(new UserMessage(text));
    unacknowledged.get(session.id()).add(text);
  }

  /** Whether it was acknowledged. */
  boolean recordSync(Session session, int size) {
    return isAcknowledged(session, size, session::recordSync);
  }

  /** The same, but the answer comes as a future. */
  boolean recordAsync(Session session, int size) {
    return isAcknowledged(session, size, event -> {
      try {
        return session.recordAsync(event).join();
      } catch (CompletionException refused) {
        throw refused.getCause() instanceof DaybookException why ? why : refused;
      }
    });
  }

  private boolean isAcknowledged(Session session, int size, ToLongFunction<UserMessage> recording) {
    String text = offer(session.id(), size);
    try {
      acknowledged(session.id(), recording.applyAsLong(new UserMessage(text)), text);
      return true;
    } catch (DaybookException refused) {
      return false;
    } finally {
      unacknowledged.get(session.id()).clear();
    }
  }

  /** With it, what was recorded before it without waiting. */
  private void acknowledged(String id, long seq, String text) {
    List<String> earlier = unacknowledged.get(id);
    for (int i = 0; i < earlier.size() && !isSupervised; i++) {
      trace.note(new Acknowledged(id, seq - earlier.size() + i, earlier.get(i)));
    }
    earlier.clear();
    trace.note(new Acknowledged(id, seq, text));
  }

  /** Records in several sessions before it waits for any, some rounds of it. */
  void recordTogether(List<Session> sessions, int rounds, int size) {
    record Waiting(String id, String text, CompletionStage<Long> answer) {}
    List<Waiting> waiting = new ArrayList<>();
    for (int n = 0; n < rounds; n++) {
      for (Session session : sessions) {
        String text = offer(session.id(), size);
        waiting.add(new Waiting(session.id(), text, session.recordAsync(new UserMessage(text))));
      }
    }
    for (Waiting each : waiting) {
      try {
        long seq = each.answer.toCompletableFuture().join();
        acknowledged(each.id, seq, each.text);
      } catch (CompletionException refused) {
        // nothing is promised
        unacknowledged.get(each.id).clear();
      }
    }
  }

  void sync(Session session) {
    settle(session, session::sync);
  }

  /** Of all sessions. */
  void sync() {
    try {
      daybook.sync();
      unacknowledged.forEach(
          (id, earlier) -> earlier.forEach(text -> trace.note(new Acknowledged(id, -1, text))));
    } catch (DaybookException refused) {
      // nothing is promised
    } finally {
      unacknowledged.values().forEach(List::clear);
    }
  }

  void close(Session session) {
    settle(session, session::close);
  }

  private void settle(Session session, Runnable call) {
    List<String> earlier = unacknowledged.get(session.id());
    try {
      call.run();
      earlier.forEach(text -> trace.note(new Acknowledged(session.id(), -1, text)));
    } catch (DaybookException refused) {
      // nothing is promised
    } finally {
      earlier.clear();
    }
  }

  void create(String id, int count, int size) {
    trace.note(new Creating(id, null, count));
    List<String> first =
        IntStream.range(0, count).mapToObj(i -> offer(id, size)).toList();
    daybook.createSession(id, first.stream().map(UserMessage::new).toList());
    trace.note(new Created(id));
    IntStream.range(0, count).forEach(i -> trace.note(new Acknowledged(id, i, first.get(i))));
  }

  void fork(String parent, String child) {
    trace.note(new Creating(child, parent, 1));
    // as the parent has it, and not as the child says
    List<String> copies = Reading.of(daybook.file(parent), parent).copies();
    daybook.fork(parent, child);
    trace.note(new Created(child));
    IntStream.range(0, copies.size())
        .forEach(i -> trace.note(new Acknowledged(child, i + 1, copies.get(i))));
  }

  void delete(String id) {
    trace.note(new Removing(id, false));
    daybook.delete(id);
    trace.note(new Removed(id));
  }

  void purge(String id) {
    trace.note(new Removing(id, true));
    daybook.purge(id);
    trace.note(new Removed(id));
  }

  private String offer(String session, int size) {
    StringBuilder text = new StringBuilder(session + "/" + texts++ + " ");
    int length = size / 2 + random.nextInt(size);
    while (text.length() < length) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    trace.note(new Offered(session, text.toString()));
    return text.toString();
  }
}
