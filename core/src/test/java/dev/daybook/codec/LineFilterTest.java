package dev.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.ToolCall;
import dev.daybook.event.Unknown;
import dev.daybook.event.UserMessage;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineFilterTest {

  private static final byte[] SESSION = BatchEncoder.quoted(Lines.SESSION_ID);
  private static final byte[] LINE = Lines.line(12, new UserMessage("some text"));

  private static LineFilter filter(boolean keepsUnknown, String... wanted) {
    return new LineFilter(EventTypes.standard(), Set.of(wanted), keepsUnknown, SESSION);
  }

  private static long seq(LineFilter filter, byte[] line) {
    return filter.leftOutSeq(line, 0, line.length - 1);
  }

  @Test
  void leavesOutWhatNobodyAskedFor() {
    for (long seq : new long[] {0, 9, 10, 999_999_999_999_999_999L}) {
      byte[] line = Lines.line(seq, new UserMessage("x"));
      assertThat(seq(filter(true, "tool_call", "other"), line)).isEqualTo(seq);
      assertThat(seq(filter(true, "tool_call", "user_message"), line)).isEqualTo(LineFilter.DECODE);
    }
    assertThat(seq(filter(true, "tool_call"), Lines.line(1, new ToolCall("c", "", ""))))
        .isEqualTo(LineFilter.DECODE);
    // the beginning of a name is another name
    assertThat(seq(filter(true, "user_messages", "user"), LINE)).isEqualTo(12);
  }

  @Test
  void anUnknownTypeIsLeftOutWhereItIsNoError() {
    byte[] line = Lines.line(3, new Unknown("other", "{}"));
    assertThat(seq(filter(true, "tool_call"), line)).isEqualTo(3);
    assertThat(seq(filter(false, "tool_call"), line)).isEqualTo(LineFilter.DECODE);
    assertThat(seq(filter(false, "tool_call"), LINE)).isEqualTo(12);
    // what is only ever published is in no file
    byte[] published = Lines.line(3, new Unknown("text_delta", "{\"text\":\"x\"}"));
    assertThat(seq(filter(false, "tool_call"), published)).isEqualTo(LineFilter.DECODE);
  }

  @Test
  void aLineOfAnotherSessionMustBeDecoded() {
    byte[] other = Lines.lineOf("s-10", 3, new UserMessage("x"));
    assertThat(seq(filter(true, "tool_call"), other)).isEqualTo(LineFilter.DECODE);
    LineFilter any = new LineFilter(EventTypes.standard(), Set.of("tool_call"), true, null);
    assertThat(seq(any, other)).isEqualTo(3);
  }

  @Test
  void everyDamagedLineMustBeDecoded() {
    byte[] line = LINE.clone();
    LineFilter filter = filter(true, "tool_call");
    for (int i = 0; i < line.length - 1; i++) {
      for (int flip = 1; flip < 256; flip++) {
        line[i] ^= (byte) flip;
        assertThat(seq(filter, line)).as("byte %d xor %d", i, flip).isEqualTo(LineFilter.DECODE);
        line[i] ^= (byte) flip;
      }
    }
    for (int length = 0; length < line.length - 1; length++) {
      assertThat(filter.leftOutSeq(line, 0, length)).isEqualTo(LineFilter.DECODE);
    }
  }
}
