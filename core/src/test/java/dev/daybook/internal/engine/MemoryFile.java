package dev.daybook.internal.engine;

import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.JournalFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file in memory that knows which of its bytes are forced, and asks a {@link Fault} before every
 * call. Read from the test's thread while the journal thread uses it.
 */
final class MemoryFile implements JournalFile {

  /** Decides what a call does. */
  interface Fault {
    Fault NONE = (call, operation) -> {};

    /** Throws to make the call fail. For a write, {@link ShortWrite} lets some bytes pass first. */
    void before(int call, String operation) throws IOException;
  }

  /** Lets a write take so many bytes, and then fail with this. */
  static final class ShortWrite extends IOException {
    private static final long serialVersionUID = 1L;
    final int bytes;

    ShortWrite(int bytes) {
      super("no space left on device");
      this.bytes = bytes;
    }
  }

  private final Fault fault;
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> operations = new ArrayList<>();
  private byte[] bytes = {};
  private byte[] forced = {};
  private boolean evicted;
  private boolean closed;

  MemoryFile(Fault fault) {
    this.fault = fault;
  }

  MemoryFile() {
    this(Fault.NONE);
  }

  /** The trusted bytes make no difference to memory. */
  AppendableFile asSessionFile(long trustedBytes) {
    return asSessionFile();
  }

  AppendableFile asSessionFile() {
    return new AppendableFile(this, 0, 0);
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    try {
      before("write");
    } catch (ShortWrite shortWrite) {
      int some = Math.min(shortWrite.bytes, source.remaining());
      ByteBuffer part = source.duplicate().limit(source.position() + some);
      put(part, position);
      source.position(source.position() + some);
      if (some > 0) {
        return some;
      }
      throw shortWrite;
    }
    int all = source.remaining();
    put(source, position);
    return all;
  }

  private synchronized void put(ByteBuffer source, long position) {
    int end = (int) position + source.remaining();
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length, end));
    source.get(bytes, (int) position, source.remaining());
  }

  @Override
  public void force() throws IOException {
    byte[] before = content();
    before("force");
    synchronized (this) {
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
    before("truncate");
    synchronized (this) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(size, bytes.length));
    }
  }

  @Override
  public void evict() throws IOException {
    before("evict");
    synchronized (this) {
      evicted = true;
    }
  }

  @Override
  public void reopen() throws IOException {
    before("reopen");
    synchronized (this) {
      evicted = false;
    }
  }

  @Override
  public void close() throws IOException {
    before("close");
    synchronized (this) {
      closed = true;
    }
  }

  private void before(String operation) throws IOException {
    synchronized (this) {
      operations.add(operation);
      boolean isForResting = operation.equals("reopen") || operation.equals("close");
      if (closed || (evicted && !isForResting) || (!evicted && operation.equals("reopen"))) {
        throw new IOException("closed");
      }
    }
    fault.before(calls.incrementAndGet(), operation);
  }

  synchronized boolean isEvicted() {
    return evicted;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized byte[] content() {
    return bytes.clone();
  }

  /** What would be there after a power cut. */
  synchronized byte[] forcedContent() {
    return forced.clone();
  }

  synchronized long count(String operation) {
    return operations.stream().filter(operation::equals).count();
  }

  int calls() {
    return calls.get();
  }

  /** The complete lines, without their line feeds. */
  static List<String> lines(byte[] content) {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte b : content) {
      if (b == '\n') {
        lines.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
    return lines;
  }
}
