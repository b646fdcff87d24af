package dev.daybook.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.Session;
import dev.daybook.event.AgentMessage;
import dev.daybook.event.DeltaKind;
import dev.daybook.event.Entry;
import dev.daybook.event.EphemeralEvent;
import dev.daybook.event.MessageDelta;
import dev.daybook.event.MessageUpdate;
import dev.daybook.event.Stamped;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import dev.daybook.tree.AgentSession;
import dev.daybook.tree.EventStream;
import dev.daybook.tree.Loop.SequencedEvent;
import dev.daybook.tree.SessionTree;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** phi's recorder listens while the agent runs: here a tree that is subscribed to the journal. */
@Timeout(60)
class PhiLiveCasesTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir
  Path root;

  static List<EventStream> documentedStreams() {
    return PhiStorageCasesTest.documentedStreams();
  }

  @ParameterizedTest
  @MethodSource("documentedStreams")
  @DisplayName("phi: the documented streams, live as from disk")
  void aLiveTreeIsAsOneFromDisk(EventStream stream) throws Exception {
    assertThat(liveAndFolded(stream, true)).isEqualTo(stream.tree().sessions());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("phi: child loop reference, the tool ends before the child begins, live")
  void aToolMayEndBeforeTheChildBegins(boolean fromBeginning) throws Exception {
    EventStream stream = new EventStream()
        .start("parent", "parent.main.1")
        .event(EventStream.researchEnds("child.sub.1"))
        .start("child", "child.sub.1")
        .end("child.sub.1")
        .end("parent.main.1");
    assertThat(liveAndFolded(stream, fromBeginning))
        .isEqualTo(stream.tree().sessions())
        .hasSize(2);
  }

  /** What a subscribed tree shows at the end, once it is known to be what a reader's tree shows. */
  private List<AgentSession> liveAndFolded(EventStream stream, boolean fromBeginning)
      throws Exception {
    List<Entry> entries = stream.entries();
    SessionTree live = new SessionTree();
    Subscription subscription;
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("journal");
      int before = fromBeginning ? entries.size() / 2 : 0;
      record(entries.subList(0, before), session);
      StartPosition from = fromBeginning ? StartPosition.beginning() : StartPosition.end();
      subscription = daybook.subscribe("journal", from, live::accept);
      record(entries.subList(before, entries.size()), session);
    }
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    List<AgentSession> shown = live.sessions();
    try (Daybook daybook = Daybook.open(root)) {
      assertThat(daybook.fold("journal", new SessionTree()).result()).isEqualTo(shown);
    }
    return shown;
  }

  private static void record(List<Entry> entries, Session session) {
    entries.forEach(entry -> session.record(new Stamped(entry.event(), entry.ts(), null)));
  }

  @Test
  @DisplayName("phi: with streaming on, what is published is among the loop's events, live only")
  void messageUpdatesAreSeenLiveAlone() throws Exception {
    MessageUpdate update = new MessageUpdate(
        "s.main.1", AgentMessage.user("h"), new MessageDelta(DeltaKind.TEXT, "h"));
    SessionTree live = SessionTree.builder().withMessageUpdates().build();
    Subscription subscription;
    try (Daybook daybook = Daybook.open(root)) {
      Session session = daybook.openSession("journal");
      subscription = daybook.subscribe("journal", StartPosition.beginning(), new Subscriber() {
        @Override
        public void entry(Entry entry) {
          live.accept(entry);
        }

        @Override
        public void published(EphemeralEvent event, Instant ts) {
          live.accept(event, ts);
        }
      });
      List<Entry> entries = EventStream.continuation().entries();
      record(entries.subList(0, 2), session);
      session.publish(update);
      record(entries.subList(2, entries.size()), session);
    }
    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(live.session("s").orElseThrow().loops().get(0).events())
        .extracting(SequencedEvent::event)
        .contains(update);
    try (Daybook daybook = Daybook.open(root)) {
      SessionTree folded = SessionTree.builder().withMessageUpdates().build();
      daybook.fold("journal", folded);
      assertThat(folded.session("s").orElseThrow().loops().get(0).events())
          .extracting(SequencedEvent::event)
          .isNotEmpty()
          .doesNotContain(update);
    }
  }
}
