package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk with one session's file, which can be opened again and again, by one holder at a time; it
 * asks a fault before every call, and notes what must never be done.
 */
final class MemoryDisk implements AppendableFile.Source {

  private final MemoryFile.Fault fault;
  private final List<String> misuses = new ArrayList<>();
  private byte[] bytes = {};
  private byte[] forced = {};
  private @Nullable Handle holder;
  private int calls;
  private int opened;

  MemoryDisk(MemoryFile.Fault fault) {
    this.fault = fault;
  }

  @Override
  public AppendableFile open(long trustedBytes) throws IOException {
    before("open");
    synchronized (this) {
      if (holder != null) {
        throw DaybookException.of(Kind.SESSION_LOCKED, "another holder has it");
      }
      if (trustedBytes != Long.MAX_VALUE && trustedBytes > forced.length) {
        misuses.add("trusted " + trustedBytes + " bytes of " + forced.length);
      }
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      bytes = Arrays.copyOf(bytes, end);
      forced = bytes.clone();
      List<Entry> entries = Journals.entries(bytes);
      long nextSeq = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).seq() + 1;
      holder = new Handle();
      opened++;
      return new AppendableFile(holder, end, nextSeq);
    }
  }

  private void before(String operation) throws IOException {
    int call;
    synchronized (this) {
      call = ++calls;
    }
    fault.before(call, operation);
  }

  synchronized int calls() {
    return calls;
  }

  synchronized int opened() {
    return opened;
  }

  synchronized boolean isHeld() {
    return holder != null;
  }

  synchronized List<String> misuses() {
    return List.copyOf(misuses);
  }

  synchronized byte[] content() {
    return bytes.clone();
  }

  synchronized byte[] forcedContent() {
    return forced.clone();
  }

  /** The device loses what is behind there. */
  synchronized void lose(int from) {
    bytes = Arrays.copyOf(bytes, from);
    forced = Arrays.copyOf(forced, Math.min(from, forced.length));
  }

  List<Entry> entries() {
    return Journals.entries(content());
  }

  /** What the file holds and what it says is missing, added up. */
  long accountedFor() {
    long sum = 0;
    for (Entry entry : entries()) {
      sum += entry.event() instanceof Gap gap ? gap.count() : 1;
    }
    return sum;
  }

  private final class Handle implements JournalFile {
    private final Set<String> failed = new HashSet<>();
    private boolean evicted;
    private boolean closed;

    /** A force may come behind a write that failed meanwhile, and the other way round. */
    private void check(String operation) throws IOException {
      synchronized (MemoryDisk.this) {
        if (closed || failed.contains(operation)) {
          misuses.add(operation + (closed ? " after close" : " after a failure"));
        }
        if (evicted != operation.equals("reopen") && !operation.equals("close")) {
          misuses.add(operation + (evicted ? " while it rests" : " while it is open"));
        }
        if (operation.equals("evict") && failed.isEmpty() && !Arrays.equals(bytes, forced)) {
          misuses.add("rest with unforced bytes");
        }
      }
      try {
        before(operation);
      } catch (Throwable failure) {
        synchronized (MemoryDisk.this) {
          if (!operation.equals("truncate")
              && !operation.equals("evict")
              && !operation.equals("close")) {
            failed.add(operation);
          }
        }
        throw failure;
      }
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      try {
        check("write");
      } catch (MemoryFile.ShortWrite shortWrite) {
        int some = Math.min(shortWrite.bytes, source.remaining());
        if (some == 0) {
          throw shortWrite;
        }
        put(source.duplicate().limit(source.position() + some), position);
        source.position(source.position() + some);
        synchronized (MemoryDisk.this) {
          // a short write is no failure yet
          failed.remove("write");
        }
        return some;
      }
      int all = source.remaining();
      put(source, position);
      return all;
    }

    private void put(ByteBuffer source, long position) {
      synchronized (MemoryDisk.this) {
        int end = (int) position + source.remaining();
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, end));
        source.get(bytes, (int) position, source.remaining());
      }
    }

    @Override
    public void force() throws IOException {
      byte[] before = content();
      check("force");
      synchronized (MemoryDisk.this) {
        forced = before;
      }
    }

    @Override
    public boolean isUninterruptible() {
      return true;
    }

    @Override
    public void confirm() {}

    @Override
    public void truncate(long size) throws IOException {
      check("truncate");
      synchronized (MemoryDisk.this) {
        bytes = Arrays.copyOf(bytes, (int) size);
      }
    }

    @Override
    public void evict() throws IOException {
      check("evict");
      evicted = true;
    }

    @Override
    public void reopen() throws IOException {
      check("reopen");
      evicted = false;
    }

    /** However it ends, the lock is given back. */
    @Override
    public void close() throws IOException {
      try {
        check("close");
      } finally {
        synchronized (MemoryDisk.this) {
          closed = true;
          if (holder == this) {
            holder = null;
          }
        }
      }
    }
  }
}
