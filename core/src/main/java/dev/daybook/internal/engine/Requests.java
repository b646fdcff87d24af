package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The requests to the journal thread, in the order in which they were made. They stand beside the
 * ring, so that they find room also when it is full.
 *
 * <p>None is forgotten when the journal ends: who makes a request adds it, then looks whether the
 * ring has ended; the journal thread ends the ring, then refuses what is here. A full fence stands
 * between the two steps on both sides, so at least one of them sees what the other did.
 */
final class Requests {

  private final Ring ring;
  private final Queue<Request> waiting = new ConcurrentLinkedQueue<>();

  Requests(Ring ring) {
    this.ring = ring;
  }

  /**
   * Makes a request, behind everything that is in the ring now. Returns false if the journal has
   * ended. Any thread.
   *
   * @param session the session it is about, or null for all
   */
  boolean add(Request.Kind kind, @Nullable OpenSession session, @Nullable Ack ack) {
    return add(new Request(kind, session, ack));
  }

  /** Makes a request as {@link #add(Request.Kind, OpenSession, Ack)} does. */
  boolean add(Request request) {
    if (ring.hasEnded()) {
      return false;
    }
    request.behind = ring.cursor();
    waiting.add(request);
    ring.doorbell().ring();
    DaybookException ended = ring.whyEnded();
    // else the journal thread took it while it ran
    if (ended != null && waiting.contains(request)) {
      request.refuse(ended);
    }
    return true;
  }

  /** Returns true if a request waits. */
  boolean isAny() {
    return !waiting.isEmpty();
  }

  /**
   * Returns the next request if all is taken that was in the ring before it; otherwise null.
   * Journal thread only.
   *
   * @param next the sequence of the first slot that was not taken yet
   */
  @Nullable
  Request due(long next) {
    Request first = waiting.peek();
    return first != null && first.behind < next ? first : null;
  }

  /** Takes the request that {@link #due} returned. Journal thread only. */
  void take(Request due) {
    waiting.remove(due);
  }

  /** Refuses every request that was not taken: none is taken any more. Journal thread only. */
  void refuseAll(DaybookException why) {
    for (Request each = waiting.peek(); each != null; each = waiting.peek()) {
      // first what may lack memory: the request is then still there when that is tried again
      each.refuse(why);
      waiting.remove(each);
    }
  }
}
