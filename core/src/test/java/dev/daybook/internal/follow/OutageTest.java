package dev.daybook.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Await;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.Durability;
import dev.daybook.JournalListener;
import dev.daybook.Overflow;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.Gap;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.engine.Journal;
import dev.daybook.internal.engine.JournalOptions;
import dev.daybook.internal.engine.PassingFile;
import dev.daybook.internal.engine.SessionHandle;
import dev.daybook.internal.engine.Supervision;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.JournalFile;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The view of a subscriber on a supervised session that fails and comes back. */
@Timeout(60)
class OutageTest {

  private static final SessionId ID = new SessionId("s-1");
  private static final int ROUNDS = 20;

  @TempDir
  Path root;

  private final AtomicBoolean fails = new AtomicBoolean();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
  private volatile long pauseNanos;

  /** The fate of lines that were written and not forced. */
  enum Device {
    KEPT_THEM,
    LOST_THEM,
    LOST_THEM_AND_THE_FILE_IS_ANOTHER_ONE
  }

  /** The file, whose force fails when the test says so. */
  private static final class Failing extends PassingFile {
    private final AtomicBoolean fails;

    Failing(JournalFile file, AtomicBoolean fails) {
      super(file);
      this.fails = fails;
    }

    @Override
    public void force() throws IOException {
      if (fails.get()) {
        throw new IOException("injected");
      }
      super.force();
    }
  }

  private AppendableFile open(SessionFolder folder, long trustedBytes) throws IOException {
    if (fails.get()) {
      throw new IOException("injected");
    }
    AppendableFile opened = folder.openOrCreate(ID).open(trustedBytes);
    return new AppendableFile(
        new Failing(opened.file(), fails), opened.position(), opened.nextSeq());
  }

