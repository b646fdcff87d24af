package dev.daybook.cli;

import dev.daybook.catalog.SessionSummary;
import dev.daybook.check.ToolTally;
import dev.daybook.check.UsageTally;
import dev.daybook.cli.Terminal.Tone;
import dev.daybook.event.Entry;
import dev.daybook.event.Heartbeat;
import dev.daybook.event.Message;
import dev.daybook.event.StepOutput;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.read.Fold;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A session for people, entry after entry. Only headings begin a line; all texts of users and
 * models are indented, so that no text can look like another's heading. Memory is bounded.
 */
final class ShowText {

  private static final int MAX_LINES = 12;
  private static final int MAX_LETTERS = 1000;
  private static final int MAX_HEAD_LETTERS = 200;

  /** The number of calls that await results, kept for their durations; the oldest is forgotten. */
  private static final int MAX_CALLS = 1000;

  private static final String INDENT = "  ";
  private static final String MARK = "=> ";

  private final StandardOutput out;
  private final boolean isFull;
  private final @Nullable Long marked;
  private final Terminal terminal = new Terminal();
  private final Times times = new Times();
  private final Fold<Optional<UsageTally>> usage = UsageTally.fold();
  private final Fold<ToolTally> tools = ToolTally.fold();
  private final Map<String, Awaited> calls = new LinkedHashMap<>();
  private String lastAnswer = "";
  private boolean isMarked;

  private record Awaited(String name, Instant ts) {}

  /**
   * Begins a session.
   *
   * @param isFull true if no text is shortened
   * @param marked the seq of the entry that is marked, and not shortened; null for none
   */
  ShowText(StandardOutput out, boolean isFull, @Nullable Long marked) {
    this.out = out;
    this.isFull = isFull;
    this.marked = marked;
  }

  void heading(SessionSummary session) {
    for (String part : Text.wrapped(Text.line(session.id()), terminal.width)) {
      out.print(terminal.in(Tone.SPEAKER, part) + "\n");
    }
    if (!session.title().isEmpty()) {
      line(Tone.PLAIN, "", Text.line(session.title()));
    }
    line(Tone.FAINT, "", summary(session));
  }

  /** Returns times, entries and state of a session, on one line. */
  private static String summary(SessionSummary session) {
    OptionalLong entries = session.entries();
    String state = session.state().wireName()
        + session.holder().map(holder -> " (process " + holder.pid() + ")").orElse("");
    if (session.created().isEmpty()) {
      return EntryText.list(entries.isEmpty() ? "" : "no entries", state);
    }
    Instant first = session.created().get();
    Instant last = session.updated();
    return EntryText.list(
        Times.dayAndTime(first) + " to " + Times.dayAndTime(last),
        Times.between(first, last),
        entries.isEmpty() ? "" : Text.counted(entries.getAsLong(), "entry"),
        state);
  }

  void entry(Entry entry) {
    usage.accept(entry);
    tools.accept(entry);
    if (entry.event() instanceof Heartbeat) {
      return;
    }
    EntryText text = EntryText.of(entry);
    String detail = text.detail();
    if (entry.event() instanceof ToolCall call) {
      called(call, entry.ts());
    } else if (entry.event() instanceof ToolResult result) {
      detail = EntryText.list(ofCall(result, entry.ts()), detail);
    }
    String day = times.newDay(entry.ts());
    if (day != null) {
      out.print("\n" + terminal.in(Tone.FAINT, "-- " + day) + "\n");
    }
    isMarked = marked != null && marked == entry.seq();
    String place = (isMarked ? MARK : "") + Times.time(entry.ts()) + " #" + entry.seq() + " ";
    String head = Text.cut(
        Text.shortLine(text.label() + " " + detail, MAX_HEAD_LETTERS),
        terminal.width - place.length());
    boolean isLine = entry.event() instanceof StepOutput && !isMarked;
    out.print((isLine ? "" : "\n") + place + terminal.in(text.tone(), head) + "\n");
    body(text);
  }

