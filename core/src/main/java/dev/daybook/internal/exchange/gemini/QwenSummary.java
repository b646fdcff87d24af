package dev.daybook.internal.exchange.gemini;

import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Json;
import dev.daybook.event.SeqRange;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.reading.OtherFields;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of a Qwen Code session. A line of one has the whole new history: the summary, and
 * after it the last messages as they were, which are found by their words.
 */
final class QwenSummary {

  private record Said(long hash, long seq) {}

  /** The messages of the conversation; of all others that a summary stands for, none. */
  private final List<Said> said = new ArrayList<>();

  /** Counts a message whose first entry has that seq. */
  void said(GoogleContent content, long seq) {
    said.add(new Said(hash(content), seq));
  }

  /** Keeps only messages in these ranges. */
  void keep(List<SeqRange> kept) {
    int at = 0;
    List<Said> staying = new ArrayList<>();
    for (Said each : said) {
      while (at < kept.size() && kept.get(at).toSeq() < each.seq()) {
        at++;
      }
      if (at < kept.size() && kept.get(at).fromSeq() <= each.seq()) {
        staying.add(each);
      }
    }
    said.clear();
    said.addAll(staying);
  }

  private static long hash(GoogleContent content) {
    TextHash hash = new TextHash().add(content.text());
    content
        .calls()
        .forEach(call -> hash.add(call.get("id").text()).add(call.get("name").text()));
    content.responses().forEach(each -> hash.add(each.get("id").text()));
    return hash.value();
  }

  /** Adds a summary; false if the line is none. */
  boolean add(JsonValue line, ImportTarget target, @Nullable Instant ts, @Nullable String id) {
    JsonValue history = line.at("systemPayload", "compressedHistory");
    if (!line.get("subtype").is("chat_compression") || !history.isArray()) {
      return false;
    }
    List<GoogleContent> contents = new ArrayList<>();
    history.elements().forEach(each -> contents.add(GoogleContent.of(each.get("parts"))));
    int kept = 0;
    while (kept < contents.size()
        && kept < said.size()
        && said.get(said.size() - 1 - kept).hash()
            == hash(contents.get(contents.size() - 1 - kept))) {
      kept++;
    }
    if (kept == contents.size() && kept > 0) {
      return false;
    }
    long covered =
        kept == 0 ? target.nextSeq() - 1 : said.get(said.size() - kept).seq() - 1;
    target.add(
        HistoryCompaction.builder()
            .range(new SeqRange(0, Math.max(0, covered)))
            .summary(words(contents.subList(0, contents.size() - kept)))
            .build(),
        ts,
        id);
    said.subList(0, said.size() - kept).clear();
    Json rest = OtherFields.of(line.get("systemPayload"), Set.of("compressedHistory"));
    if (rest != null) {
      target.add(new Unknown("qwen_code.chat_compression", rest), ts, id);
    }
    return true;
  }

  private static String words(List<GoogleContent> contents) {
    StringBuilder words = new StringBuilder();
    for (GoogleContent each : contents) {
      if (!each.text().isEmpty()) {
        words.append(words.isEmpty() ? "" : "\n\n").append(each.text());
      }
    }
    return words.toString();
  }
}
