package dev.daybook.internal.exchange.text;

import dev.daybook.event.Entry;
import dev.daybook.event.Message;
import dev.daybook.event.Note;
import dev.daybook.event.Role;
import dev.daybook.event.SessionStarted;
import dev.daybook.exchange.ExportReport;
import dev.daybook.exchange.ExportedSession;
import dev.daybook.internal.transcript.AcceptedTranscript;
import dev.daybook.read.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A writer of a session as Markdown for people: its title, what is known of it, its totals and
 * sub-agents, and its conversation as a transcript has it, with the remarks and failures between
 * its messages. What was said stays Markdown, and no text can end the part that it stands in;
 * {@link MarkdownEscape} sees to it. The conversation is in memory.
 */
public final class MarkdownText {

  private final OutputStream out;
  private final Map<String, String> toolNames = new HashMap<>();
  private final Remarks remarks = new Remarks();

  /** Makes a writer that leaves the stream open. */
  public MarkdownText(OutputStream out) {
    this.out = out;
  }

  /** The facts of a session that stand at its head. */
  private static final class Facts {
    @Nullable
    SessionStarted started;

    @Nullable
    Instant first;

    @Nullable
    Instant last;

    long entries;

    final DocumentTotals totals = new DocumentTotals();

    void see(Entry entry) {
      totals.see(entry);
      if (started == null && entry.event() instanceof SessionStarted found) {
        started = found;
      }
      first = first == null ? entry.ts() : first;
      if (last == null || !(entry.event() instanceof Note note && note.isAnnotation())) {
        last = entry.ts();
      }
      entries++;
    }
  }

  /** Writes a session; throws what the stream throws. */
  public ExportReport write(ExportedSession session) throws IOException {
    Spoken spoken = new Spoken();
    Facts facts = new Facts();
    session.forEach(entry -> {
      facts.see(entry);
      boolean isRemark = remarks.see(entry);
      spoken.see(entry, isRemark || entry.event() instanceof SessionStarted);
    });
    head(session.id(), facts);
    Transcript transcript = session.transcript();
    spoken.leftOut(transcript);
    remarks.keep(transcript, spoken);
    write(transcript.messages(), seqs(transcript));
    return new ExportReport(spoken.entries(), spoken.lost());
  }

  private void head(String id, Facts facts) throws IOException {
    SessionStarted started = facts.started;
    String title = started == null || started.title() == null ? id : started.title();
    print("# " + MarkdownEscape.inline(title) + "\n\n");
    fact("Session", id);
    if (started != null) {
      fact("Agent", started.agentName());
      fact("Model", started.model());
      fact("Provider", started.providerName());
      fact("Folder", started.cwd());
    }
    if (facts.first != null && facts.last != null) {
      fact("From", WrittenTime.thirds(facts.first));
      fact("To", WrittenTime.thirds(facts.last));
    }
    print("- Entries: " + facts.entries + "\n" + facts.totals.list());
  }

  private void fact(String name, @Nullable String value) throws IOException {
    if (value != null && !value.isBlank()) {
      print("- " + name + ": " + MarkdownEscape.code(value) + "\n");
    }
  }

  /** Returns the seqs of the messages' entries, where they are known. */
  private static List<Long> seqs(Transcript transcript) {
    return transcript instanceof AcceptedTranscript accepted
        ? accepted.seqs()
        : Collections.nCopies(transcript.messages().size(), Long.MAX_VALUE);
  }

  /** Writes the messages, and before each the remarks that were recorded before it and the rest. */
  private void write(List<Message> messages, List<Long> seqs) throws IOException {
    long[] firstFrom = new long[messages.size()];
    long first = Long.MAX_VALUE;
    for (int i = messages.size() - 1; i >= 0; i--) {
      first = Math.min(first, seqs.get(i));
      firstFrom[i] = first;
    }
    for (int i = 0; i < messages.size(); i++) {
      writeRemarks(firstFrom[i]);
      write(messages.get(i), remarks.failureAt(seqs.get(i)));
    }
    writeRemarks(Long.MAX_VALUE);
  }

  private void writeRemarks(long before) throws IOException {
    for (Remarks.Remark each = remarks.nextBefore(before);
        each != null;
        each = remarks.nextBefore(before)) {
      print("\n" + MarkdownEscape.quoted(each.text()));
    }
  }

  private void write(Message message, String failure) throws IOException {
    if (message.role().equals(Role.TOOL)) {
      writeResult(message, failure);
      return;
    }
    print("\n## " + heading(message.role()) + "\n");
    if (message.thinking() != null && !message.thinking().isBlank()) {
      print("\n**Thinking**\n\n" + MarkdownEscape.quoted(message.thinking()));
    }
    if (!message.content().isBlank()) {
      print("\n" + MarkdownEscape.block(message.content()));
    }
    for (Message.Call call : message.toolCalls()) {
      toolNames.put(call.id(), call.name());
      print("\n**Call** of " + MarkdownEscape.code(call.name()) + " ("
          + MarkdownEscape.code(call.id()) + ")\n\n"
          + MarkdownEscape.fenced("json", call.arguments()));
    }
  }

  private void writeResult(Message message, String failure) throws IOException {
    String id = message.toolCallId() == null ? "" : message.toolCallId();
    String name = toolNames.get(id);
    String of = name == null ? "" : " of " + MarkdownEscape.code(name);
    print("\n**Result**" + of + " (" + MarkdownEscape.code(id) + ")"
        + (failure.isEmpty() ? "" : ", " + MarkdownEscape.inline(failure)) + "\n\n"
        + MarkdownEscape.fenced("text", message.content()));
  }

  private static String heading(Role role) {
    String name = role.wireName();
    return MarkdownEscape.inline(
        name.isEmpty()
            ? "Message"
            : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
  }

  private void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
