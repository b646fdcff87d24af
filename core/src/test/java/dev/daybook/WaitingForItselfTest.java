package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User code that runs on the journal thread is refused what would wait for that thread. */
@Timeout(60)
class WaitingForItselfTest {

  @TempDir
  Path root;

  /** An event whose text is asked for by the journal thread, to be written. */
  public record Nosy(String text) implements SessionEvent {
    private static volatile Consumer<String> call = text -> {};

    @Override
    public String text() {
      call.accept(text);
      return text;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "sync of all", "open", "recordSync", "close"})
  void theEventFailsAloneAndTheJournalGoesOn(String what) throws Exception {
    try (Daybook daybook = Daybook.builder(root)
        .register(Nosy.class)
        .closeIdle(Duration.ofHours(1))
        .open()) {
      Session session = daybook.openSession("s");
      Nosy.call = text -> {
        if (Thread.currentThread().getName().equals("daybook-journal")) {
          switch (what) {
            case "sync" -> session.sync();
            case "sync of all" -> daybook.sync();
            case "open" -> daybook.openSession("s").close();
            case "recordSync" -> session.recordSync(new UserMessage("m"));
            default -> session.close();
          }
        }
      };
      assertThatThrownBy(() -> session.recordAsync(new Nosy("n")).get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(DaybookException.class);
      Nosy.call = text -> {};
      assertThat(session.recordSync(new UserMessage("after"))).isZero();
    }
  }
}
