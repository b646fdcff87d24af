package dev.daybook.internal.follow;

import static dev.daybook.internal.follow.Tails.append;
import static dev.daybook.internal.follow.Tails.entry;
import static dev.daybook.internal.follow.Tails.next;
import static dev.daybook.internal.json.Lines.TS;
import static dev.daybook.internal.json.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.LockHolder;
import dev.daybook.Session;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WorkflowEnded;
import dev.daybook.event.WorkflowStatus;
import dev.daybook.internal.file.SessionHolder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.Tail;
import dev.daybook.read.TailEvent.Ended;
import dev.daybook.read.TailEvent.Stalled;
import dev.daybook.read.TailEvent.TailEnd;
import dev.daybook.read.TailEvent.WriterBack;
import dev.daybook.read.TailEvent.WriterGone;
import dev.daybook.read.TailOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tail's judgement of its writer: gone, stuck, or with nothing to write. */
@Timeout(60)
class WriterWatchTest {

  /** Longer than it takes to ask twice. */
  private static final Duration TWO_QUESTIONS = Duration.ofMillis(2_200);

  private static final Optional<LockHolder> WRITER =
      Optional.of(new SessionHolder(1, "host", Optional.empty(), Optional.empty(), "", 0));

  @TempDir
  Path folder;

  private Path file;
  private volatile Optional<LockHolder> holder = WRITER;
  private volatile Instant now = TS;
  private final AtomicInteger questions = new AtomicInteger();

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve("s.ndjson");
    append(file, line(0, new UserMessage("m")));
  }

  private Tail tail() {
    return FileTail.of(
        file,
        Lines.SESSION_ID,
        EventTypes.standard(),
        Tails.MAX_LINE_BYTES,
        () -> now,
        () -> {
          questions.incrementAndGet();
          return holder;
        },
        TailOptions.fromBeginning());
  }

  @Test
  void aWriterThatHoldsTheSessionAndSaysNothingIsQuiet() {
    try (Tail tail = tail()) {
      assertThat(entry(tail).seq()).isZero();
      now = TS.plus(Duration.ofDays(1));
      long start = System.nanoTime();
      assertThat(tail.next(TWO_QUESTIONS)).isEmpty();
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      assertThat(questions)
          .as("asked at most once a second")
          .hasValueBetween(1, Math.toIntExact(seconds));
    }
  }

  @Test
  void theHolderIsNotAskedForWhileEntriesCome() throws Exception {
    try (Tail tail = tail()) {
      assertThat(entry(tail).seq()).isZero();
      long start = System.nanoTime();
      for (long seq = 1; System.nanoTime() - start < TWO_QUESTIONS.toNanos(); seq++) {
        append(file, line(seq, new UserMessage("m")));
        assertThat(entry(tail).seq()).isEqualTo(seq);
      }
      assertThat(questions).hasValue(0);
    }
  }

  @Test
  void aSessionWithoutAHolderThatHasNotEndedHasLostItsWriter() throws Exception {
    append(file, new byte[] {'{', '"'});
    holder = Optional.empty();
    try (Tail tail = tail()) {
      assertThat(entry(tail).seq()).isZero();
      assertThat(next(tail)).isEqualTo(new WriterGone(2, false));
      assertThat(tail.next(TWO_QUESTIONS)).as("reported once").isEmpty();
      holder = WRITER;
      assertThat(next(tail)).isEqualTo(new WriterBack(WRITER));
      holder = Optional.empty();
      assertThat(next(tail)).isEqualTo(new WriterGone(2, false));
    }
  }

  @Test
  void aNewWriterIsReportedBeforeWhatItWrites() throws Exception {
    holder = Optional.empty();
    try (Tail tail = tail()) {
      assertThat(entry(tail).seq()).isZero();
      assertThat(next(tail)).isEqualTo(new WriterGone(0, false));
      append(file, line(1, new UserMessage("m")));
      assertThat(next(tail)).as("and is gone already").isEqualTo(new WriterBack(Optional.empty()));
      assertThat(entry(tail).seq()).isEqualTo(1);
      assertThat(next(tail)).isEqualTo(new WriterGone(0, false));
    }
  }

  @Test
  void aSessionThatHasEndedNeedsNoWriter() throws Exception {
    holder = Optional.empty();
    append(file, line(1, SessionEnded.normally()));
    try (Tail tail = tail()) {
      assertThat(Tails.seqs(tail, 2)).containsExactly(0L, 1L);
      assertThat(next(tail)).isEqualTo(new Ended(TailEnd.SESSION_ENDED));
      assertThat(tail.next(TWO_QUESTIONS)).isEmpty();
      assertThat(questions).hasValue(0);
    }
  }

  @Test
  void aWriterWhoseHeartbeatsStayAwayHasStalled() throws Exception {
    append(file, line(1, new Heartbeat(10L)));
    try (Tail tail = tail()) {
      assertThat(Tails.seqs(tail, 2)).containsExactly(0L, 1L);
      now = TS.plusSeconds(30);
      assertThat(tail.next(TWO_QUESTIONS)).as("three intervals are not over").isEmpty();
      now = TS.plusSeconds(31);
      assertThat(next(tail)).isEqualTo(new Stalled(Duration.ofSeconds(31), Duration.ofSeconds(10)));
      assertThat(tail.next(TWO_QUESTIONS)).as("reported once").isEmpty();
      append(file, line(2, new UserMessage("awake")));
      assertThat(entry(tail).seq()).isEqualTo(2);
      assertThat(next(tail)).as("a silence of its own").isInstanceOf(Stalled.class);
    }
  }

  @Test
  void theLockCountsMoreThanTheHeartbeat() throws Exception {
    append(file, line(1, new Heartbeat(10L)));
    now = TS.plusSeconds(1000);
    holder = Optional.empty();
    try (Tail tail = tail()) {
      assertThat(Tails.seqs(tail, 2)).containsExactly(0L, 1L);
      assertThat(next(tail)).isInstanceOf(WriterGone.class);
      assertThat(tail.next(TWO_QUESTIONS)).isEmpty();
    }
  }

  @Test
  void heartbeatsAreNotExpectedAfterTheirWorkflow() throws Exception {
    append(
        file, line(1, new Heartbeat(10L)), line(2, new WorkflowEnded(WorkflowStatus.SUCCESS, 1)));
    now = TS.plusSeconds(1000);
    try (Tail tail = tail()) {
      assertThat(Tails.seqs(tail, 3)).containsExactly(0L, 1L, 2L);
      assertThat(tail.next(TWO_QUESTIONS)).isEmpty();
      assertThat(questions).as("asked").hasPositiveValue();
    }
  }

  @Test
  void aTailThatBeginsBehindAHeartbeatExpectsTheNext() throws Exception {
    append(file, line(1, new Heartbeat(10L)));
    now = TS.plusSeconds(1000);
    try (Tail tail = FileTail.of(
        file,
        Lines.SESSION_ID,
        EventTypes.standard(),
        Tails.MAX_LINE_BYTES,
        () -> now,
        () -> holder,
        TailOptions.fromEnd())) {
      assertThat(next(tail)).isInstanceOf(Stalled.class);
    }
  }

  @Test
  void whatAWriterWroteBeforeItLetGoIsGivenFirst() throws Exception {
    try (Tail tail = FileTail.of(
        file,
        Lines.SESSION_ID,
        EventTypes.standard(),
        Tails.MAX_LINE_BYTES,
        () -> now,
        () -> {
          if (questions.getAndIncrement() == 0) {
            // between the last look at the file and the question
            append(file, line(1, new UserMessage("last words")));
          }
          return Optional.empty();
        },
        TailOptions.fromBeginning())) {
      assertThat(Tails.seqs(tail, 2)).containsExactly(0L, 1L);
      assertThat(next(tail)).isInstanceOf(WriterGone.class);
    }
  }

  @Test
  void namesTheProcessThatHoldsTheLock() {
    try (Daybook writer = Daybook.open(folder);
        Daybook reader = Daybook.open(folder)) {
      Session session = writer.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      try (Tail tail = reader.tail("s-1", TailOptions.fromBeginning())) {
        assertThat(entry(tail).seq()).isZero();
        assertThat(tail.next(TWO_QUESTIONS)).as("quiet").isEmpty();
        session.close();
        assertThat(next(tail)).isEqualTo(new WriterGone(0, true));
        writer.openSession("s-1");
        WriterBack back = (WriterBack) next(tail);
        assertThat(back.holder().orElseThrow().isThisProcess()).isTrue();
      }
    }
    assertThat(Files.exists(folder.resolve("locks/s-1.lock"))).isTrue();
  }
}