  private static JournalOptions options() {
    return new JournalOptions(
        64,
        8 << 20,
        1 << 20,
        1 << 16,
        Overflow.BLOCK,
        Duration.ofSeconds(30),
        Durability.FORCED,
        Duration.ofHours(1),
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        512,
        null,
        false,
        Clock.systemUTC(),
        new JournalListener() {},
        null,
        new Supervision(Duration.ofMillis(1), Duration.ofMillis(2)));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasShownStaysShownAndWhatFollowsIsShownOnce(Device device) throws Exception {
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    Path file = folder.file(ID);
    try (Journal journal = new Journal(options(), EventTypes.standard())) {
      SessionHandle session = journal.open(ID.value(), trusted -> open(folder, trusted));
      Subscription subscription = subscribe(session, StartPosition.beginning());
      session.recordSync(new UserMessage("forced"));
      long forced = Files.size(file);
      assertThat(next()).isEqualTo("forced");
      fails.set(true);
      assertThatThrownBy(() -> session.recordSync(new UserMessage("written")))
          .isInstanceOf(DaybookException.class);
      assertThat(next()).isEqualTo("written");
      if (device != Device.KEPT_THEM) {
        byte[] kept = Arrays.copyOf(Files.readAllBytes(file), (int) forced);
        if (device == Device.LOST_THEM) {
          loseBehind(file, kept.length);
        } else {
          Path other = Files.write(root.resolve("other"), kept);
          Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      fails.set(false);
      Await.until("it is back", () -> session.failure().isEmpty());
      session.recordSync(new UserMessage("after"));
      if (device != Device.KEPT_THEM) {
        assertThat(next()).isEqualTo(new Gap(1, Gap.FAILURE).toString());
      }
      assertThat(next()).isEqualTo("after");
      session.recordSync(new UserMessage("and more"));
      assertThat(next()).isEqualTo("and more");
      close(session);
      assertThat(next()).isEqualTo("ended");
      assertThat(subscription.awaitEnd(Duration.ofSeconds(30))).isTrue();
    }
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.history(ID.value()).entries()).hasSize(4);
    }
  }

  /** The line that counts the lost one has a seq that was there before the subscription. */
  @Test
  void aSubscriberThatCameLaterSeesWhatTakesThePlaceOfLostLines() throws Exception {
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    Path file = folder.file(ID);
    try (Journal journal = new Journal(options(), EventTypes.standard())) {
      SessionHandle session = journal.open(ID.value(), trusted -> open(folder, trusted));
      session.recordSync(new UserMessage("forced"));
      byte[] kept = Files.readAllBytes(file);
      session.recordSync(new UserMessage("written"), Durability.WRITTEN);
      subscribe(session, StartPosition.end());
      loseUnforced(session, file, kept.length);
      session.recordSync(new UserMessage("after"));
      assertThat(next()).isEqualTo(new Gap(1, Gap.FAILURE).toString());
      assertThat(next()).isEqualTo("after");
    } catch (DaybookException lost) {
      assertThat(lost).hasMessageContaining("could not be written");
    }
  }

  /** A force fails, and the device loses what is behind those bytes; the session comes back. */
  private void loseUnforced(SessionHandle session, Path file, int kept) throws Exception {
    fails.set(true);
    assertThatThrownBy(session::sync).isInstanceOf(DaybookException.class);
    loseBehind(file, kept);
    fails.set(false);
    Await.until("it is back", () -> session.failure().isEmpty());
  }

  /** The device loses what is behind those bytes, at once. */
  private static void loseBehind(Path file, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  /** The bytes under the reader change, and so do the places where lines begin. */
  @Test
  void linesThatAreWrittenAnewWhileTheyAreReadAreNoDamage() throws Exception {
    SessionFolder folder = new SessionFolder(root, (id, bytes, to) -> {});
    Path file = folder.file(ID);
    Random random = new Random(15);
    pauseNanos = 20_000;
    try (Journal journal = new Journal(options(), EventTypes.standard())) {
      SessionHandle session = journal.open(ID.value(), trusted -> open(folder, trusted));
      Subscription subscription = subscribe(session, StartPosition.beginning());
      for (int round = 0; round < ROUNDS; round++) {
        session.recordSync(new UserMessage("kept " + round));
        byte[] kept = Files.readAllBytes(file);
        for (int i = 0; i < 300; i++) {
          session.record(new UserMessage("x".repeat(random.nextInt(400))));
        }
        session.recordSync(new UserMessage(""), Durability.WRITTEN);
        loseUnforced(session, file, kept.length);
      }
      session.recordSync(new UserMessage("kept " + ROUNDS));
      close(session);
      assertThat(subscription.awaitEnd(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(news.stream().filter(text -> text.startsWith("kept") || text.startsWith("ended")))
        .containsExactlyElementsOf(Stream.concat(
                IntStream.rangeClosed(0, ROUNDS).mapToObj(round -> "kept " + round),
                Stream.of("ended"))
            .toList());
  }

  private static void close(SessionHandle session) {
    try {
      session.close();
    } catch (DaybookException lost) {
      assertThat(lost).hasMessageContaining("could not be written");
    }
  }

  private Subscription subscribe(SessionHandle session, StartPosition from) {
    Path file = new SessionFolder(root, (id, bytes, to) -> {}).file(ID);
    return LiveSubscription.start(
        session, file, EventTypes.standard(), 1 << 20, from, new Subscriber() {
          @Override
          public void entry(Entry entry) {
            LockSupport.parkNanos(pauseNanos);
            news.add(
                entry.event() instanceof UserMessage message
                    ? message.text()
                    : entry.event().toString());
          }

          @Override
          public void ended(Optional<DaybookException> failure) {
            news.add("ended" + failure.map(why -> " " + why).orElse(""));
          }
        });
  }

  private String next() throws InterruptedException {
    String text = news.poll(30, TimeUnit.SECONDS);
    assertThat(text).as("something is shown").isNotNull();
    return text;
  }
}
