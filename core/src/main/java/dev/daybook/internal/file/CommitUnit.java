package dev.daybook.internal.file;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The part of a {@link CommitLog} that one force covers: bytes of sessions, each with their place
 * in the session's file, and the sessions that the log has released. A unit counts whole or not at
 * all, by its checksum. One thread at a time.
 *
 * <p>Its layout, numbers with their highest byte first:
 *
 * <pre>
 * magic     4 bytes
 * crc       4 bytes, CRC-32C of all that follows
 * length    4 bytes, of all that follows it
 * round     8 bytes, the use of the segment that the unit belongs to
 * ordinal   8 bytes, one more than that of the unit before it, in whatever segment that is
 * base      8 bytes, the ordinal of the first unit that counts
 * parts     each: 1 byte of kind, 2 bytes of length, the session's id in UTF-8;
 *           one of bytes also 8 bytes of mark, 8 bytes of position, 4 bytes of length, the bytes
 * </pre>
 */
final class CommitUnit {

  /** A unit begins at a multiple of this: a torn block never holds what an earlier unit covers. */
  static final int BLOCK_BYTES = 4096;

  private static final int MAGIC = 0x44424331;
  private static final int CRC_AT = 4;
  private static final int LENGTH_AT = 8;
  private static final int ROUND_AT = 12;
  private static final int ORDINAL_AT = 20;
  private static final int BASE_AT = 28;
  private static final int HEAD_BYTES = 36;
  private static final byte BYTES = 1;
  private static final byte RELEASED = 2;
  private static final int NAME_BYTES = 1 + Short.BYTES;
  private static final int PLACE_BYTES = 2 * Long.BYTES + Integer.BYTES;

  private final ByteBuffer unit;
  private final CRC32C crc = new CRC32C();

  /** A reader of the parts of units, in their order. */
  interface Reader {

    /**
     * Takes bytes of a session.
     *
     * @param mark the checksum of the session's first line
     * @param position their place in that file
     * @param bytes valid during this call
     */
    void bytes(String id, long mark, long position, ByteBuffer bytes);

    /** Takes note that nothing before this counts for a session. */
    void released(String id);
  }

  /** @param maxBytes the most bytes of a unit */
  CommitUnit(int maxBytes) {
    unit = ByteBuffer.allocateDirect(maxBytes);
    begin();
  }

  /** Begins an empty unit. */
  void begin() {
    unit.clear().position(HEAD_BYTES);
  }

  /** Adds bytes of a session; returns false, and adds nothing, if there is no room. */
  boolean add(byte[] id, long mark, long position, ByteBuffer bytes) {
    if (!addName(BYTES, id, PLACE_BYTES + bytes.remaining())) {
      return false;
    }
    unit.putLong(mark).putLong(position).putInt(bytes.remaining()).put(bytes.duplicate());
    return true;
  }

  /** Adds that a session is released; returns false, and adds nothing, if there is no room. */
  boolean addReleased(byte[] id) {
    return addName(RELEASED, id, 0);
  }

  private boolean addName(byte kind, byte[] id, int moreBytes) {
    if (unit.remaining() < NAME_BYTES + id.length + moreBytes) {
      return false;
    }
    unit.put(kind).putShort((short) id.length).put(id);
    return true;
  }

  /** Ends the unit, and returns its bytes, valid until the next one is begun. */
  ByteBuffer end(long round, long ordinal, long base) {
    unit.flip();
    unit.putInt(0, MAGIC);
    unit.putInt(LENGTH_AT, unit.limit() - ROUND_AT);
    unit.putLong(ROUND_AT, round);
    unit.putLong(ORDINAL_AT, ordinal);
    unit.putLong(BASE_AT, base);
    unit.putInt(CRC_AT, checksum(unit.limit()));
    return unit.duplicate();
  }

  /** Loads the unit at that position of a segment; returns false if there is no whole one. */
  boolean load(FileChannel segment, long position) throws IOException {
    fill(segment, position, HEAD_BYTES);
    if (unit.limit() < HEAD_BYTES || unit.getInt(0) != MAGIC) {
      return false;
    }
    int length = unit.getInt(LENGTH_AT);
    if (length < HEAD_BYTES - ROUND_AT || length > unit.capacity() - ROUND_AT) {
      return false;
    }
    int expected = unit.getInt(CRC_AT);
    int end = ROUND_AT + length;
    fill(segment, position, end);
    return unit.limit() == end && checksum(end) == expected;
  }

  /** Returns the round of the unit that was loaded. */
  long round() {
    return unit.getLong(ROUND_AT);
  }

  /** Returns the ordinal of the unit that was loaded. */
  long ordinal() {
    return unit.getLong(ORDINAL_AT);
  }

  /** Returns the ordinal of the first unit that counts, by the unit that was loaded. */
  long base() {
    return unit.getLong(BASE_AT);
  }

  /** Returns the bytes of the unit that was ended or loaded, the rest of its last block too. */
  int blockBytes() {
    return (unit.limit() + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }

  /**
   * Shows the parts of the unit that was loaded.
   *
   * @throws IOException if they are none, although the checksum is right: a later version's
   */
  void read(Reader reader) throws IOException {
    unit.position(HEAD_BYTES);
    try {
      while (unit.hasRemaining()) {
        readPart(reader);
      }
    } catch (BufferUnderflowException | IllegalArgumentException malformed) {
      throw unknown();
    }
  }

  private void readPart(Reader reader) throws IOException {
    byte kind = unit.get();
    byte[] name = new byte[Short.toUnsignedInt(unit.getShort())];
    unit.get(name);
    String id = new String(name, StandardCharsets.UTF_8);
    switch (kind) {
      case BYTES -> {
        long mark = unit.getLong();
        long position = unit.getLong();
        int length = unit.getInt();
        ByteBuffer bytes = unit.duplicate().limit(unit.position() + length);
        unit.position(bytes.limit());
        reader.bytes(id, mark, position, bytes);
      }
      case RELEASED -> reader.released(id);
      default -> throw unknown();
    }
  }

  private static IOException unknown() {
    return new IOException("the commit log was written by a later version of Daybook");
  }

  /** Reads so many bytes, or as many as there are. */
  private void fill(FileChannel segment, long position, int bytes) throws IOException {
    unit.clear().limit(bytes);
    int read = 0;
    while (read >= 0 && unit.hasRemaining()) {
      read = segment.read(unit, position + unit.position());
    }
    unit.flip();
  }

  private int checksum(int end) {
    crc.reset();
    crc.update(unit.duplicate().limit(end).position(LENGTH_AT));
    return (int) crc.getValue();
  }
}
