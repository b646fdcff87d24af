package dev.daybook.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The calls that a session's watcher gets from the journal thread. */
@Timeout(60)
class WatcherTest {

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Watcher watcher = new Watcher();

  private class Watcher implements SessionWatcher {
    @Override
    public void written(long position) {
      calls.add("written " + position);
    }

    @Override
    public void published(EphemeralEvent event, Instant ts, long position, long heapBytes) {
      calls.add("published " + position);
    }

    @Override
    public void missed(long count) {
      calls.add("missed " + count);
    }

    @Override
    public void ended(@Nullable DaybookException failure) {
      calls.add("ended" + (failure == null ? "" : " " + failure.kind()));
    }
  }

  private static String last(List<String> list) {
    return list.isEmpty() ? "" : list.get(list.size() - 1);
  }

  @Test
  void positionsAreEndsOfLinesThatTheFileHas() throws IOException {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      SessionHandle session = journal.open("s-1", file::asSessionFile);
      assertThat(session.watch(watcher)).isZero();
      session.recordSync(new UserMessage("one"));
      long first = file.content().length;
      session.publish(new TextDelta("delta"));
      session.recordSync(new UserMessage("two"));
      session.close();
      assertThat(calls)
          .containsExactly(
              "written " + first,
              "published " + first,
              "written " + file.content().length,
              "ended");
    }
  }

  @Test
  void aFailedWriteShowsItsCompleteLinesAndTheFailure() throws IOException {
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("write")) {
        throw call == 1 ? new MemoryFile.ShortWrite(7) : new IOException("no space left on device");
      }
    });
    try (Journal journal = new Journals().start()) {
      SessionHandle session = journal.open("s-1", file::asSessionFile);
      session.watch(watcher);
      session.publish(new TextDelta("delta"));
      assertThatThrownBy(() -> session.recordSync(new UserMessage("one")))
          .isInstanceOf(DaybookException.class);
      Journals.await(() -> last(calls).startsWith("ended"));
      assertThat(last(calls)).isEqualTo("ended SESSION_FAILED");
      assertThat(calls).noneMatch(news -> news.startsWith("written"));
      assertThatThrownBy(() -> session.watch(watcher))
          .isInstanceOfSatisfying(
              DaybookException.class, why -> assertThat(why.kind()).isEqualTo(Kind.SESSION_FAILED));
    } catch (DaybookException closing) {
      assertThat(closing.kind()).isEqualTo(Kind.SESSION_FAILED);
    }
  }

  @Test
  void whatWasPublishedBehindALineThatIsNotWrittenIsNotShown() throws Exception {
    Gate gate = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (call == 1) {
        gate.pass();
      } else if (operation.equals("write")) {
        throw new IOException("no space left on device");
      }
    });
    try (Journal journal = new Journals().start()) {
      SessionHandle session = journal.open("s-1", file::asSessionFile);
      session.watch(watcher);
      session.record(new UserMessage("one"));
      gate.awaitArrival();
      session.publish(new TextDelta("behind one"));
      session.record(new UserMessage("two"));
      session.publish(new TextDelta("behind two"));
      gate.open();
      Journals.await(() -> last(calls).startsWith("ended"));
      int one = file.content().length;
      assertThat(calls)
          .containsExactly("written " + one, "published " + one, "ended SESSION_FAILED");
    } catch (DaybookException closing) {
      assertThat(closing.kind()).isEqualTo(Kind.SESSION_FAILED);
    }
  }

  @Test
  void aFailedForceEndsTheWatching() throws IOException {
    MemoryFile file = new MemoryFile((call, operation) -> {
      if (operation.equals("force")) {
        throw new IOException("input/output error");
      }
    });
    try (Journal journal = new Journals().start()) {
      SessionHandle session = journal.open("s-1", file::asSessionFile);
      session.watch(watcher);
      assertThatThrownBy(() -> session.recordSync(new UserMessage("one")))
          .isInstanceOf(DaybookException.class);
      Journals.await(() -> last(calls).equals("ended SESSION_FAILED"));
    } catch (DaybookException closing) {
      assertThat(closing.kind()).isEqualTo(Kind.SESSION_FAILED);
    }
  }

  @Test
  void aWatcherThatThrowsChangesNothing() throws IOException {
    MemoryFile file = new MemoryFile();
    try (Journal journal = new Journals().start()) {
      SessionHandle session = journal.open("s-1", file::asSessionFile);
      session.watch(new Watcher() {
        @Override
        public void written(long position) {
          throw new AssertionError("the watcher's own fault");
        }

        @Override
        public void published(EphemeralEvent event, Instant ts, long position, long heapBytes) {
          throw new AssertionError("the watcher's own fault");
        }
      });
      session.watch(watcher);
      session.publish(new TextDelta("delta"));
      assertThat(session.recordSync(new UserMessage("one"))).isZero();
      session.close();
      assertThat(calls)
          .as("the other one is called all the same, and the one that throws how it ends")
          .containsExactlyInAnyOrder(
              "published 0", "written " + file.content().length, "ended", "ended");
    }
  }

  @Test
  void publishedEventsThatFindNoRoomAreCounted() throws Exception {
    Journals options = new Journals();
    options.ringSlots = 64;
    Gate gate = new Gate();
    MemoryFile file = new MemoryFile((call, operation) -> gate.pass());
    try (Journal journal = options.start()) {
      SessionHandle session = journal.open("s-1", file::asSessionFile);
      session.watch(watcher);
      session.record(new UserMessage("one"));
      gate.awaitArrival();
      for (int i = 0; i < 200; i++) {
        session.publish(new TextDelta("delta"));
      }
      gate.open();
      session.close();
      long shown = calls.stream().filter(news -> news.startsWith("published")).count();
      long missed = calls.stream()
          .filter(news -> news.startsWith("missed "))
          .mapToLong(news -> Long.parseLong(news.substring(7)))
          .sum();
      assertThat(missed).isPositive();
      assertThat(shown + missed).isEqualTo(200);
    }
  }
}
