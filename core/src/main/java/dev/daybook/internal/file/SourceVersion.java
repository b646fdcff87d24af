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
 * A foreign file as it was when a session was imported from it: its bytes, in pieces, and the
 * entries that were made of them.
 *
 * @param format the name of its format
 * @param path the path of the file, as text
 * @param modified the time that stands for those that the file lacks, in milliseconds since 1970
 * @param bytes the length of the file
 * @param sha256 the digest of the file's bytes, in hex
 * @param pieces the pieces that they are kept in, in order
 * @param entries the parts of the session's file that hold the imported entries, in order
 * @param seal the marks of the first and the last of these entries; null if none were kept
 * @param sessions the ids of all sessions that the file gave
 * @param items the number of items in the file
 * @param allEntries the number of entries in all of these sessions
 * @param verbatim the number of those that no typed event stands for
 * @param damaged the number of places that hold no item
 */
public record SourceVersion(
    String format,
    String path,
    long modified,
    long bytes,
    String sha256,
    List<SourcePiece> pieces,
    List<Range> entries,
    @Nullable Seal seal,
    List<String> sessions,
    long items,
    long allEntries,
    long verbatim,
    long damaged) {

  private static final int BLOCK_BYTES = 1 << 16;

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
   * @param firstBytes the length of the first entry's line
   * @param firstCrc the checksum of that line, CRC-32C
   * @param lastBytes the length of the last entry's line
   * @param lastCrc the checksum of that line
   */
  public record Seal(long firstBytes, long firstCrc, long lastBytes, long lastCrc) {}

  /** Returns true if a session's file has the entries of this version. */
  public boolean isIn(SessionSource source) throws IOException {
    if (entries.isEmpty() || endByte() > source.size()) {
      return false;
    }
    return seal == null
        || (crc(source, entries.get(0).fromByte(), seal.firstBytes()) == seal.firstCrc()
            && crc(source, endByte() - seal.lastBytes(), seal.lastBytes()) == seal.lastCrc());
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
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).toByte();
  }

  String line() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", format);
    fields.put("path", path);
    fields.put("modified", modified);
    fields.put("bytes", bytes);
    fields.put("sha256", sha256);
    List<Object> kept = new ArrayList<>();
    for (SourcePiece piece : pieces) {
      kept.add(Json.of(Map.of(
          "sha256", piece.sha256(),
          "bytes", piece.bytes(),
          "packed_bytes", piece.packedBytes(),
          "crc32c", piece.crc32c())));
    }
    fields.put("pieces", kept);
    List<Object> ranges = new ArrayList<>();
    for (Range range : entries) {
      ranges.add(List.of(range.fromByte(), range.toByte(), range.fromSeq(), range.toSeq()));
    }
    fields.put("entries", ranges);
    if (seal != null) {
      fields.put(
          "seal", List.of(seal.firstBytes(), seal.firstCrc(), seal.lastBytes(), seal.lastCrc()));
    }
    fields.put("sessions", sessions);
    fields.put("items", items);
    fields.put("all_entries", allEntries);
    fields.put("verbatim", verbatim);
    fields.put("damaged", damaged);
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
      List<JsonValue> numbers = range.elements();
      if (numbers.size() != 4) {
        return null;
      }
      ranges.add(new Range(
          number(numbers.get(0)),
          number(numbers.get(1)),
          number(numbers.get(2)),
          number(numbers.get(3))));
    }
    List<JsonValue> marks = line.get("seal").elements();
    Seal seal = marks.size() != 4
        ? null
        : new Seal(
            number(marks.get(0)), number(marks.get(1)), number(marks.get(2)), number(marks.get(3)));
    List<String> sessions = new ArrayList<>();
    line.get("sessions").elements().forEach(id -> sessions.add(id.text("")));
    if (!line.get("sha256").isString()) {
      return null;
    }
    return new SourceVersion(
        line.get("format").text(""),
        line.get("path").text(""),
        number(line.get("modified")),
        number(line.get("bytes")),
        line.get("sha256").text(""),
        List.copyOf(pieces),
        List.copyOf(ranges),
        seal,
        List.copyOf(sessions),
        number(line.get("items")),
        number(line.get("all_entries")),
        number(line.get("verbatim")),
        number(line.get("damaged")));
  }

  private static long number(JsonValue value) {
    Long count = value.count();
    return count == null ? 0 : count;
  }
}
