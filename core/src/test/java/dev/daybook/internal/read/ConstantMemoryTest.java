package dev.daybook.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.EntryCount;
import dev.daybook.event.ToolCall;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.read.Folded;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session far larger than the heap: folded by a JVM that has a tenth of it. */
class ConstantMemoryTest {

  private static final int LARGE_LINES = 4_500;
  private static final int SMALL_LINES = 50_000;
  private static final int TAIL_BYTES = 40 << 20;

  @Test
  void foldsASessionOfAnySizeInASmallHeap(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("large.ndjson");
    write(file);
    assertThat(Files.size(file)).isGreaterThan(300L << 20);

    String printed = new ChildJvm().heapMegabytes(32).run(Child.class, file.toString());
    assertThat(printed)
        .isEqualTo(String.format(
            "all=%d calls=%d parallel=%d tail=%d bad=0%n",
            LARGE_LINES + SMALL_LINES, SMALL_LINES, LARGE_LINES + SMALL_LINES, TAIL_BYTES));
  }

  private static void write(Path file) throws IOException {
    byte[] sessionId = BatchEncoder.quoted("large");
    UserMessage large = new UserMessage("x".repeat(60_000));
    ToolCall small = new ToolCall("call_1", "bash", "{}");
    try (BatchEncoder encoder = new BatchEncoder(EventTypes.standard(), 1 << 20, 1 << 20);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int seq = 0; seq < LARGE_LINES + SMALL_LINES; seq++) {
        encoder.encode(sessionId, seq, seq, 0, null, seq < LARGE_LINES ? large : small);
        if (encoder.position() > 1 << 19) {
          channel.write(encoder.view(0, encoder.position()));
          encoder.clear();
        }
      }
      channel.write(encoder.view(0, encoder.position()));
      // a tail of zeros, as a crash leaves it; a hole in the file
      channel.write(ByteBuffer.wrap(new byte[1]), channel.position() + TAIL_BYTES - 1);
    }
  }

  /** Folds the file three times: everything, one type, and everything by several threads. */
  public static final class Child {

    private Child() {}

    public static void main(String[] args) {
      Path file = Path.of(args[0]);
      ReadOptions options = ReadOptions.lenient().withMaxLineBytes(1 << 20);
      Folded<Long> all =
          SessionFileReader.of(file, EventTypes.standard(), options).fold(new EntryCount());
      Folded<Long> calls = SessionFileReader.of(
              file, EventTypes.standard(), options.withTypes(Set.of("tool_call")))
          .fold(new EntryCount());
      Folded<Long> parallel = SessionFileReader.of(
              file, EventTypes.standard(), options.withDecoders(2))
          .fold(new EntryCount());
      System.out.printf(
          "all=%d calls=%d parallel=%d tail=%d bad=%d%n",
          all.result(),
          calls.result(),
          parallel.result(),
          all.report().tornTailBytes(),
          all.report().badLines()
              + calls.report().badLines()
              + parallel.report().badLines());
    }
  }
}
