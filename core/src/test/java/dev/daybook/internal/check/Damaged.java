package dev.daybook.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.check.Finding;
import dev.daybook.check.Verification;
import dev.daybook.check.VerifyOptions;
import dev.daybook.event.Entry;
import dev.daybook.event.ToolResult;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.SessionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A session's file in a root of the test, which is put together of lines and damage. */
final class Damaged {

  static final String ID = Lines.SESSION_ID;

  final Path root;
  final Path file;
  final Daybook daybook;

  Damaged(Path root) {
    this.root = root;
    this.file = root.resolve("sessions").resolve(ID + ".ndjson");
    this.daybook = Daybook.open(root);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of the session. */
  static byte[] line(long seq) {
    return Lines.line(
        seq,
        seq % 2 == 0
            ? new UserMessage("message " + seq)
            : ToolResult.ok("c" + seq, "some output\n".repeat((int) (seq % 5))));
  }

  /** The lines with these seqs. */
  static byte[] lines(long... seqs) {
    return join(Arrays.stream(seqs).mapToObj(Damaged::line).toArray(byte[][]::new));
  }

  /** A line of another session. */
  static byte[] foreign(long seq) {
    return Lines.lineOf("s-2", seq, new UserMessage("foreign " + seq));
  }

  /** A line as a program writes it that knows no checksums: damage. */
  static byte[] withoutCrc(long seq) {
    String line = new String(line(seq), StandardCharsets.UTF_8);
    return bytes(line.substring(0, line.lastIndexOf(",\"crc\"")) + "}\n");
  }

  static byte[] withoutLineFeed(byte[] line) {
    return Arrays.copyOf(line, line.length - 1);
  }

  static byte[] nuls(int count) {
    return new byte[count];
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] first(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return copy;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  void write(byte[]... parts) {
    try {
      Files.write(file, join(parts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] read() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The findings, which are the same ones that the listener gets. */
  List<Finding> findings() {
    List<Finding> reported = new ArrayList<>();
    Verification verification =
        daybook.verify(ID, VerifyOptions.defaults().withOnFinding(reported::add));
    assertThat(verification.findings()).isEqualTo(reported);
    assertThat(
            verification.counts().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(reported.size());
    return reported;
  }

  /** The findings as {@code reason line+lines offset}. */
  List<String> places() {
    return findings().stream()
        .map(found -> found.kind().wireName() + " " + found.line()
            + (found.lines() == 1 ? "" : "+" + (found.lines() - 1)) + " " + found.offset())
        .toList();
  }

  /** What a fold gives before it ends or throws; every one of these is one that was recorded. */
  List<Entry> folded(boolean isLenient) {
    List<Entry> entries = new ArrayList<>();
    SessionReader reader =
        daybook.reader(ID, isLenient ? ReadOptions.lenient() : ReadOptions.strict());
    try {
      reader.forEach((entry, line, from, to) -> entries.add(entry));
    } catch (DaybookException stopped) {
      assertThat(isLenient).as("%s", stopped).isFalse();
    }
    return entries;
  }
}
