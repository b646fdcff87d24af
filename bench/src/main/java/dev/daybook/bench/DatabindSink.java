package dev.daybook.bench;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Databind into a buffered file under a lock: the twenty lines that most programs begin with. One
 * sequence writer for the whole file spares a generator for each event, and a buffer of 256 KB most
 * of the system calls.
 */
final class DatabindSink implements Sink {

  private static final int BUFFER_BYTES = 256 << 10;
  private static final ObjectWriter WRITER = RecordMapper.create()
      .writerFor(DeclaredLine.class)
      .withRootValueSeparator("\n")
      .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private final EventMix mix;
  private final Path file;
  private final OutputStream out;
  private final SequenceWriter lines;
  private long seq;

  DatabindSink(EventMix mix, Path folder) {
    this.mix = mix;
    this.file = folder.resolve("lines.ndjson");
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
      this.lines = WRITER.writeValues(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void record(int index) {
    try {
      lines.write(DeclaredLine.of(mix, index, seq++));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try (out) {
      lines.flush();
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void requireComplete(int events) {
    LineFile.requireLines(file, events);
  }
}
