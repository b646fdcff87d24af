package dev.daybook.internal.transcript;

import dev.daybook.event.Message;
import dev.daybook.event.Role;
import dev.daybook.internal.line.ReadCounts;
import dev.daybook.read.Transcript.Adjustment;
import dev.daybook.read.Transcript.Adjustment.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule that brings messages into the form that every provider accepts. Each call has an
 * identifier of its own and exactly one answer, directly behind its message; there is no other
 * answer, and no speaker's message is empty. Only the calls of the last speaker may stand open,
 * since their tools may still be running. Roles and arguments are as they were recorded. Its cost
 * is that of the messages. Used once.
 */
public final class ProviderRule {

  /** The answer of a call of which no result was recorded. */
  public static final String NO_RESULT = "no result of this call was recorded";

  private static final String NAMELESS = "call";

  private final List<Speech> speeches = new ArrayList<>();
  private final List<Adjustment> adjustments = new ArrayList<>();

  /** The seqs of the messages' entries. */
  private final List<Long> seqs = new ArrayList<>();

  private final List<Message.Call> openCalls = new ArrayList<>();

  /** Calls without a result by identifier, the newest message's first. */
  private final Map<String, Exchange> open = new HashMap<>();

  /** The call that was answered last, by identifier. */
  private final Map<String, Exchange> answered = new HashMap<>();

  private final Set<String> recordedIds = new HashSet<>();
  private final Set<String> givenIds = new HashSet<>();

  /** A lower bound of the uses of each identifier. */
  private final Map<String, Integer> uses = new HashMap<>();

  /** A speaker's message and the results of its calls, which stand behind it. */
  private static final class Speech {
    final GrowingMessage speaker;
    final List<Exchange> calls = new ArrayList<>();

    /** The answered calls, in the order in which their results were recorded. */
    final List<Exchange> results = new ArrayList<>();

    Speech(GrowingMessage speaker) {
      this.speaker = speaker;
    }
  }

  private static final class Exchange {
    final Speech speech;
    final Message.Call call;
    final long seq;
    String id;

    @Nullable
    GrowingMessage result;

    /** The next call without a result that has this identifier. */
    @Nullable
    Exchange below;

    Exchange(Speech speech, GrowingMessage.Asked asked) {
      this.speech = speech;
      this.call = asked.call();
      this.seq = asked.seq();
      this.id = call.id();
    }
  }

  private ProviderRule() {}

  /** Returns the conversation that the parts come to, with the adjustments that it took. */
  static AcceptedTranscript apply(List<GrowingMessage> parts, @Nullable Long snapshotSeq) {
    ProviderRule rule = new ProviderRule();
    for (GrowingMessage part : parts) {
      if (part.role().equals(Role.TOOL)) {
        rule.result(part);
      } else {
        rule.speaker(part);
      }
    }
    List<Message> messages = rule.messages();
    rule.adjustments.sort(Comparator.comparingLong(Adjustment::seq));
    return new AcceptedTranscript(
        messages,
        rule.openCalls,
        snapshotSeq == null ? OptionalLong.empty() : OptionalLong.of(snapshotSeq),
        ReadCounts.NONE,
        rule.adjustments,
        rule.seqs);
  }

  private void speaker(GrowingMessage part) {
    Speech speech = new Speech(part);
    Set<String> asks = part.calls().isEmpty() ? Set.of() : new HashSet<>();
    for (GrowingMessage.Asked asked : part.calls()) {
      String id = asked.call().id();
      if (!part.role().equals(Role.ASSISTANT)) {
        adjust(Change.CALL_OF_OTHERS, asked.seq(), id);
      } else if (!id.isEmpty() && !asks.add(id)) {
        adjust(Change.CALL_AGAIN, asked.seq(), id);
      } else {
        speech.calls.add(new Exchange(speech, asked));
        recordedIds.add(id);
      }
    }
    if (speech.calls.isEmpty() && part.isSilent()) {
      adjust(Change.EMPTY_MESSAGE, part.seq(), "");
      return;
    }
    speeches.add(speech);
    for (int i = speech.calls.size() - 1; i >= 0; i--) {
      Exchange asked = speech.calls.get(i);
      asked.below = open.put(asked.id, asked);
    }
  }

  private void result(GrowingMessage part) {
    String id = String.valueOf(part.toolCallId());
    Exchange asked = open.remove(id);
    if (asked == null) {
      leaveOut(part, id);
      return;
    }
    if (asked.below != null) {
      open.put(id, asked.below);
    }
    asked.result = part;
    asked.speech.results.add(asked);
    answered.put(id, asked);
    if (asked.speech != speeches.get(speeches.size() - 1)) {
      adjust(Change.RESULT_MOVED, part.seq(), id);
    }
  }

  private void leaveOut(GrowingMessage part, String id) {
    Exchange asked = answered.get(id);
    if (asked == null) {
      adjust(Change.RESULT_WITHOUT_CALL, part.seq(), id);
    } else if (asked.result != null && asked.result.isOfOtherCarriers(part)) {
      // the same result, from another kind of event
      asked.result.addCarriers(part);
    } else {
      adjust(Change.RESULT_AGAIN, part.seq(), id);
    }
  }

  private List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < speeches.size(); i++) {
      Speech speech = speeches.get(i);
      List<Message.Call> calls = new ArrayList<>(speech.calls.size());
      for (Exchange asked : speech.calls) {
        giveId(asked);
        calls.add(named(asked.call, asked.id));
      }
      messages.add(speech.speaker.message(List.copyOf(calls), null));
      seqs.add(speech.speaker.seq());
      for (Exchange asked : speech.results) {
        if (asked.result != null) {
          messages.add(asked.result.message(List.of(), asked.id));
          seqs.add(asked.result.seq());
        }
      }
      close(speech, i == speeches.size() - 1, messages);
    }
    return messages;
  }

  private void giveId(Exchange asked) {
    String recorded = asked.id;
    if (!recorded.isEmpty() && givenIds.add(recorded)) {
      uses.put(recorded, 1);
      return;
    }
    String base = recorded.isEmpty() ? NAMELESS : recorded;
    String id;
    do {
      id = base + "_" + uses.merge(base, 1, Integer::sum);
    } while (recordedIds.contains(id) || !givenIds.add(id));
    asked.id = id;
    adjust(Change.CALL_RENAMED, asked.seq, recorded);
  }

  private void close(Speech speech, boolean isLast, List<Message> messages) {
    List<Exchange> unanswered = new ArrayList<>(0);
    for (Exchange asked : speech.calls) {
      if (asked.result == null) {
        unanswered.add(asked);
        openCalls.add(asked.call);
      }
    }
    if (!isLast && !unanswered.isEmpty()) {
      unanswered.stream().sorted(Comparator.comparing(asked -> asked.call.id())).forEach(asked -> {
        messages.add(Message.tool(asked.id, NO_RESULT));
        seqs.add(speech.speaker.seq());
        adjust(Change.CALL_CLOSED, asked.seq, asked.call.id());
      });
    }
  }

  private static Message.Call named(Message.Call call, String id) {
    return call.id().equals(id)
        ? call
        : new Message.Call(id, call.name(), call.arguments(), call.signature());
  }

  private void adjust(Change change, long seq, String callId) {
    adjustments.add(new Adjustment(change, seq, callId));
  }
}
