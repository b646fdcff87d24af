package dev.daybook.internal.exchange;

import dev.daybook.event.AssistantMessage;
import dev.daybook.event.ProviderUsage;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SessionStartedBuilder;
import dev.daybook.event.UsageSummary;
import dev.daybook.event.UserMessage;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A format for tests: {@code {"toy":KIND,"id":...,"at":...,"text":...}}. The kinds are user, answer
 * (with {@code tokens}, which count when the next item comes), child (with {@code of}), title and
 * head; any other is kept verbatim.
 */
final class ToyFormat implements AgentFormat {

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public boolean recognises(SourceHead head) {
    return FileHead.of(head).values().stream().anyMatch(value -> value.has("toy"));
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new ToyReader(FileHead.of(head));
  }

  private static final class ToyReader extends ValueReader {
    private @Nullable String lastTitle;
    private @Nullable String closing;
    private @Nullable Long tokens;
    private @Nullable String answerId;

    ToyReader(FileHead head) {
      super(head);
    }

    @Override
    public Optional<String> sessionName() {
      return first("head", "id");
    }

    @Override
    public SessionStarted started() {
      SessionStartedBuilder started = SessionStarted.builder().agentName("toy");
      first("title", "text").ifPresent(started::title);
      return (lastTitle == null ? started : started.title(lastTitle)).build();
    }

    private Optional<String> first(String kind, String field) {
      return head.values().stream()
          .filter(value -> value.get("toy").is(kind))
          .map(value -> value.get(field).text(""))
          .findFirst();
    }

    @Override
    @Nullable
    protected Instant time(JsonValue item) {
      return ForeignTime.of(item.get("at"));
    }

    @Override
    protected void read(Item item, ImportTarget target) {
      settle(target);
      JsonValue value = item.value();
      Instant ts = time(value);
      String id = value.get("id").text();
      String text = value.get("text").text("");
      switch (value.get("toy").text("")) {
        case "user" -> target.add(new UserMessage(text), ts, id);
        case "answer" -> {
          target.add(new AssistantMessage(text), ts, id);
          tokens = value.get("tokens").count();
          answerId = id;
        }
        case "child" ->
          target
              .child(
                  value.get("of").text("child"),
                  SessionStarted.builder().agentName("toy").build())
              .add(new UserMessage(text), ts, id);
        case "title" -> lastTitle = text;
        case "closing" -> closing = text;
        case "head" -> {
          // known before
        }
        default -> addVerbatim(target, "toy.other", value, ts, id);
      }
    }

    private void settle(ImportTarget target) {
      if (tokens != null) {
        target.add(new ProviderUsage(new UsageSummary(0, tokens)), null, answerId + ":usage");
        tokens = null;
      }
    }

    @Override
    public void end(ImportTarget target) {
      settle(target);
      if (closing != null) {
        target.add(new UserMessage(closing), null, null);
      }
    }
  }
}
