package dev.daybook.internal.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.read.CountingSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for a seq: the place that it finds, and its cost. */
class SeqSearchTest {

  private static final EntryDecoder DECODER = new EntryDecoder(EventTypes.standard(), true);

  @TempDir
  Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Long> offsets = new ArrayList<>();

  private void add(byte[] line) {
    offsets.add((long) bytes.size());
    bytes.writeBytes(line);
  }

  private void addMessage(long seq, int length) {
    add(Lines.line(seq, new UserMessage("m".repeat(length))));
  }

  private SessionSource file() throws IOException {
    return SessionSource.open(Files.write(folder.resolve("s"), bytes.toByteArray()));
  }

  private long search(long seq) throws IOException {
    try (SessionSource channel = file()) {
      return new SeqSearch(channel, DECODER, 1 << 20, bytes.size(), Lines.SESSION_ID)
          .behindAllBefore(seq);
    }
  }

  @Test
  void findsTheBeginningOfEveryLine() throws Exception {
    Random random = new Random(7);
    for (int seq = 0; seq < 2000; seq++) {
      // now and then a line that is longer than what is read of a middle
      addMessage(seq, random.nextInt(100) == 0 ? random.nextInt(200_000) : random.nextInt(500));
    }
    try (SessionSource channel = file()) {
      for (int seq = 0; seq < 2000; seq++) {
        assertThat(new SeqSearch(channel, DECODER, 1 << 20, bytes.size(), Lines.SESSION_ID)
                .behindAllBefore(seq))
            .isEqualTo(offsets.get(seq));
      }
    }
    assertThat(search(2000)).isEqualTo(bytes.size());
    assertThat(search(Long.MAX_VALUE)).isEqualTo(bytes.size());
  }

  @Test
  void anEmptyFileBeginsAtItsBeginning() throws Exception {
    assertThat(search(0)).isZero();
    assertThat(search(5)).isZero();
  }

  @Test
  void badLinesThatMayBeTheOneLieBehind() throws Exception {
    // more bad bytes than are read of a middle
    for (int seq = 0; seq < 2300; seq++) {
      if (seq >= 1000 && seq < 1300) {
        add(("bad line ".repeat(20) + "\n").repeat(5).getBytes());
      } else {
        addMessage(seq, 400);
      }
    }
    assertThat(search(999)).isEqualTo(offsets.get(999));
    assertThat(search(1150)).isEqualTo(offsets.get(1000));
    assertThat(search(1301)).isEqualTo(offsets.get(1301));
    assertThat(search(2299)).isEqualTo(offsets.get(2299));
  }

  @Test
  void linesWithoutChecksumHaveTheirSeq() throws Exception {
    for (int seq = 0; seq < 1000; seq++) {
      String line = new String(Lines.line(seq, new UserMessage("m".repeat(300))), UTF_8);
      add((line.substring(0, line.lastIndexOf(",\"crc\"")) + "}\n").getBytes(UTF_8));
    }
    assertThat(search(700)).isEqualTo(offsets.get(700));
  }

  @Test
  void damageAnywhereMovesNoSoundLine() throws Exception {
    Random random = new Random(11);
    for (int seq = 0; seq < 2000; seq++) {
      byte[] line = Lines.line(seq, new UserMessage("m".repeat(300)));
      if (random.nextInt(4) == 0) {
        Arrays.fill(line, 10, line.length - 10, (byte) 0);
      }
      add(line);
    }
    long behindSound = 0;
    byte[] all = bytes.toByteArray();
    try (SessionSource channel = file()) {
      for (int seq = 0; seq < 2000; seq++) {
        assertThat(new SeqSearch(channel, DECODER, 1 << 20, all.length, Lines.SESSION_ID)
                .behindAllBefore(seq))
            .as("seq %d", seq)
            .isEqualTo(behindSound);
        int next = seq + 1 < 2000 ? offsets.get(seq + 1).intValue() : all.length;
        behindSound = all[offsets.get(seq).intValue() + 10] == 0 ? behindSound : next;
      }
    }
  }

  @Test
  void whereTheSeqsDoNotRiseTheFirstThatIsReachedCounts() throws Exception {
    for (int seq = 0; seq < 1000; seq++) {
      addMessage(seq, 300);
    }
    for (int seq = 0; seq < 1000; seq++) {
      addMessage(seq, 300);
    }
    long found = search(700);
    assertThat(found).isIn(offsets.get(700), offsets.get(1700));
  }

  @Test
  void readsLittleOfALargeFile() throws Exception {
    int entries = 100_000;
    for (int seq = 0; seq < entries; seq++) {
      addMessage(seq, 500);
    }
    try (SessionSource channel = file();
        CountingSource counting = new CountingSource(channel)) {
      assertThat(channel.size()).isGreaterThan(60_000_000);
      long most = 0;
      for (long seq : new long[] {1, 777, 50_000, 99_999, 100_000}) {
        counting.bytes = 0;
        long found = new SeqSearch(counting, DECODER, 1 << 20, channel.size(), Lines.SESSION_ID)
            .behindAllBefore(seq);
        assertThat(found)
            .isEqualTo(seq == entries ? channel.size() : offsets.get((int) seq).longValue());
        most = Math.max(most, counting.bytes);
      }
      assertThat(most).as("bytes read of 60 MB").isLessThan(500_000);
    }
  }
}
