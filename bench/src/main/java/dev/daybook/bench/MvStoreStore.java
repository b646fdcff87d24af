package dev.daybook.bench;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * H2's MVStore, in which threads that wait at the same time share a commit and a force: whose turn
 * it is commits what all have put. A key is the session and the seq in one number, its value the
 * line; the threads encode and put side by side.
 */
final class MvStoreStore implements AckStore {

  private static final String MAP = "entries";

  private final SessionLines lines;
  private final String file;
  private final MVStore store;
  private final MVMap<Long, byte[]> entries;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong forces = new AtomicLong();
  private final AtomicLong puts = new AtomicLong();

  /** The number of puts that a force covers; guarded by the lock. */
  private long covered;

  MvStoreStore(EventMix mix, Path folder, int sessions) {
    this.lines = new SessionLines(mix, sessions);
    this.file = folder.resolve("entries.mv").toString();
    this.store = new MVStore.Builder().fileName(file).autoCommitDisabled().open();
    this.entries = store.openMap(MAP);
  }

  @Override
  public void record(int session, int index) {
    entries.put(SessionLines.key(session, index), lines.line(session, index));
    long own = puts.incrementAndGet();
    lock.lock();
    try {
      if (covered < own) {
        // read before the commit: what is put meanwhile may not be in it
        long all = puts.get();
        store.commit();
        store.sync();
        forces.incrementAndGet();
        covered = all;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long forces() {
    return forces.get();
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public void requireComplete(int[] events) {
    try (MVStore reopened = new MVStore.Builder().fileName(file).readOnly().open()) {
      MVMap<Long, byte[]> found = reopened.openMap(MAP);
      for (int i = 0; i < events.length; i++) {
        int count = 0;
        while (found.containsKey(SessionLines.key(i, count))) {
          count++;
        }
        if (count != events[i]) {
          throw AckStore.incomplete(i, events[i], count);
        }
      }
    }
  }
}
