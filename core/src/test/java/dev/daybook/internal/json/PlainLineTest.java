package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.daybook.event.Entry;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.Json;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.TextDelta;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.RecordedLines.Recorded;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading without a parser gives what reading with one gives, or leaves it to that. */
class PlainLineTest {

  private static final EventTypes TYPES = EventTypes.standard();

  private final PlainLine plain = new PlainLine(TYPES, true, false);

  private Entry read(byte[] line) {
    return plain.read(line, 0, line.length - 1);
  }

  @Test
  void readsWhatDaybookWritesOfOrdinaryEvents() {
    List<SessionEvent> events = List.of(
        new UserMessage("a \"quoted\" word,\ta tab, a break\r\n, é, 日本, \ud83d\ude00, \u0001"),
        new ToolCall("c", "ls", "{\"path\":\"C:\\\\x\"}"),
        ToolResult.ok("c", ""),
        new Unknown("other", new Json("{\"a\":[1, -2.5e3 ,{\"b\":null}],\"é\":\"\\u00e9\"}")));
    for (SessionEvent event : events) {
      Entry entry = read(Lines.line(7, "id-é", event));
      assertThat(entry).isNotNull();
      assertThat(entry.event()).isEqualTo(event);
      assertThat(entry.seq()).isEqualTo(7);
      assertThat(entry.ts()).isEqualTo(Lines.TS);
      assertThat(entry.sessionId()).isEqualTo(Lines.SESSION_ID);
      assertThat(entry.id()).isEqualTo("id-é");
    }
  }

  @Test
  void readsRandomEventsOfEveryTypeAsAParserDoes() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<Recorded> lines = RecordedLines.of(random);
    int read = 0;
    for (Recorded recorded : lines) {
      byte[] line = recorded.line();
      Entry entry = plain.read(line, 0, line.length);
      if (entry != null) {
        assertThat(entry).as("seed=%d", seed).isEqualTo(recorded.entry());
        read++;
      }
      Entry verbatim = new PlainLine(TYPES, true, true).read(line, 0, line.length);
      if (verbatim != null) {
        Entry parsed = new EntryDecoder(TYPES, true, true).parse(line, 0, line.length, true);
        assertThat(verbatim).as("seed=%d", seed).isEqualTo(parsed);
      }
    }
    assertThat(read).as("seed=%d", seed).isGreaterThan(lines.size() / 10);
  }

  @Test
  void readsLongStringsWithEscapesAsItReadsShortOnes() {
    for (int length : new int[] {16_300, 16_384, 16_400, 300_000}) {
      UserMessage event = new UserMessage("\n" + "x".repeat(length) + "\"é");
      Entry entry = read(Lines.line(0, event));
      assertThat(entry).isNotNull();
      assertThat(entry.event()).isEqualTo(event);
      assertThat(read(Lines.line(1, new UserMessage("a\n"))).event())
          .isEqualTo(new UserMessage("a\n"));
    }
  }

  @Test
  void manyShortStringsWithEscapesTakeNoMoreMemoryInALongLine() {
    List<String> tasks = Collections.nCopies(4_000, "a\nb");
    Json data =
        new Json("{\"summary\":\"s\",\"range\":{\"from_seq\":0,\"to_seq\":1},\"open_tasks\":["
            + "\"a\\nb\",".repeat(tasks.size() - 1)
            + "\"a\\nb\"]}");
    byte[] line = Lines.line(0, new Unknown("history_compaction", data));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    Entry entry = read(line);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(entry).isNotNull();
    assertThat(((HistoryCompaction) entry.event()).openTasks()).isEqualTo(tasks);
    assertThat(allocated).isLessThan(100L * line.length);
  }

  @Test
  void keepsApartTheSessionsOfLinesThatFollowEachOther() {
    for (String id : List.of("s", "s-1", "s-10", "s-1", "é", "a\"b", "a", "")) {
      for (int i = 0; i < 2; i++) {
        Entry entry = read(Lines.lineOf(id, i, new UserMessage("x")));
        assertThat(entry).isNotNull();
        assertThat(entry.sessionId()).isEqualTo(id);
      }
    }
  }

  @Test
  void leavesAnUnknownTypeToTheParserWhereItIsAnError() {
    byte[] line = Lines.line(0, new Unknown("other", "{}"));
    assertThat(new PlainLine(TYPES, false, false).read(line, 0, line.length - 1))
        .isNull();
    assertThat(new PlainLine(TYPES, true, false).read(line, 0, line.length - 1)).isNotNull();
  }

  @Test
  void keepsWhatIsOnlyEverPublishedVerbatim() {
    byte[] line = Lines.line(0, new Unknown("text_delta", "{\"text\":\"x\"}"));
    assertThat(TYPES.isEphemeral("text_delta")).as("%s", TextDelta.class).isTrue();
    assertThat(read(line).event()).isEqualTo(new Unknown("text_delta", "{\"text\":\"x\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'v':1,'seq':01,'type':'a','ts':'2026-11-20T23:00:00.123456Z','session_id':'s','data':{}",
        "{'v':1,'seq':1,'type':'','ts':'2026-11-20T23:00:00.123456Z','session_id':'s','data':{}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-02-30T23:00:00.123456Z','session_id':'s','data':{}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T24:00:00.123456Z','session_id':'s','data':{}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T23:60:00.123456Z','session_id':'s','data':{}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T23:00:60.123456Z','session_id':'s','data':{}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T23:00:00.12345 Z','session_id':'s','data':{}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T23:00:00.123456Z','session_id':1,'data':{}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T23:00:00.123456Z','session_id':'s','data':[]",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T23:00:00.123456Z','session_id':'s','data':{,}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T23:00:00.123456Z','session_id':'s','data':{}}",
        "{'v':1,'seq':1,'type':'a','ts':'2026-11-20T23:00:00.123456Z','session_id':'s','data':{} ",
        "{'v':1,'seq':1,'type':'user_message','ts':'2026-11-20T23:00:00.123456Z',"
            + "'session_id':'s','data':{'text':1}"
      })
  void leavesToTheParserWhatIsNotOrNotSurelyAnEntry(String beginning) {
    byte[] tail = Arrays.copyOf(LineCrc.newLineEnd(), LineCrc.TAIL_LENGTH);
    byte[] line = (beginning.replace('\'', '"') + new String(tail, StandardCharsets.US_ASCII))
        .getBytes(StandardCharsets.US_ASCII);
    assertThat(plain.read(line, 0, line.length)).isNull();
  }
}
