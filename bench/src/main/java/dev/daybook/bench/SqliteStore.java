package dev.daybook.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A table in SQLite with a write-ahead log and {@code synchronous=FULL}, where a commit returns
 * when it is on the device; one insert of one prepared statement for each event. SQLite has one
 * writer, so there is one connection for all sessions, under a lock that virtual threads can wait
 * for; the threads encode the data side by side.
 */
final class SqliteStore implements AckStore {

  private static final ObjectWriter WRITER = RecordMapper.create().writer();

  private final EventMix mix;
  private final String[] ids;
  private final String url;
  private final Connection connection;
  private final PreparedStatement insert;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong commits = new AtomicLong();

  SqliteStore(EventMix mix, Path folder, int sessions) {
    this.mix = mix;
    this.ids = EventMix.sessionIds(sessions);
    this.url = "jdbc:sqlite:" + folder.resolve("events.db");
    try {
      this.connection = DriverManager.getConnection(url);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("CREATE TABLE entry (seq INTEGER, v INTEGER, type TEXT,"
            + " ts TEXT, session_id TEXT, data BLOB)");
      }
      this.insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void record(int session, int index) {
    DeclaredLine<?> line = DeclaredLine.of(mix, index, index, ids[session]);
    byte[] data = data(line);
    lock.lock();
    try {
      insert.setLong(1, line.seq());
      insert.setInt(2, line.v());
      insert.setString(3, line.type());
      insert.setString(4, line.ts());
      insert.setString(5, line.sessionId());
      insert.setBytes(6, data);
      insert.executeUpdate();
      commits.incrementAndGet();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  private static byte[] data(DeclaredLine<?> line) {
    try {
      return WRITER.writeValueAsBytes(line.data());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One a commit; those of its checkpoints, one for every thousand pages, are not known here. */
  @Override
  public long forces() {
    return commits.get();
  }

  @Override
  public void close() {
    try (connection) {
      insert.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void requireComplete(int[] events) {
    try (Connection reopened = DriverManager.getConnection(url);
        Statement statement = reopened.createStatement();
        ResultSet found = statement.executeQuery(
            "SELECT session_id, count(DISTINCT seq), max(seq) FROM entry GROUP BY 1 ORDER BY 1")) {
      for (int i = 0; i < events.length; i++) {
        boolean isThere = events[i] > 0 && found.next();
        long rows = isThere && found.getString(1).equals(ids[i]) ? found.getLong(2) : 0;
        if (rows != events[i] || (isThere && found.getInt(3) != events[i] - 1)) {
          throw AckStore.incomplete(i, events[i], rows);
        }
      }
      if (found.next()) {
        throw AckStore.incomplete(events.length, 0, found.getLong(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
