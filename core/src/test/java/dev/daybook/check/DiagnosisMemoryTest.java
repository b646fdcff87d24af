package dev.daybook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.ChildJvm;
import dev.daybook.event.AssistantMessage;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.StepStarted;
import dev.daybook.event.ToolCall;
import dev.daybook.event.ToolResult;
import dev.daybook.event.Unknown;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.lab.Lab;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that open, name and break without end: diagnosed by a JVM with little heap. */
class DiagnosisMemoryTest {

  private static final int CALLS = Lab.values(120_000, 400_000, 400_000);
  private static final int ANSWERED = 40_000;
  private static final int TYPES = Lab.values(50_000, 150_000, 150_000);
  private static final int STEPS = Lab.values(40_000, 100_000, 100_000);
  private static final int ORPHANS = Lab.values(130_000, 400_000, 400_000);

  @Test
  @Tag(Lab.RANDOM)
  void takesLittleMemoryWhateverTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("large.ndjson");
    write(file);

    String printed = new ChildJvm().heapMegabytes(32).run(Child.class, file.toString());
    assertThat(printed)
        .isEqualTo(String.format(
            "ready_with_warnings calls=%d open=%d others=%d kept=%d {"
                + "too_many_open=%d, tool_result_without_call=%d,"
                + " tool_call_without_result=%d, conversation_too_long=1, step_without_end=%d}%n",
            ANSWERED + CALLS,
            // each result without a call may have been one of the calls that are not followed
            Diagnosis.MAX_OPEN,
            TYPES - Diagnosis.MAX_UNKNOWN_TYPES,
            4 * Diagnosis.MAX_KEPT + 1,
            CALLS - Diagnosis.MAX_OPEN + STEPS - Diagnosis.MAX_OPEN,
            ORPHANS - (CALLS - Diagnosis.MAX_OPEN),
            Diagnosis.MAX_OPEN,
            Diagnosis.MAX_OPEN));
  }

  private static void write(Path file) throws IOException {
    try (Writer writer = new Writer(file)) {
      for (int i = 0; i < ANSWERED; i++) {
        writer.write(new ToolCall("answered" + i, "bash", ""));
        writer.write(ToolResult.ok("answered" + i, ""));
      }
      for (int i = 0; i < CALLS; i++) {
        writer.write(new ToolCall("open" + i, "bash", ""));
      }
      // longer than any name of a class, so that no class loader is asked for it
      String longName = "t".repeat(100);
      for (int i = 0; i < TYPES; i++) {
        writer.write(new Unknown(longName + i, "{}"));
      }
      for (int i = 0; i < STEPS; i++) {
        writer.write(new StepStarted("step" + i, 0, null, null, null, null));
      }
      for (int i = 0; i < ORPHANS; i++) {
        writer.write(ToolResult.ok("orphan" + i, ""));
      }
      writer.write(new AssistantMessage(""));
    }
  }

  private static final class Writer implements AutoCloseable {
    private final byte[] sessionId = BatchEncoder.quoted("large");
    private final BatchEncoder encoder = new BatchEncoder(EventTypes.standard(), 1 << 20, 1 << 20);
    private final FileChannel channel;
    private long seq;

    Writer(Path file) throws IOException {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    void write(SessionEvent event) throws IOException {
      encoder.encode(sessionId, seq, seq, 0, null, event);
      seq++;
      if (encoder.position() > 1 << 19) {
        pass();
      }
    }

    private void pass() throws IOException {
      channel.write(encoder.view(0, encoder.position()));
      encoder.clear();
    }

    @Override
    public void close() throws IOException {
      pass();
      channel.close();
      encoder.close();
    }
  }

  /** Diagnoses the file. */
  public static final class Child {

    private Child() {}

    public static void main(String[] args) {
      Diagnosis diagnosis = Diagnosis.of(
          SessionFileReader.of(Path.of(args[0]), EventTypes.standard(), ReadOptions.strict()));
      System.out.printf(
          "%s calls=%d open=%d others=%d kept=%d %s%n",
          diagnosis.verdict().wireName(),
          diagnosis.tools().calls(),
          diagnosis.tools().open(),
          diagnosis.otherEvents(),
          diagnosis.findings().size(),
          diagnosis.findingCounts().toString().toLowerCase(Locale.ROOT));
    }
  }
}
