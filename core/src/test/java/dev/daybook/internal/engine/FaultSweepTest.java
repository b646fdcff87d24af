package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Counters;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.Session;
import dev.daybook.event.Entry;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Finding;
import dev.daybook.lab.Lab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fails the n-th call to the file, for every n until the work passes untouched, in every way that a
 * file can fail, and looks at what was promised and what is there.
 */
@Tag(Lab.TAG)
class FaultSweepTest {

  private static final int ROUNDS = 5;

  /** The ways in which the n-th call fails. */
  enum Way {
    ONCE {
      @Override
      MemoryFile.Fault at(int n, Throwable cause) {
        return (call, operation) -> throwIf(call == n, cause);
      }
    },
    FROM_THEN_ON {
      @Override
      MemoryFile.Fault at(int n, Throwable cause) {
        return (call, operation) -> throwIf(call >= n, cause);
      }
    },
    SHORT_THEN_ON {
      @Override
      MemoryFile.Fault at(int n, Throwable cause) {
        return (call, operation) ->
            throwIf(call == n, operation.equals("write") ? new MemoryFile.ShortWrite(7) : cause);
      }
    },
    SHORT_THEN_FULL {
      @Override
      MemoryFile.Fault at(int n, Throwable cause) {
        return (call, operation) -> {
          throwIf(call == n && operation.equals("write"), new MemoryFile.ShortWrite(200));
          throwIf(call > n && operation.equals("write"), cause);
        };
      }
    },
    ERROR {
      @Override
      MemoryFile.Fault at(int n, Throwable cause) {
        Error error = new OutOfMemoryError("direct buffer memory");
        error.addSuppressed(cause);
        return (call, operation) -> throwIf(call == n, error);
      }
    },
    WRITE_AND_TRUNCATE {
      @Override
      MemoryFile.Fault at(int n, Throwable cause) {
        return (call, operation) -> {
          throwIf(call == n && operation.equals("write"), new MemoryFile.ShortWrite(11));
          throwIf(call > n && !operation.equals("close"), cause);
        };
      }
    };

    abstract MemoryFile.Fault at(int n, Throwable cause);

    private static void throwIf(boolean condition, Throwable cause) throws IOException {
      if (condition && cause instanceof Error error) {
        throw error;
      }
      if (condition) {
        throw (IOException) cause;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(120)
  void noFailureIsHiddenAndNoPromiseBroken(Way way) throws Exception {
    sweep(way);
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(120)
  void noFailureIsHiddenWithTheOtherBuffer(Way way) throws Exception {
    String property = "daybook.buffer";
    String other;
    try (Journal journal = new Journals().start()) {
      other = journal.bufferName().equals("plain") ? "chronicle" : "plain";
    }
    System.setProperty(property, other);
    try {
      sweep(way);
    } finally {
      System.clearProperty(property);
    }
  }

  private static void sweep(Way way) throws Exception {
    Finding finding = Lab.finding("failing calls to a session's file");
    int n = 0;
    Work work;
    do {
      n++;
      IOException cause = new IOException("injected");
      MemoryFile file = new MemoryFile(way.at(n, cause));
      work = new Work(file, cause);
      work.run();
      work.check(way, "way=" + way + ", call=" + n);
      finding.add("faults", 1).add("acknowledged", work.acknowledged.size());
    } while (work.file.calls() >= n);
    assertThat(n).as("calls of the untouched work").isGreaterThan(2 * ROUNDS);
    assertThat(work.failure).isNull();
    assertThat(work.acknowledged).hasSize(3 * ROUNDS);
  }

  /** One session on a failing file and one on a sound file, on the same journal thread. */
  private static final class Work {
    private final MemoryFile file;
    private final IOException injected;
    private final MemoryFile soundFile = new MemoryFile();
    private final List<String> recorded = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<String> soundTexts = new ArrayList<>();
    private @Nullable DaybookException failure;
    private @Nullable Counters counters;

    Work(MemoryFile file, IOException injected) {
      this.file = file;
      this.injected = injected;
    }

    void run() throws Exception {
      Journal journal = new Journals().start();
      try (Session sound = journal.open("sound", soundFile::asSessionFile)) {
        Session session = journal.open("failing", file::asSessionFile);
        for (int i = 0; i < ROUNDS; i++) {
          String plain = "plain " + i;
          String sync = "sync " + i;
          String async = "async " + i;
          attempt(() -> session.record(new UserMessage(plain)), plain);
          attempt(
              () -> {
                session.recordSync(new UserMessage(sync));
                acknowledged.add(plain);
                acknowledged.add(sync);
              },
              sync);
          CompletableFuture<Long> future = session.recordAsync(new UserMessage(async));
          attempt(
              () -> {
                await(future);
                acknowledged.add(async);
              },
              async);
          attempt(session::sync, null);
          soundTexts.add(plain);
          // mostly in one batch with the failing session's next event, and before it
          sound.record(new UserMessage(plain));
        }
        attempt(session::close, null);
        session.close();
        counters = session.counters();
      }
      try {
        journal.close();
      } catch (DaybookException e) {
        note(e);
      }
    }

    private void attempt(Runnable call, @Nullable String text) {
      if (text != null) {
        recorded.add(text);
      }
      try {
        call.run();
        assertThat(failure).as("a call that returns after the failure").isNull();
      } catch (DaybookException e) {
        note(e);
      }
    }

    private void note(DaybookException e) {
      assertThat(e.kind()).isEqualTo(Kind.SESSION_FAILED);
      Throwable cause = e.getCause();
      assertThat(cause).isNotNull();
      assertThat(cause == injected
              || cause instanceof MemoryFile.ShortWrite
              || cause instanceof OutOfMemoryError)
          .as("the original cause, not " + cause)
          .isTrue();
      if (failure != null) {
        assertThat(cause).as("the same cause each time").isSameAs(failure.getCause());
      }
      failure = e;
    }

    void check(Way way, String at) {
      assertThat(file.isClosed() || file.count("close") == 1).as(at).isTrue();
      List<String> forced = Journals.texts(file.forcedContent());
      assertThat(forced).as(at + ": forced").containsAll(acknowledged);
      byte[] content = file.content();
      List<Entry> entries = Journals.entries(content);
      for (int i = 0; i < entries.size(); i++) {
        assertThat(entries.get(i).seq()).as(at + ": seq").isEqualTo(i);
      }
      assertThat(counters.recorded())
          .as(at + ": " + counters)
          .isEqualTo(counters.written() + counters.failed());
      assertThat(counters.written()).as(at + ": " + counters).isEqualTo(entries.size());
      List<String> texts = Journals.texts(content);
      assertThat(recorded.subList(0, texts.size())).as(at + ": in order").isEqualTo(texts);
      if (way != Way.WRITE_AND_TRUNCATE && content.length > 0) {
        assertThat(content[content.length - 1]).as(at + ": whole lines").isEqualTo((byte) '\n');
      }
      assertThat(Journals.texts(soundFile.forcedContent()))
          .as(at + ": the other session")
          .isEqualTo(soundTexts);
    }

    private static void await(CompletableFuture<Long> future) {
      try {
        future.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw ((DaybookException) e.getCause());
      } catch (Exception e) {
        throw new AssertionError("hangs", e);
      }
    }
  }
}
