package dev.daybook.internal.engine;

import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.Overflow;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Options with which a test can begin, and what it reads back. */
final class Journals {

  private static final long POLL_NANOS = 50_000;

  private static final EntryDecoder DECODER = new EntryDecoder(EventTypes.standard(), true);

  int ringSlots = 1024;
  long maxInFlightBytes = 64 << 20;
  int maxLineBytes = 1 << 20;
  int batchBytes = 1 << 16;
  Overflow overflow = Overflow.BLOCK;
  Duration blockTimeout = Duration.ofSeconds(30);
  Durability durability = Durability.FORCED;
  Duration forceInterval = Duration.ofHours(1);
  Duration slowForce = Duration.ofHours(1);
  Duration closeTimeout = Duration.ofSeconds(30);
  int maxOpenFiles = 512;

  @Nullable
  Duration closeIdle;

  boolean dropsEphemeral;

  InstantSource clock = Clock.systemUTC();

  @Nullable
  Executor callbackExecutor;

  @Nullable
  Supervision supervision;

  JournalListener listener = new JournalListener() {};

  Journal start() {
    return new Journal(options(), EventTypes.standard());
  }

  JournalOptions options() {
    return new JournalOptions(
        ringSlots,
        maxInFlightBytes,
        maxLineBytes,
        batchBytes,
        overflow,
        blockTimeout,
        durability,
        forceInterval,
        slowForce,
        closeTimeout,
        maxOpenFiles,
        closeIdle,
        dropsEphemeral,
        clock,
        listener,
        callbackExecutor,
        supervision);
  }

  static List<Entry> entries(byte[] content) {
    return MemoryFile.lines(content).stream()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .map(line -> DECODER.decode(line, 0, line.length))
        .toList();
  }

  static List<String> texts(byte[] content) {
    return entries(content).stream().map(entry -> text(entry.event())).toList();
  }

  private static String text(SessionEvent event) {
    return event instanceof UserMessage message ? message.text() : event.toString();
  }

  /**
   * An event that {@code record} takes and the encoder cannot write: its line is over the limit by
   * less than the envelope's share, which only the encoder knows.
   */
  static SessionEvent unencodable() {
    return new UserMessage("x".repeat((1 << 20) - 111));
  }

  static SessionEvent unknown(String type, String json) {
    return new Unknown(type, json);
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the condition did not come true in time");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /**
   * An action that takes a moment, though on a busy machine it may take longer than the time-out.
   */
  interface Closing<T> {
    T run() throws IOException;
  }

  /** Does it again as long as it takes too long. */
  static <T> T insist(Closing<T> closing) throws IOException {
    while (true) {
      try {
        return closing.run();
      } catch (DaybookException why) {
        if (why.kind() != DaybookException.Kind.CLOSE_TIMEOUT) {
          throw why;
        }
      }
    }
  }

  /** Closes it, and again as long as that takes too long. */
  static void close(Journal journal) throws IOException {
    boolean unused = insist(() -> {
      journal.close();
      return true;
    });
  }
}
