package dev.daybook.lab.huge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.Daybook;
import dev.daybook.EntryCount;
import dev.daybook.Session;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent;
import dev.daybook.read.TailOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session of 10 GB (short form: 200 MB) in a heap of 64 MB: read, verified, listed, followed,
 * gone on with. What looks at an end of the file reads no more than that end.
 */
@Tag(Lab.TAG)
@Timeout(900)
class HugeSessionTest {

  private static final String ID = "huge";
  private static final long GIGABYTE = 1L << 30;
  private static final int TEXT_CHARS = 20_000;
  private static final int LINES_AFTER_SNAPSHOT = 10;
  private static final long MAX_BYTES_OF_AN_END = 4 << 20;

  @Test
  void everyCallWorksInASmallHeap(@TempDir Path root) throws Exception {
    long bytes = Lab.isLong() ? 10 * GIGABYTE : 200 << 20;
    Lab.need(
        Files.getFileStore(root).getUsableSpace() > bytes + GIGABYTE,
        "no room for a session of " + bytes + " bytes");
    Path file;
    try (Daybook daybook = Daybook.open(root)) {
      daybook.createSession(ID);
      file = daybook.file(ID);
    }
    Finding finding = Lab.finding("huge session").add("MB", bytes >> 20).add("heap MB", 64);
    long lines = write(file, bytes);
    try {
      long start = System.nanoTime();
      new ChildJvm()
          .heapMegabytes(64)
          .flag("-XX:+UseSerialGC")
          .withinSeconds(600)
          .run(Child.class, root.toString(), String.valueOf(lines));
      long seconds = Math.max(1, (System.nanoTime() - start) / 1_000_000_000);
      // the child reads all of it four times: opening, fold, verify, diagnosis
      finding.add("lines", lines).add("lost", 0).add("MB/s", 4 * (bytes >> 20) / seconds);
    } finally {
      Files.delete(file);
    }
  }

  /** Lines as a journal writes them, a snapshot a few lines before the end. */
  private static long write(Path file, long bytes) throws IOException {
    byte[] sessionId = BatchEncoder.quoted(ID);
    SessionEvent text = new UserMessage("x".repeat(TEXT_CHARS));
    SessionEvent snapshot =
        new InferenceCompleted(1, Message.assistant("ok"), List.of(Message.user("go")));
    long seq = 0;
    long written = 0;
    try (BatchEncoder encoder = new BatchEncoder(EventTypes.standard(), 1 << 20, 1 << 20);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (written < bytes) {
        encoder.encode(sessionId, seq, seq++, 0, null, text);
        if (encoder.position() > 1 << 19) {
          written += channel.write(encoder.view(0, encoder.position()));
          encoder.clear();
        }
      }
      encoder.encode(sessionId, seq, seq++, 0, null, snapshot);
      for (int n = 0; n < LINES_AFTER_SNAPSHOT; n++) {
        encoder.encode(sessionId, seq, seq++, 0, null, text);
      }
      channel.write(encoder.view(0, encoder.position()));
    }
    return seq;
  }

  /** Calls everything; what is not as it should be ends it with an error. */
  public static final class Child {

    private Child() {}

    public static void main(String[] args) throws Exception {
      long lines = Long.parseLong(args[1]);
      try (Daybook daybook = Daybook.open(Path.of(args[0]))) {
        assertThat(ofAnEnd(() -> daybook.catalog().summary(ID).entries())).hasValue(lines);
        assertThat(ofAnEnd(() -> daybook.transcript(ID).messages()))
            .hasSize(2 + LINES_AFTER_SNAPSHOT);
        assertThat(ofAnEnd(() -> lastSeq(daybook))).isEqualTo(lines - 1);
        // the file is of unknown origin: all of it is checked, once
        daybook.resumeSession(ID).close();
        assertThat(ofAnEnd(() -> recordOne(daybook))).isEqualTo(lines);
        assertThat(daybook.fold(ID, new EntryCount()).result()).isEqualTo(lines + 1);
        assertThat(daybook.verify(ID).isClean()).isTrue();
        assertThat(daybook.diagnosis(ID)).isNotNull();
      }
    }

    private static long recordOne(Daybook daybook) {
      try (Session session = daybook.resumeSession(ID)) {
        return session.recordSync(new UserMessage("later"));
      }
    }

    private static long lastSeq(Daybook daybook) {
      try (Tail tail = daybook.tail(ID, TailOptions.fromLast(1).withFollowing(false))) {
        TailEvent last = tail.next(Duration.ofSeconds(10)).orElseThrow();
        return ((TailEvent.Recorded) last).entry().seq();
      }
    }

    /** Its result, after a look at how many bytes it read. */
    private static <R> R ofAnEnd(Callable<R> call) throws Exception {
      long before = bytesRead();
      R result = call.call();
      assertThat(bytesRead() - before).isLessThan(MAX_BYTES_OF_AN_END);
      return result;
    }

    /** By any call of this process to the system; 0 where the system does not count them. */
    private static long bytesRead() throws IOException {
      Path io = Path.of("/proc/self/io");
      return Files.isReadable(io)
          ? Long.parseLong(Files.readAllLines(io).get(0).substring("rchar: ".length()))
          : 0;
    }
  }
}
