package dev.daybook.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * RocksDB with a synced write for each event. It joins the writes of threads that wait at the same
 * time into one force of its log, whatever their sessions. A key is the session's id and the seq,
 * its value the line; the threads encode side by side.
 */
final class RocksDbStore implements AckStore {

  private final SessionLines lines;
  private final byte[][] keys;
  private final String folder;
  private final Options options;
  private final WriteOptions synced;
  private final RocksDB db;

  RocksDbStore(EventMix mix, Path folder, int sessions) {
    RocksDB.loadLibrary();
    this.synced = new WriteOptions().setSync(true);
    this.lines = new SessionLines(mix, sessions);
    this.keys = Arrays.stream(EventMix.sessionIds(sessions))
        .map(id -> id.getBytes(US_ASCII))
        .toArray(byte[][]::new);
    this.folder = folder.resolve("rocksdb").toString();
    this.options =
        new Options().setCreateIfMissing(true).setCompressionType(CompressionType.NO_COMPRESSION);
    try {
      this.db = RocksDB.open(options, this.folder);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void record(int session, int index) {
    try {
      db.put(synced, key(session, index), lines.line(session, index));
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] key(int session, int seq) {
    byte[] id = keys[session];
    return ByteBuffer.allocate(id.length + Long.BYTES).put(id).putLong(seq).array();
  }

  @Override
  public long forces() {
    // its statistics know, but take time
    return -1;
  }

  @Override
  public void close() {
    db.close();
    synced.close();
    options.close();
  }

  @Override
  public void requireComplete(int[] events) {
    try (Options asItIs = new Options();
        RocksDB reopened = RocksDB.openReadOnly(asItIs, folder);
        RocksIterator entry = reopened.newIterator()) {
      for (int i = 0; i < events.length; i++) {
        int found = 0;
        for (entry.seek(key(i, 0)); isAt(entry, key(i, found)); entry.next()) {
          found++;
        }
        if (found != events[i]) {
          throw AckStore.incomplete(i, events[i], found);
        }
      }
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isAt(RocksIterator entry, byte[] key) {
    return entry.isValid() && Arrays.equals(entry.key(), key);
  }
}
