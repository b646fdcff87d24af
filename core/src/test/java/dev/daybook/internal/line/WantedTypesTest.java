package dev.daybook.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.ToolCall;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.ReadOptions;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WantedTypesTest {

  private static final byte[] SESSION = BatchEncoder.quoted(Lines.SESSION_ID);
  private static final byte[] LINE = Lines.line(12, new UserMessage("some text"));

  private static WantedTypes wanted(boolean keepsUnknown, String... wanted) {
    return wanted(SESSION, keepsUnknown, wanted);
  }

  private static WantedTypes wanted(byte[] session, boolean keepsUnknown, String... wanted) {
    ReadOptions options =
        ReadOptions.strict().withTypes(Set.of(wanted)).withUnknownAsError(!keepsUnknown);
    return new WantedTypes(EventTypes.standard(), options, session);
  }

  private static long seq(WantedTypes wanted, byte[] line) {
    return seq(wanted, line, line.length - 1);
  }

  private static long seq(WantedTypes wanted, byte[] line, int to) {
    return wanted.filteredSeq(line, 0, to);
  }

  @Test
  void leavesOutWhatWasNotAskedFor() {
    for (long seq : new long[] {0, 9, 10, 999_999_999_999_999_999L}) {
      byte[] line = Lines.line(seq, new UserMessage("x"));
      assertThat(seq(wanted(true, "tool_call", "other"), line)).isEqualTo(seq);
      assertThat(seq(wanted(true, "tool_call", "user_message"), line))
          .isEqualTo(WantedTypes.DECODE);
    }
    assertThat(seq(wanted(true, "tool_call"), Lines.line(1, new ToolCall("c", "", ""))))
        .isEqualTo(WantedTypes.DECODE);
    // the beginning of a name is another name
    assertThat(seq(wanted(true, "user_messages", "user"), LINE)).isEqualTo(12);
  }

  @Test
  void anUnknownTypeIsLeftOutWhereItIsNoError() {
    byte[] line = Lines.line(3, new Unknown("other", "{}"));
    assertThat(seq(wanted(true, "tool_call"), line)).isEqualTo(3);
    assertThat(seq(wanted(false, "tool_call"), line)).isEqualTo(WantedTypes.DECODE);
    assertThat(seq(wanted(false, "tool_call"), LINE)).isEqualTo(12);
    // what is only ever published is in no file
    byte[] published = Lines.line(3, new Unknown("text_delta", "{\"text\":\"x\"}"));
    assertThat(seq(wanted(false, "tool_call"), published)).isEqualTo(WantedTypes.DECODE);
  }

  @Test
  void aLineOfAnotherSessionMustBeDecoded() {
    byte[] other = Lines.lineOf("s-10", 3, new UserMessage("x"));
    assertThat(seq(wanted(true, "tool_call"), other)).isEqualTo(WantedTypes.DECODE);
    assertThat(seq(wanted(null, true, "tool_call"), other)).isEqualTo(3);
  }

  @Test
  void everyDamagedLineMustBeDecoded() {
    byte[] line = LINE.clone();
    WantedTypes wanted = wanted(true, "tool_call");
    for (int i = 0; i < line.length - 1; i++) {
      for (int flip = 1; flip < 256; flip++) {
        line[i] ^= (byte) flip;
        assertThat(seq(wanted, line)).as("byte %d xor %d", i, flip).isEqualTo(WantedTypes.DECODE);
        line[i] ^= (byte) flip;
      }
    }
    for (int length = 0; length < line.length - 1; length++) {
      assertThat(seq(wanted, line, length)).isEqualTo(WantedTypes.DECODE);
    }
  }
}