  private void body(EntryText text) {
    Tone tone = text.tone() == Tone.FAINT ? Tone.FAINT : Tone.PLAIN;
    if (text.tone() == Tone.SPEAKER && !text.body().isEmpty() && text.body().equals(lastAnswer)) {
      // shown before, by another event of the same answer
      indented(tone, "", "(as above)");
      return;
    }
    lastAnswer = text.tone() == Tone.SPEAKER ? text.body() : lastAnswer;
    indented(Tone.FAINT, "~ ", text.thinking());
    indented(tone, "", text.body());
    for (Message.Call call : text.calls()) {
      indented(Tone.PLAIN, "-> ", call.name() + " " + call.arguments());
    }
  }

  private void called(ToolCall call, Instant ts) {
    calls.put(
        Text.start(call.callId(), MAX_HEAD_LETTERS),
        new Awaited(Text.start(call.name(), MAX_HEAD_LETTERS), ts));
    if (calls.size() > MAX_CALLS) {
      calls.remove(calls.keySet().iterator().next());
    }
  }

  /**
   * Returns the name of what was called, and how long ago, where the result itself does not say it.
   */
  private String ofCall(ToolResult result, Instant ts) {
    Awaited call = calls.remove(Text.start(result.callId(), MAX_HEAD_LETTERS));
    if (call == null) {
      return "";
    }
    String took = Times.between(call.ts, ts);
    return EntryText.list(
        result.name() == null ? call.name : null,
        result.durationMs() == null ? "after " + took : null);
  }

  private void indented(Tone tone, String mark, String words) {
    if (words.isEmpty()) {
      return;
    }
    int end = isFull || isMarked ? words.length() : end(words);
    String shown = Text.block(words.substring(0, end));
    shown.lines().forEach(line -> line(tone, mark, line));
    String rest = words.substring(end);
    boolean isBehindLine = end > 0 && words.charAt(end - 1) != '\n';
    if (isBehindLine && (rest.startsWith("\n") || rest.startsWith("\r\n"))) {
      rest = rest.substring(rest.indexOf('\n') + 1);
    }
    if (!rest.isEmpty()) {
      // what is left of the last line that is shown is no line of its own
      long lines = rest.chars().filter(c -> c == '\n').count()
          + (rest.endsWith("\n") ? 0 : 1)
          - (isCut(words, end) ? 1 : 0);
      String more = lines > 0
          ? Text.counted(lines, "more line")
          : Text.counted(rest.codePointCount(0, rest.length()), "more character");
      line(Tone.FAINT, "", "… " + more + "; --full shows all");
    }
  }

  /** Returns the end of what is shown of a text: so many lines, or letters, are enough. */
  private static int end(String words) {
    int end = 0;
    for (int lines = 0; lines < MAX_LINES && end < words.length(); lines++) {
      int feed = words.indexOf('\n', end);
      end = feed < 0 ? words.length() : feed + 1;
    }
    return Math.min(end, Text.startEnd(words, MAX_LETTERS));
  }

  private static boolean isCut(String words, int end) {
    return end > 0
        && end < words.length()
        && words.charAt(end - 1) != '\n'
        && words.charAt(end) != '\n'
        && !words.startsWith("\r\n", end);
  }

  /** Prints a line of a text; on a terminal it is broken between words, and goes on below. */
  private void line(Tone tone, String mark, String line) {
    if (line.isEmpty()) {
      out.print("\n");
      return;
    }
    int places = Math.max(1, terminal.width - INDENT.length() - mark.length());
    String begin = mark;
    for (String part : Text.wrapped(line, places)) {
      out.print(INDENT + terminal.in(tone, begin + part) + "\n");
      begin = " ".repeat(mark.length());
    }
  }

  /** Prints the totals. */
  void end() {
    usage.result().ifPresent(sum -> {
      out.print("\n");
      total("usage: " + EntryTexts.tokens(sum.usage()) + " (from " + sum.source() + ")");
    });
    long called = tools.result().calls();
    if (called > 0) {
      total("tool calls: " + called);
    }
  }

  private void total(String words) {
    for (String part : Text.wrapped(words, terminal.width)) {
      out.print(terminal.in(Tone.FAINT, part) + "\n");
    }
  }
}
