package dev.daybook.codec;

import java.nio.ByteBuffer;

/** A batch in a direct buffer of the JDK: no other library, no flags, any JDK. */
final class PlainBatchBuffer implements BatchBuffer {

  private ByteBuffer memory;

  PlainBatchBuffer(int capacity) {
    memory = ByteBuffer.allocateDirect(capacity);
  }

  @Override
  public int position() {
    return memory.position();
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    if (length > memory.remaining()) {
      grow(Math.addExact(memory.position(), length));
    }
    memory.put(source, offset, length);
  }

  @Override
  public void rewind(int position) {
    memory.position(position);
  }

  @Override
  public ByteBuffer view(int from, int to) {
    return memory.slice(from, to - from);
  }

  @Override
  public void close() {
    memory = ByteBuffer.allocate(0);
  }

  private void grow(int needed) {
    ByteBuffer larger = ByteBuffer.allocateDirect(BatchBuffers.grownCapacity(memory, needed));
    larger.put(memory.flip());
    memory = larger;
  }
}
