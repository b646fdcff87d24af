package dev.daybook.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Entry;
import dev.daybook.internal.json.RecordedLines.Recorded;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.lab.Lab;
import dev.daybook.read.BadLine;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.ReadReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged lines never crash, hang or exhaust a reader, and never yield an event that was not
 * recorded. {@code -Ddaybook.mutations=N} says how many (from 10,000), {@code -Ddaybook.seed=S}
 * which.
 */
@Tag(Lab.RANDOM)
class MutatedLinesTest {

  private static final int MUTATIONS = Math.max(
      10_000, Integer.getInteger("daybook.mutations", Lab.values(10_000, 100_000, 300_000)));
  private static final int LINES_PER_FILE = 2_000;

  /** A slow machine needs a tenth of a millisecond for a line; a hang needs forever. */
  private static final Duration LIMIT = Duration.ofSeconds(60).plusMillis(2L * MUTATIONS);

  private static final Set<Kind> EVERY_FAULT_OF_A_LINE = EnumSet.of(
      Kind.INVALID_UTF8,
      Kind.INVALID_JSON,
      Kind.NOT_AN_OBJECT,
      Kind.TRAILING_TEXT,
      Kind.MISSING_TYPE,
      Kind.UNKNOWN_TYPE,
      Kind.MISSING_FIELD,
      Kind.WRONG_KIND,
      Kind.INVALID_VALUE,
      Kind.DUPLICATE_FIELD,
      Kind.UNKNOWN_FIELD,
      Kind.UNSUPPORTED_VERSION,
      Kind.CRC_MISMATCH);

  private final EntryDecoder decoder = new EntryDecoder(EventTypes.standard(), true);
  private final EntryDecoder closedDecoder = new EntryDecoder(EventTypes.standard(), false);
  private final EntryDecoder verbatimDecoder = new EntryDecoder(EventTypes.standard(), true, true);

  private final Set<Kind> refusals = EnumSet.noneOf(Kind.class);
  private final BatchEncoder encoder = Lines.encoder(Integer.MAX_VALUE);
  private RandomGenerator random;
  private List<Recorded> recorded;
  private final Set<Entry> entries = new HashSet<>();
  private LineMutator mutator;
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");

  private String seed;
  private int plainLines;

  @BeforeEach
  void seed() {
    long number = Long.getLong("daybook.seed", System.nanoTime());
    seed = "daybook.seed=" + number;
    System.out.println("MutatedLinesTest: " + seed + ", daybook.mutations=" + MUTATIONS);
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(number);
    recorded = RecordedLines.of(random);
    recorded.forEach(one -> entries.add(one.entry()));
    mutator = new LineMutator(random);
  }

  @AfterEach
  void close() {
    encoder.close();
  }

  @Test
  void aLineWithItsChecksumIsWhatWasRecordedOrAnError() {
    assertTimeoutPreemptively(LIMIT, () -> {
      int refused = 0;
      for (int i = 0; i < MUTATIONS; i++) {
        Recorded original = any();
        byte[] line = mutator.mutate(original.line(), any().line());
        Entry entry = entryOrRefusal(() -> decoder.decode(line, 0, line.length), line);
        if (entry == null) {
          refused++;
        } else if (!entries.contains(entry)) {
          throw new AssertionError("an entry that was not recorded: " + describe(line));
        }
        checkHeader(line, entry);
      }
      assertThat(refused).as(seed).isBetween(MUTATIONS / 2, MUTATIONS - 1);
    });
  }

