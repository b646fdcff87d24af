package dev.daybook.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;
import org.rocksdb.WriteOptions;

/**
 * RocksDB with a synced write for each event. It joins the writes of threads that wait at the same
 * time into one force of its log, whatever their sessions. A key is the session's id and the seq,
 * its value the line; the threads encode side by side.
 */
final class RocksDbStore implements AckStore {

  private static final ObjectWriter WRITER = RecordMapper.create().writerFor(DeclaredLine.class);

  private final EventMix mix;
  private final String folder;
  private final Statistics statistics = new Statistics();
  private final Options options;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final RocksDB db;
  private long forces;

  RocksDbStore(EventMix mix, Path folder) {
    RocksDB.loadLibrary();
    this.mix = mix;
    this.folder = folder.resolve("rocksdb").toString();
    statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
    this.options = new Options()
        .setCreateIfMissing(true)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setStatistics(statistics);
    try {
      this.db = RocksDB.open(options, this.folder);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void record(int session, int index) {
    String id = EventMix.sessionId(session);
    try {
      byte[] line = WRITER.writeValueAsBytes(DeclaredLine.of(mix, index, index, id));
      db.put(synced, key(id, index), line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] key(String id, int seq) {
    byte[] session = id.getBytes(US_ASCII);
    return ByteBuffer.allocate(session.length + Long.BYTES)
        .put(session)
        .putLong(seq)
        .array();
  }

  @Override
  public long forces() {
    return db.isOwningHandle() ? statistics.getTickerCount(TickerType.WAL_FILE_SYNCED) : forces;
  }

  @Override
  public void close() {
    forces = forces();
    db.close();
    synced.close();
    options.close();
    statistics.close();
  }

  @Override
  public void requireComplete(int[] events) {
    try (Options asItIs = new Options();
        RocksDB reopened = RocksDB.openReadOnly(asItIs, folder);
        RocksIterator entry = reopened.newIterator()) {
      for (int i = 0; i < events.length; i++) {
        String id = EventMix.sessionId(i);
        int found = 0;
        for (entry.seek(key(id, 0)); isAt(entry, key(id, found)); entry.next()) {
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
