package dev.daybook.lab.crash;

import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk whose n-th call fails, whatever it is, in one of several ways. It also knows which
 * channels are open.
 */
final class EveryCall implements DiskObserver {

  /** The way in which calls fail. */
  enum Way {
    /** That one. */
    ONCE,
    /** That one and all after it. */
    FROM_THEN_ON,
    /** The disk is full: half a write, then no more bytes, files, folders and names. */
    FULL,
    /** There is no memory for that one. */
    NO_MEMORY
  }

  private final Way way;
  private final int n;
  private final Set<Long> open = ConcurrentHashMap.newKeySet();
  private int calls;
  private boolean isFull;

  EveryCall(Way way, int n) {
    this.way = way;
    this.n = n;
  }

  /** How many calls were made. */
  synchronized int calls() {
    return calls;
  }

  /** The channels that are still open. */
  Set<Long> open() {
    return open;
  }

  @Override
  public void before(Operation operation) throws IOException {
    if (operation instanceof Operation.Close close) {
      open.remove(close.channel());
    }
    if (fails(operation)) {
      if (way == Way.NO_MEMORY) {
        throw new OutOfMemoryError("injected");
      }
      throw new IOException(way == Way.FULL ? "No space left on device" : "Input/output error");
    }
  }

  private synchronized boolean fails(Operation operation) {
    calls++;
    boolean takesRoom = operation instanceof Operation.CreateFile
        || operation instanceof Operation.CreateFolder
        || operation instanceof Operation.Link;
    return switch (way) {
      case ONCE, NO_MEMORY -> calls == n;
      case FROM_THEN_ON -> calls >= n;
      case FULL -> calls >= n && (takesRoom || (operation instanceof Operation.Write && isFull));
    };
  }

  @Override
  public synchronized int passing(Operation.Write write) {
    int all = write.bytes().length;
    if (way != Way.FULL || calls < n || isFull) {
      return all;
    }
    isFull = true;
    return all / 2;
  }

  @Override
  public void after(Operation operation) {
    if (operation instanceof Operation.Open opened) {
      open.add(opened.channel());
    } else if (operation instanceof Operation.CreateFile created) {
      open.add(created.channel());
    }
  }
}
