package dev.daybook.internal.file;

import dev.daybook.event.Json;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A foreign file as it was when a session was imported from it, as a line of the session's list has
 * it: what it has in common with an earlier version stands there alone, so that a list grows no
 * faster than its source.
 *
 * @param format the name of its format
 * @param path the path of the file, as text
 * @param modified the time that stands for those that the file lacks, in milliseconds since 1970
 * @param bytes the length of the file
 * @param sha256 the digest of the file's bytes, in hex
 * @param base what it has of an earlier version; null if it has nothing
 * @param own what it has behind that
 * @param seal the marks of the session's first and last imported entry
 * @param items the number of items in the file
 * @param allEntries the number of entries in all of these sessions
 * @param verbatim the number of those that no typed event stands for
 * @param damaged the number of places that hold no item
 * @param beside the checksum of what a file beside it says of it, CRC-32C; 0 without one
 */
public record SourceVersion(
    String format,
    String path,
    long modified,
    long bytes,
    String sha256,
    @Nullable Base base,
    Parts own,
    Seal seal,
    long items,
    long allEntries,
    long verbatim,
    long damaged,
    long beside) {

  private static final int BLOCK_BYTES = 1 << 16;
  private static final int SEAL_NUMBERS = 6;
  private static final int RANGE_NUMBERS = 4;

  /**
   * The lists of a version.
   *
   * @param pieces the pieces that the file's bytes are kept in, in order
   * @param entries the parts of the session's file that hold the imported entries, in order
   * @param sessions the ids of all sessions that the file gave
   */
  public record Parts(List<SourcePiece> pieces, List<Range> entries, List<String> sessions) {}

  /**
   * The beginnings of an earlier version's lists, with which a version's lists begin.
   *
   * @param sha256 the digest of that version, the newest such before this one
   * @param pieces the number of first pieces
   * @param entries the number of first parts of the session's file
   * @param sessions the number of first sessions
   */
  public record Base(String sha256, int pieces, int entries, int sessions) {}

  /**
   * A part of a session's file.
   *
   * @param fromByte the offset of its first line
   * @param toByte the offset behind its last line
   * @param fromSeq the seq of its first line
   * @param toSeq the seq behind that of its last line
   */
  public record Range(long fromByte, long toByte, long fromSeq, long toSeq) {}

  /**
   * The marks by which a session's file shows that it has the entries of a version.
   *
   * @param fromByte the offset of the first entry's line
   * @param firstBytes the length of that line
   * @param firstCrc the checksum of that line, CRC-32C
   * @param toByte the offset behind the last entry's line
   * @param lastBytes the length of that line
   * @param lastCrc the checksum of that line
   */
  public record Seal(
      long fromByte, long firstBytes, long firstCrc, long toByte, long lastBytes, long lastCrc) {}

  /** Returns true if a session's file has the entries of this version. */
  boolean isIn(SessionSource source) throws IOException {
    return seal.toByte() > seal.fromByte()
        && seal.toByte() <= source.size()
        && crc(source, seal.fromByte(), seal.firstBytes()) == seal.firstCrc()
        && crc(source, seal.toByte() - seal.lastBytes(), seal.lastBytes()) == seal.lastCrc();
  }

  private static long crc(SessionSource source, long from, long length) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] block = new byte[(int) Math.min(Math.max(length, 0), BLOCK_BYTES)];
    long done = 0;
    while (from >= 0 && done < length) {
      int read = source.read(block, 0, (int) Math.min(block.length, length - done), from + done);
      if (read <= 0) {
        break;
      }
      crc.update(block, 0, read);
      done += read;
    }
    return crc.getValue();
  }

  /** Returns the end of the imported entries in the session's file. */
  public long endByte() {
    return seal.toByte();
  }

  /** Returns the same version with other lists. */
  SourceVersion with(@Nullable Base otherBase, Parts otherOwn) {
    return new SourceVersion(
        format,
        path,
        modified,
        bytes,
        sha256,
        otherBase,
        otherOwn,
        seal,
        items,
        allEntries,
        verbatim,
        damaged,
        beside);
  }

  String line() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", format);
    fields.put("path", path);
    fields.put("modified", modified);
    fields.put("bytes", bytes);
    fields.put("sha256", sha256);
    if (base != null) {
      Map<String, Object> shared = new LinkedHashMap<>();
      shared.put("sha256", base.sha256());
      shared.put("pieces", base.pieces());
      shared.put("entries", base.entries());
      shared.put("sessions", base.sessions());
      fields.put("base", Json.of(shared));
    }
    List<Object> pieces = new ArrayList<>();
    for (SourcePiece piece : own.pieces()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("sha256", piece.sha256());
      facts.put("bytes", piece.bytes());
      facts.put("packed_bytes", piece.packedBytes());
      facts.put("crc32c", piece.crc32c());
      pieces.add(Json.of(facts));
    }
    fields.put("pieces", pieces);
    List<Object> ranges = new ArrayList<>();
    for (Range range : own.entries()) {
      ranges.add(List.of(range.fromByte(), range.toByte(), range.fromSeq(), range.toSeq()));
    }
    fields.put("entries", ranges);
    fields.put(
        "seal",
        List.of(
            seal.fromByte(),
            seal.firstBytes(),
            seal.firstCrc(),
            seal.toByte(),
            seal.lastBytes(),
            seal.lastCrc()));
    fields.put("sessions", own.sessions());
    fields.put("items", items);
    fields.put("all_entries", allEntries);
    fields.put("verbatim", verbatim);
    fields.put("damaged", damaged);
    if (beside != 0) {
      fields.put("beside", beside);
    }
    return Json.of(fields).text();
  }

  /** Returns the version of such a line; null if it is none. */
  static @Nullable SourceVersion of(JsonValue line) {
    List<SourcePiece> pieces = new ArrayList<>();
    for (JsonValue piece : line.get("pieces").elements()) {
      pieces.add(new SourcePiece(
          piece.get("sha256").text(""),
          number(piece.get("bytes")),
          number(piece.get("packed_bytes")),
          number(piece.get("crc32c"))));
    }
    List<Range> ranges = new ArrayList<>();
    for (JsonValue range : line.get("entries").elements()) {
      long[] numbers = numbers(range);
      if (numbers.length != RANGE_NUMBERS) {
        return null;
      }
      ranges.add(new Range(numbers[0], numbers[1], numbers[2], numbers[3]));
    }
    List<String> sessions = new ArrayList<>();
    line.get("sessions").elements().forEach(id -> sessions.add(id.text("")));
    long[] seal = numbers(line.get("seal"));
    if (!line.get("sha256").isString() || seal.length != SEAL_NUMBERS) {
      return null;
    }
    return new SourceVersion(
        line.get("format").text(""),
        line.get("path").text(""),
        number(line.get("modified")),
        number(line.get("bytes")),
        line.get("sha256").text(""),
        base(line.get("base")),
        new Parts(List.copyOf(pieces), List.copyOf(ranges), List.copyOf(sessions)),
        new Seal(seal[0], seal[1], seal[2], seal[3], seal[4], seal[5]),
        number(line.get("items")),
        number(line.get("all_entries")),
        number(line.get("verbatim")),
        number(line.get("damaged")),
        number(line.get("beside")));
  }

  private static @Nullable Base base(JsonValue shared) {
    return shared.isObject()
        ? new Base(
            shared.get("sha256").text(""),
            size(shared.get("pieces")),
            size(shared.get("entries")),
            size(shared.get("sessions")))
        : null;
  }

  /** Returns a size; of more than a list can have, one that no list has. */
  private static int size(JsonValue value) {
    return (int) Math.min(number(value), Integer.MAX_VALUE);
  }

  private static long[] numbers(JsonValue array) {
    return array.elements().stream().mapToLong(SourceVersion::number).toArray();
  }

  private static long number(JsonValue value) {
    Long count = value.count();
    return count == null ? 0 : count;
  }
}
