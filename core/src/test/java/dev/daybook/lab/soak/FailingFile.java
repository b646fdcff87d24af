package dev.daybook.lab.soak;

import dev.daybook.internal.engine.PassingFile;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** A session's file that fails now and then, at random, as long as the disk is said to be sick. */
final class FailingFile extends PassingFile {

  private static final int ONE_CALL_IN = 25;

  private final AtomicBoolean sick;
  private final SplittableRandom random;

  private FailingFile(JournalFile file, AtomicBoolean sick, SplittableRandom random) {
    super(file);
    this.sick = sick;
    this.random = random;
  }

  static AppendableFile over(AppendableFile opened, AtomicBoolean sick, SplittableRandom random) {
    return new AppendableFile(
        new FailingFile(opened.file(), sick, random), opened.position(), opened.nextSeq());
  }

  private boolean fails() {
    return sick.get() && random.nextInt(ONE_CALL_IN) == 0;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    if (!fails()) {
      return super.write(source, position);
    }
    ByteBuffer part = source.duplicate();
    part.limit(part.position() + random.nextInt(part.remaining()));
    while (part.hasRemaining()) {
      super.write(part, position + part.position() - source.position());
    }
    throw new IOException("planned: write");
  }

  @Override
  public void force() throws IOException {
    if (fails()) {
      throw new IOException("planned: force");
    }
    super.force();
  }

  @Override
  public void truncate(long size) throws IOException {
    if (fails()) {
      throw new IOException("planned: truncate");
    }
    super.truncate(size);
  }

  @Override
  public void evict() throws IOException {
    super.evict();
    if (fails()) {
      throw new IOException("planned: rest");
    }
  }

  @Override
  public void reopen() throws IOException {
    if (fails()) {
      throw new IOException("planned: wake");
    }
    super.reopen();
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (fails()) {
      throw new IOException("planned: close");
    }
  }
}