  @Test
  void aLineWithoutItsChecksumIsAnEntryOrAnError() {
    assertTimeoutPreemptively(LIMIT, () -> {
      int accepted = 0;
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] line = foreignLine();
        Entry entry = entryOrRefusal(() -> decoder.decodeUnproved(line, 0, line.length), line);
        if (entry != null) {
          accepted++;
          checkRecordedAgain(entry, line);
        }
        entryOrRefusal(() -> closedDecoder.decodeUnproved(line, 0, line.length), line);
        entryOrRefusal(() -> verbatimDecoder.decodeUnproved(line, 0, line.length), line);
        entryOrRefusal(() -> InputDecoder.decode(line, 0, line.length), line);
        checkPlainLine(line, entry);
        checkHeader(line, entry);
      }
      assertThat(accepted).as(seed).isBetween(MUTATIONS / 20, MUTATIONS - 1);
      assertThat(refusals).as(seed).containsAll(EVERY_FAULT_OF_A_LINE);
      assertThat(plainLines).as(seed).isGreaterThan(MUTATIONS / 100);
    });
  }

  @Test
  void aFileOfDamagedLinesGivesOnlyWhatWasRecorded(@TempDir Path folder) {
    assertTimeoutPreemptively(LIMIT, () -> {
      for (int file = 0; file < files(); file++) {
        Path path = write(folder, () -> mutator.mutate(any().line(), any().line()));
        for (int maxLineBytes : List.of(256, 1000, 1 << 20)) {
          Lenient read = readLenient(path, maxLineBytes);
          List<String> invented = read.entries.stream()
              .filter(entry -> !entries.contains(entry))
              .map(Entry::type)
              .toList();
          // a line that lost its checksum, and more, is kept, and reported for that
          assertThat(invented).as(seed).hasSizeLessThanOrEqualTo((int) read.unproved);
          readStrict(path, maxLineBytes);
        }
      }
    });
  }

  @Test
  void aFileOfForeignLinesCanBeRead(@TempDir Path folder) {
    assertTimeoutPreemptively(LIMIT, () -> {
      for (int file = 0; file < files(); file++) {
        Path path = write(folder, this::foreignLine);
        for (int maxLineBytes : List.of(256, 1000, 1 << 20)) {
          readLenient(path, maxLineBytes);
          readStrict(path, maxLineBytes);
        }
      }
    });
  }

  private static int files() {
    return Math.max(1, MUTATIONS / LINES_PER_FILE / 10);
  }

  /** The entries of a lenient reading, and the number of those reported to lack a checksum. */
  private record Lenient(List<Entry> entries, long unproved) {}

  private Lenient readLenient(Path file, int maxLineBytes) {
    List<Entry> read = new ArrayList<>();
    List<BadLine> bad = new ArrayList<>();
    ReadOptions options =
        ReadOptions.lenient().withMaxLineBytes(maxLineBytes).withOnBadLine(bad::add);
    ReadReport report = SessionFileReader.of(file, EventTypes.standard(), options)
        .forEach((entry, line, from, to) -> read.add(entry));
    bad.forEach(line -> checkHidesData(line.fault()));
    long skipped =
        bad.stream().filter(BadLine::skipped).mapToLong(BadLine::lines).sum();
    assertThat(report.lines()).as(seed).isEqualTo(read.size() + skipped);
    long unproved = bad.stream()
        .filter(line -> !line.skipped() && line.fault().kind() == Kind.MISSING_CRC)
        .mapToLong(BadLine::lines)
        .sum();
    return new Lenient(read, unproved);
  }

  private void readStrict(Path file, int maxLineBytes) {
    ReadOptions options = ReadOptions.strict().withMaxLineBytes(maxLineBytes);
    try {
      SessionFileReader.of(file, EventTypes.standard(), options)
          .forEach((entry, line, from, to) -> assertThat(to - from).isLessThan(maxLineBytes));
    } catch (DaybookException fault) {
      checkHidesData(fault);
      assertThat(fault.details()).containsKeys("line", "offset");
    }
  }

  private Path write(Path folder, Supplier<byte[]> line) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < LINES_PER_FILE; i++) {
      bytes.writeBytes(random.nextInt(3) == 0 ? any().line() : line.get());
      bytes.write('\n');
    }
    return Files.write(folder.resolve("s-1.ndjson"), bytes.toByteArray());
  }

  private Recorded any() {
    return recorded.get(random.nextInt(recorded.size()));
  }

  /**
   * A damaged line as another program would write it: without a checksum, or with the right one.
   */
  private byte[] foreignLine() {
    byte[] line = mutator.mutate(withoutCrc(any().line()), withoutCrc(any().line()));
    for (int more = random.nextInt(3); more > 1; more--) {
      line = line.length == 0 ? line : mutator.mutate(line, any().line());
    }
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\n') {
        line[i] = ' '; // a line has none
      }
    }
    boolean isObject = line.length > 1 && line[line.length - 1] == '}';
    return isObject && random.nextBoolean() ? withCrc(line) : line;
  }

  private static byte[] withoutCrc(byte[] line) {
    byte[] shorter = Arrays.copyOf(line, line.length - LineCrc.TAIL_LENGTH + 1);
    shorter[shorter.length - 1] = '}';
    return shorter;
  }

  private static byte[] withCrc(byte[] line) {
    int body = line.length - 1;
    CRC32C crc = new CRC32C();
    crc.update(line, 0, body);
    byte[] tail = Arrays.copyOf(LineCrc.newLineEnd(), LineCrc.TAIL_LENGTH);
    LineCrc.setDigits(tail, crc.getValue());
    byte[] longer = Arrays.copyOf(line, body + tail.length);
    System.arraycopy(tail, 0, longer, body, tail.length);
    return longer;
  }

  private <T> @Nullable T entryOrRefusal(Supplier<T> decoding, byte[] line) {
    try {
      return decoding.get();
    } catch (DaybookException refusal) {
      checkHidesData(refusal);
      return null;
    } catch (RuntimeException | Error broken) {
      throw new AssertionError("reading broke: " + describe(line), broken);
    }
  }

  /** What was read can be written, and reads as itself, but for escapes in the JSON of others. */
  private void checkRecordedAgain(Entry entry, byte[] line) {
    try {
      byte[] again = recorded(entry);
      Entry read = decoder.decode(again, 0, again.length - 1);
      if (!read.equals(entry)) {
        assertThat(withoutEscapes(read)).isEqualTo(withoutEscapes(entry));
        assertThat(recorded(read)).isEqualTo(again);
      }
    } catch (RuntimeException | Error broken) {
      throw new AssertionError("what was read cannot be written: " + describe(line), broken);
    }
  }

  private byte[] recorded(Entry entry) {
    encoder.clear();
    encoder.encode(
        BatchEncoder.quoted(entry.sessionId()),
        entry.seq(),
        entry.ts().getEpochSecond(),
        entry.ts().getNano(),
        entry.id(),
        entry.event());
    return Lines.bytes(encoder);
  }

  /** What a terminal obeys stands in a line as its escape, or as a blank. */
  private static String withoutEscapes(Entry entry) {
    return ESCAPE
        .matcher(entry.toString().replace('\r', ' '))
        .replaceAll(escape ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }

  /** What is read without a parser is what a parser reads. */
  private void checkPlainLine(byte[] line, @Nullable Entry entry) {
    if (!ProvedLines.isOne(line, 0, line.length)) {
      return;
    }
    Entry plain = new PlainLine(EventTypes.standard(), true, false).read(line, 0, line.length);
    if (plain == null) {
      return;
    }
    plainLines++;
    // where decoding took the short way too, the long one has yet to be asked
    Entry parsed = entryOrRefusal(() -> decoder.parse(line, 0, line.length, true), line);
    assertThat(plain).as(describe(line)).isEqualTo(parsed).isEqualTo(entry);
  }

  /** Where a reader trusts a line's header, the whole line says the same. */
  private void checkHeader(byte[] line, @Nullable Entry entry) {
    LineHeader header = LineHeader.of(line, 0, line.length);
    if (header != null && entry != null) {
      assertThat(header.seq()).as(describe(line)).isEqualTo(entry.seq());
      assertThat(header.type()).as(describe(line)).isEqualTo(entry.type());
    }
  }

  private void checkHidesData(DaybookException refusal) {
    refusals.add(refusal.kind());
    assertThat(refusal.getMessage()).as(seed).isNotBlank().hasSizeLessThan(1000);
    for (Throwable at = refusal; at != null; at = at.getCause()) {
      assertThat(String.valueOf(at)).as(seed).doesNotContain(RecordedLines.SECRET);
    }
    assertThat(String.valueOf(refusal.details())).doesNotContain(RecordedLines.SECRET);
  }

  private String describe(byte[] line) {
    String text = new String(line, 0, Math.min(line.length, 2000), StandardCharsets.ISO_8859_1);
    return seed + ", bytes=" + line.length + ", line=" + text;
  }
}
