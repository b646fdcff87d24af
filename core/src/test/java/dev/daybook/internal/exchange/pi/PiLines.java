package dev.daybook.internal.exchange.pi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.DaybookException;
import dev.daybook.event.Message;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.Transcript;
import dev.daybook.read.TranscriptFold;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of pi that was read line by line, as an import does. */
final class PiLines implements ImportTarget {

  /** What was added for the lines, behind the start. */
  final List<SessionEvent> events = new ArrayList<>();

  final List<@Nullable Instant> times = new ArrayList<>();
  final List<@Nullable String> ids = new ArrayList<>();
  final SessionStarted started;
  final PiFormat format;
  final @Nullable String name;

  private final List<SessionEvent> all = new ArrayList<>();

  PiLines(String path, String text) {
    FileHead head = new FileHead(Path.of(path), text.getBytes(UTF_8), Instant.EPOCH);
    format = PiFormat.PI.recognises(head) ? PiFormat.PI : PiFormat.OH_MY_PI;
    SourceReader reader = format.reader(head);
    started = reader.started();
    name = reader.sessionName().orElse(null);
    all.add(started);
    long line = 0;
    for (String each : text.split("\n")) {
      line++;
      try {
        byte[] bytes = each.getBytes(UTF_8);
        reader.read(new Item(JsonValue.first(bytes, 0, bytes.length), line, 0, ""), this);
      } catch (DaybookException damage) {
        add(new Note(NoteLevel.WARN, "damaged", "import_damage", null), null, null);
      }
    }
    reader.end(this);
  }

  static PiLines of(String... lines) {
    return new PiLines("/home/.pi/agent/sessions/--w--/t_s-1.jsonl", String.join("\n", lines));
  }

  Transcript transcript() {
    TranscriptFold fold = new TranscriptFold();
    for (int seq = 0; seq < all.size(); seq++) {
      fold.accept(Lines.entry(seq, "any", all.get(seq)));
    }
    return fold.result();
  }

  /** Returns the texts of the conversation. */
  List<String> texts() {
    return transcript().messages().stream().map(Message::content).toList();
  }

  <E extends SessionEvent> List<E> of(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public String sessionId() {
    return "s-1";
  }

  @Override
  public long nextSeq() {
    return all.size();
  }

  @Override
  public void add(SessionEvent event, @Nullable Instant ts, @Nullable String id) {
    all.add(event);
    events.add(event);
    times.add(ts);
    ids.add(id);
  }

  @Override
  public ImportTarget child(String child, SessionStarted childStarted) {
    throw new AssertionError("pi has a file for each session");
  }
}
