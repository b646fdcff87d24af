package dev.daybook.internal.json;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.UnsafeMemory;

/**
 * A batch in Chronicle Bytes. The memory is a direct buffer of our own, which Chronicle writes
 * through its address and a channel takes as it is; Chronicle frees nothing.
 */
final class ChronicleBatchBuffer implements BatchBuffer {

  private ByteBuffer memory;
  private ByteBuffer view;
  private PointerBytesStore store;
  private Bytes<Void> bytes;

  ChronicleBatchBuffer(int capacity) {
    memory = ByteBuffer.allocateDirect(capacity);
    view = memory.duplicate();
    store = wrap(memory);
    bytes = bytesOf(store, capacity);
  }

  @Override
  public int position() {
    return (int) bytes.writePosition();
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    int needed = Math.addExact(position(), length);
    if (needed > memory.capacity()) {
      grow(needed);
    }
    bytes.write(source, offset, length);
  }

  @Override
  public void rewind(int position) {
    bytes.writePosition(position);
  }

  @Override
  public ByteBuffer view(int from, int to) {
    // sliced, so that an absolute index counts from the piece's own beginning
    return view.clear().position(from).limit(to).slice();
  }

  @Override
  public void close() {
    bytes.releaseLast();
    store.releaseLast();
  }

  private void grow(int needed) {
    int length = position();
    ByteBuffer larger = ByteBuffer.allocateDirect(BatchBuffers.grownCapacity(memory, needed));
    larger.put(view(0, length));
    PointerBytesStore largerStore = wrap(larger);
    Bytes<Void> largerBytes = bytesOf(largerStore, larger.capacity());
    largerBytes.writePosition(length);
    close();
    memory = larger;
    view = larger.duplicate();
    store = largerStore;
    bytes = largerBytes;
  }

  private static PointerBytesStore wrap(ByteBuffer memory) {
    long address = UnsafeMemory.unsafeGetLong(memory, Jvm.fieldOffset(Buffer.class, "address"));
    PointerBytesStore store = BytesStore.wrap(address, memory.capacity());
    store.singleThreadedCheckDisabled(true);
    return store;
  }

  private static Bytes<Void> bytesOf(PointerBytesStore store, int capacity) {
    Bytes<Void> bytes = store.bytesForWrite();
    bytes.singleThreadedCheckDisabled(true);
    // the store's own limit is far beyond its memory, and single-byte writes obey only the limit
    bytes.writeLimit(capacity);
    return bytes;
  }
}
