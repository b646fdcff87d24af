package dev.daybook.follow;

import dev.daybook.event.EphemeralEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A queue of published events that wait for a subscriber, as many as there is room for. */
final class PublishedEvents {

  /** The number that may wait; more are lost. */
  private static final int MAX_WAITING = 4096;

  /** The heap that waiting events may take together; a single one may take more. */
  private static final long MAX_WAITING_BYTES = 32L << 20;

  /**
   * A published event in the queue.
   *
   * @param position the end of the line before it
   */
  record Published(EphemeralEvent event, Instant ts, long position, long heapBytes) {}

  private final Queue<Published> waiting = new ArrayDeque<>();
  private long waitingBytes;

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Adds an event; returns false if there is no room. */
  boolean offer(Published event) {
    if (!waiting.isEmpty()
        && (waiting.size() >= MAX_WAITING || waitingBytes + event.heapBytes > MAX_WAITING_BYTES)) {
      return false;
    }
    waitingBytes += event.heapBytes;
    return waiting.add(event);
  }

  @Nullable
  Published poll() {
    Published event = waiting.poll();
    waitingBytes -= event == null ? 0 : event.heapBytes;
    return event;
  }
}
