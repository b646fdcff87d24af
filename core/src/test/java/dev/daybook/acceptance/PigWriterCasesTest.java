package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.InferenceCompleted;
import dev.daybook.event.Message;
import dev.daybook.event.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of pig's tests of its writer, except those of its actors: supervision and dispatch have
 * no counterpart here.
 */
class PigWriterCasesTest {

  @TempDir
  Path root;

  private static UserMessage message(int n) {
    return new UserMessage("m" + n);
  }

  @Test
  @DisplayName("pig: start gives a writer")
  void aSessionThatStartsIsEmpty() {
    try (Daybook daybook = Daybook.open(root);
        Session session = daybook.openSession("s")) {
      assertThat(session.id()).isEqualTo("s");
      assertThat(daybook.history("s").entries()).isEmpty();
    }
  }

  @Test
  @DisplayName("pig: one recordSync gives exactly one line")
  void anEventIsOneLine() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession("s").recordSync(new UserMessage("one\nline"));
      String text = Files.readString(daybook.file("s"));
      assertThat(text).endsWith("\n");
      assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
    }
  }

  @Test
  @DisplayName("pig: three recordSyncs give three lines in order")
  void threeEventsAreThreeLines() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      for (int n = 0; n < 3; n++) {
        assertThat(session.recordSync(message(n))).isEqualTo(n);
        assertThat(Files.readAllLines(daybook.file("s"))).hasSize(n + 1);
      }
      assertThat(daybook.history("s").events()).containsExactly(message(0), message(1), message(2));
    }
  }

  @Test
  @DisplayName("pig: a recordSync that returns has everything before it on the file")
  void syncIsABarrier() {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      for (int n = 0; n < 100; n++) {
        session.record(message(n));
      }
      session.recordSync(message(100));
      assertThat(daybook.history("s").events()).hasSize(101).endsWith(message(100));
    }
  }

  @Test
  @DisplayName(
      "pig: everything recorded before the stop is written, and a record after it does not crash")
  void whatIsRecordedAfterTheStopIsCounted() {
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("s");
      session.record(message(0));
      session.close();
      assertThatCode(() -> session.record(message(1))).doesNotThrowAnyException();
      assertThat(session.counters().rejected()).isEqualTo(1);
      assertThat(daybook.history("s").events()).containsExactly(message(0));
    }
  }

  @Test
  @DisplayName("pig: several runs go into one file")
  void severalRunsMakeOneConversation() {
    List<Message> conversation = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      try (Daybook daybook = Daybook.open(root);
          Session session = daybook.openSession("s")) {
        conversation.add(Message.user("question " + run));
        Message answer = Message.assistant("answer " + run);
        assertThat(session.recordSync(new InferenceCompleted(1, answer, conversation)))
            .isEqualTo(run);
        conversation.add(answer);
      }
    }
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.history("s").entries()).hasSize(3);
      assertThat(daybook.transcript("s").messages()).isEqualTo(conversation);
    }
  }

  @Test
  @DisplayName("pig: several sessions at once, each with its own events in order")
  void severalSessionsKeepTheirOwn() throws Exception {
    try (Daybook daybook = Daybook.open(root)) {
      List<CompletableFuture<Void>> agents = new ArrayList<>();
      for (int agent = 0; agent < 4; agent++) {
        Session session = daybook.openSession("s-" + agent);
        agents.add(CompletableFuture.runAsync(() -> {
          for (int n = 0; n < 200; n++) {
            session.record(new UserMessage(session.id() + " " + n));
          }
          session.sync();
        }));
      }
      CompletableFuture.allOf(agents.toArray(new CompletableFuture<?>[0]))
          .get(60, TimeUnit.SECONDS);
      for (int agent = 0; agent < 4; agent++) {
        String id = "s-" + agent;
        List<Message> messages = daybook.transcript(id).messages();
        assertThat(messages).hasSize(200);
        for (int n = 0; n < 200; n++) {
          assertThat(messages.get(n)).isEqualTo(Message.user(id + " " + n));
        }
      }
    }
  }
}
