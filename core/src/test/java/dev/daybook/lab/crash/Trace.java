package dev.daybook.lab.crash;

import dev.daybook.lab.crash.TraceEvent.ForceFailed;
import dev.daybook.lab.crash.TraceEvent.Made;
import dev.daybook.lab.crash.TraceEvent.Note;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes down every change that threads make of a disk, and what they say of it. Changes are made
 * one at a time, so that the trace has an order: the one in which they were made.
 */
final class Trace implements DiskObserver {

  private final DiskObserver faults;
  private final ReentrantLock order = new ReentrantLock();
  private final List<TraceEvent> events = new ArrayList<>();

  /** @param faults refuses operations, or cuts writes short */
  Trace(DiskObserver faults) {
    this.faults = faults;
  }

  /** The workload says something. */
  void note(Note note) {
    order.lock();
    try {
      events.add(note);
    } finally {
      order.unlock();
    }
  }

  /** What has happened so far. */
  List<TraceEvent> events() {
    order.lock();
    try {
      return List.copyOf(events);
    } finally {
      order.unlock();
    }
  }

  @Override
  public void before(Operation operation) throws IOException {
    if (operation.changes()) {
      order.lock();
    }
    try {
      faults.before(operation);
    } catch (Throwable refused) {
      failed(operation, refused);
      throw refused;
    }
  }

  @Override
  public int passing(Operation.Write write) {
    return faults.passing(write);
  }

  @Override
  public void after(Operation operation) {
    if (operation.changes()) {
      events.add(new Made(operation));
      order.unlock();
    } else if (operation instanceof Operation.Open) {
      note(operation);
    }
  }

  /** Which file a channel is of. */
  private void note(Operation opening) {
    order.lock();
    try {
      events.add(new Made(opening));
    } finally {
      order.unlock();
    }
  }

  @Override
  public void failed(Operation operation, Throwable failure) {
    if (operation instanceof Operation.Force force) {
      events.add(new ForceFailed(force.channel()));
    }
    if (operation.changes()) {
      order.unlock();
    }
  }
}
