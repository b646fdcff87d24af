package dev.daybook.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * The journal of ActiveMQ Artemis on NIO, with a synced record for each event. It collects records
 * in a buffer and forces that when a time is up, which its broker sets to what a force takes on the
 * disk; so does this. A record's id is the session and the seq in one number; the threads encode
 * side by side.
 */
final class ArtemisStore implements AckStore {

  // as in a broker that is set up with its defaults
  private static final int FILE_BYTES = 10 << 20;
  private static final int MIN_FILES = 2;
  private static final int POOLED_FILES = 10;
  private static final int BUFFER_BYTES = 490 << 10;
  private static final int MAX_IO = 1;

  private final SessionLines lines;
  private final Path folder;
  private final SequentialFileFactory files;
  private final JournalImpl journal;

  ArtemisStore(EventMix mix, Path folder, int sessions) {
    this.lines = new SessionLines(mix, sessions);
    try {
      this.folder = Files.createDirectory(folder.resolve("artemis"));
      Path trial = Files.createDirectory(folder.resolve("trial"));
      int forceNanos = (int) LoneForce.measure(mix, trial).getValueAtPercentile(50);
      this.files = new NIOSequentialFileFactory(
          this.folder.toFile(), true, BUFFER_BYTES, forceNanos, MAX_IO, false);
      this.journal = journal(files);
      files.start();
      journal.start();
      journal.loadInternalOnly();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JournalImpl journal(SequentialFileFactory files) {
    // never compacted: nothing is deleted
    return new JournalImpl(
        FILE_BYTES, MIN_FILES, POOLED_FILES, 0, 0, files, "entries", "log", MAX_IO);
  }

  @Override
  public void record(int session, int index) {
    try {
      byte[] line = lines.line(session, index);
      journal.appendAddRecord(SessionLines.key(session, index), (byte) 0, line, true);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long forces() {
    return -1;
  }

  @Override
  public void close() {
    try {
      journal.stop();
      files.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void requireComplete(int[] events) {
    int[] found = new int[events.length];
    try {
      SequentialFileFactory reopened = new NIOSequentialFileFactory(folder.toFile(), false, MAX_IO);
      reopened.start();
      JournalImpl read = journal(reopened);
      read.start();
      List<RecordInfo> records = new ArrayList<>();
      read.load(records, new ArrayList<>(), null);
      // from the lowest id up, so that each seq is the number of those before it
      records.sort(Comparator.comparingLong(each -> each.id));
      for (RecordInfo each : records) {
        int session = (int) (each.id >>> Integer.SIZE);
        if (session < found.length && (int) each.id == found[session]) {
          found[session]++;
        }
      }
      read.stop();
      reopened.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < events.length; i++) {
      if (found[i] != events[i]) {
        throw AckStore.incomplete(i, events[i], found[i]);
      }
    }
  }
}
