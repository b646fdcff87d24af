package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.DaybookException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InputLinesTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void givesTheSameLinesHoweverTheInputArrives(int bytesAtATime) {
    assertThat(lines(new InputLines(inPieces("a\n\nlong line\r\n é", bytesAtATime), 64)))
        .containsExactly("1:a", "2:", "3:long line\r", "4: é");
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789\n", "x\n123456789\n", "123456789"})
  void takesALineAtTheLimitWithItsLineFeed(String input) {
    List<String> lines = lines(new InputLines(inPieces(input, 4), 10));
    assertThat(lines.get(lines.size() - 1)).endsWith(":123456789");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\n1234567890\n", "x\n1234567890", "x\n12345678901234567890"})
  void refusesALineOverTheLimit(String input) {
    InputLines lines = new InputLines(inPieces(input, 4), 10);
    assertThat(lines.next()).isTrue();
    assertThatThrownBy(lines::next)
        .isInstanceOf(DaybookException.class)
        .hasMessage("the line is over the limit; split the event or raise --max-line-bytes: "
            + "line=2, maxLineBytes=10");
  }

  @Test
  void afterAStopGivesWhatWasReadButNoIncompleteLine() {
    InputLines lines = new InputLines(inPieces("a\nb\nc", 1000), 64);
    assertThat(lines.next()).isTrue();
    lines.stop();
    assertThat(lines(lines)).containsExactly("2:b");
  }

  @Test
  void aReaderThatWaitsForInputIsIdleAndTakesNothingMore() throws Exception {
    try (PipedOutputStream source = new PipedOutputStream()) {
      InputLines lines = new InputLines(new PipedInputStream(source), 64);
      List<String> given = new ArrayList<>();
      Thread reader = new Thread(() -> given.addAll(lines(lines)));
      reader.start();
      lines.stop();
      lines.awaitIdle(LONG);
      source.write("late\n".getBytes(StandardCharsets.US_ASCII));
      source.close();
      reader.join();
      assertThat(given).isEmpty();
    }
  }

  private static List<String> lines(InputLines input) {
    List<String> lines = new ArrayList<>();
    try {
      while (input.next()) {
        int length = input.to() - input.from();
        lines.add(input.lineNumber()
            + ":"
            + new String(input.buffer(), input.from(), length, StandardCharsets.UTF_8));
      }
    } finally {
      input.done();
    }
    return lines;
  }

  private static InputStream inPieces(String input, int bytesAtATime) {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, bytesAtATime));
      }
    };
  }
}
