package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.event.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.StackWalker.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record of many components takes no more of its caller's stack than one of few. */
class WideRecordTest {

  private static final StackWalker FRAMES = StackWalker.getInstance(Option.SHOW_HIDDEN_FRAMES);
  private static final List<Long> DEPTHS = new ArrayList<>();

  /** Notes how deep its first and its last accessor are called. */
  public record Wide(
      String c00,
      long c01,
      long c02,
      long c03,
      long c04,
      long c05,
      long c06,
      long c07,
      long c08,
      long c09,
      long c10,
      long c11,
      long c12,
      long c13,
      long c14,
      long c15,
      long c16,
      long c17,
      long c18,
      long c19,
      long c20,
      long c21,
      long c22,
      long c23,
      long c24,
      long c25,
      long c26,
      long c27,
      long c28,
      long c29,
      long c30,
      String c31)
      implements SessionEvent {

    @Override
    public String c00() {
      DEPTHS.add(depth());
      return c00;
    }

    @Override
    public String c31() {
      DEPTHS.add(depth());
      return c31;
    }
  }

  private static final Wide WIDE = new Wide(
      "first", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
      24, 25, 26, 27, 28, 29, 30, "last");

  private final RecordSchema schema = RecordSchema.of(Wide.class);

  private static long depth() {
    return FRAMES.walk(Stream::count);
  }

  @BeforeEach
  void forgetDepths() {
    DEPTHS.clear();
  }

  private static void assertEachIsWithin(long callerDepth) {
    int components = Wide.class.getRecordComponents().length;
    assertThat(DEPTHS)
        .hasSize(2)
        .allSatisfy(depth -> assertThat(depth - callerDepth).isLessThan(components));
  }

  @Test
  void itsAdmissionTakesLittleStack() {
    assertThat(schema.admit(WIDE, 1)).isEqualTo("first".length() + "last".length());
    assertEachIsWithin(depth());
  }

  @Test
  void itsWritingTakesLittleStackAndKeepsTheOrder() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonFormat.generator(bytes)) {
      schema.write(json, WIDE);
    }
    assertEachIsWithin(depth());
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("{\"c00\":\"first\",\"c01\":1,\"c02\":2,")
        .contains("\"c15\":15,\"c16\":16,\"c17\":17,")
        .endsWith("\"c30\":30,\"c31\":\"last\"}");
  }
}
