package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.internal.file.SourceVersion.Base;
import dev.daybook.internal.file.SourceVersion.Parts;
import dev.daybook.internal.json.JsonValue;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a session's source, the oldest first, as they are kept beside the session's file.
 * A list never changes. Any thread.
 *
 * @param id the session
 * @param versions the versions
 */
public record SourceList(SessionId id, List<SourceVersion> versions) {

  private static final int CRC_DIGITS = 8;
  private static final char BETWEEN = ' ';

  /** Copies the list. */
  public SourceList {
    versions = List.copyOf(versions);
  }

  /**
   * Reads a list's lines, each with its checksum.
   *
   * @throws DaybookException {@code CRC_MISMATCH} if one is damaged, the last one does not end,
   *     there is none, or one has parts of a version that is not there
   */
  static SourceList of(SessionId id, byte[] bytes) {
    List<SourceVersion> versions = new ArrayList<>();
    Map<String, Base> sizes = new HashMap<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        SourceVersion version = version(id, bytes, from, i);
        versions.add(version);
        sizes.put(version.sha256(), sizes(id, version, sizes));
        from = i + 1;
      }
    }
    if (from < bytes.length || versions.isEmpty()) {
      throw damaged(id);
    }
    return new SourceList(id, versions);
  }

  /** Returns the sizes of a version's lists. */
  private static Base sizes(SessionId id, SourceVersion version, Map<String, Base> before) {
    Parts own = version.own();
    Base base = version.base();
    Base sizes = base == null ? new Base("", 0, 0, 0) : before.get(base.sha256());
    if (base != null
        && (sizes == null
            || base.pieces() > sizes.pieces()
            || base.entries() > sizes.entries()
            || base.sessions() > sizes.sessions())) {
      throw damaged(id);
    }
    return new Base(
        version.sha256(),
        own.pieces().size() + (base == null ? 0 : base.pieces()),
        own.entries().size() + (base == null ? 0 : base.entries()),
        own.sessions().size() + (base == null ? 0 : base.sessions()));
  }

  private static SourceVersion version(SessionId id, byte[] bytes, int from, int to) {
    int json = from + CRC_DIGITS + 1;
    if (json < to) {
      String digits = new String(bytes, from, CRC_DIGITS, StandardCharsets.US_ASCII);
      if (digits.equals(crc(bytes, json, to - json))) {
        SourceVersion version = SourceVersion.of(JsonValue.first(bytes, json, to));
        if (version != null) {
          return version;
        }
      }
    }
    throw damaged(id);
  }

  private static String crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static DaybookException damaged(SessionId id) {
    return DaybookException.of(
        Kind.CRC_MISMATCH,
        "the list of the session's sources is damaged; the session's entries are whole. To get a"
            + " new list, export what was recorded in the session, remove it (daybook rm) and import"
            + " the file again",
        "session",
        id,
        "list",
        id + ".ndjson.sources");
  }

  /** Returns the list's lines. */
  byte[] bytes() {
    StringBuilder lines = new StringBuilder();
    for (SourceVersion version : versions) {
      String json = version.line();
      byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
      lines.append(crc(utf8, 0, utf8.length)).append(BETWEEN).append(json).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns true if the session was not imported. */
  public boolean isEmpty() {
    return versions.isEmpty();
  }

  /** Returns the newest version, of a list that has one. */
  public SourceVersion latest() {
    return versions.get(versions.size() - 1);
  }

  /** Returns the newest version whose entries a session's file has; null if there is none. */
  public @Nullable SourceVersion newestIn(SessionSource source) throws IOException {
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).isIn(source)) {
        return versions.get(i);
      }
    }
    return null;
  }

  /**
   * Returns the whole lists of a version.
   *
   * @param version one of this list
   */
  public Parts partsOf(SourceVersion version) {
    Deque<SourceVersion> chain = new ArrayDeque<>();
    int at = versions.lastIndexOf(version);
    while (at >= 0) {
      SourceVersion each = versions.get(at);
      chain.push(each);
      Base base = each.base();
      if (base == null) {
        break;
      }
      at = newestBefore(at, base.sha256());
    }
    Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (SourceVersion each : chain) {
      Base base = each.base();
      if (base != null) {
        keep(parts.pieces(), base.pieces());
        keep(parts.entries(), base.entries());
        keep(parts.sessions(), base.sessions());
      }
      parts.pieces().addAll(each.own().pieces());
      parts.entries().addAll(each.own().entries());
      parts.sessions().addAll(each.own().sessions());
    }
    return parts;
  }

  private static void keep(List<?> list, int first) {
    list.subList(first, list.size()).clear();
  }

  private int newestBefore(int end, String sha256) {
    for (int i = end - 1; i >= 0; i--) {
      if (versions.get(i).sha256().equals(sha256)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns this list with one more version.
   *
   * @param whole the version with all of its parts
   * @param grownFrom the digest of the version that it begins with, which need not be in this list;
   *     null if there is none
   */
  public SourceList with(SourceVersion whole, @Nullable String grownFrom) {
    int at = grownFrom == null ? -1 : newestBefore(versions.size(), grownFrom);
    SourceVersion added = whole;
    if (at >= 0) {
      Parts before = partsOf(versions.get(at));
      Parts all = whole.own();
      int pieces = common(before.pieces(), all.pieces());
      int entries = common(before.entries(), all.entries());
      int sessions = common(before.sessions(), all.sessions());
      added = whole.with(
          new Base(String.valueOf(grownFrom), pieces, entries, sessions),
          new Parts(
              rest(all.pieces(), pieces),
              rest(all.entries(), entries),
              rest(all.sessions(), sessions)));
    }
    List<SourceVersion> more = new ArrayList<>(versions);
    more.add(added);
    return new SourceList(id, more);
  }

  private static int common(List<?> one, List<?> other) {
    int most = Math.min(one.size(), other.size());
    int common = 0;
    while (common < most && one.get(common).equals(other.get(common))) {
      common++;
    }
    return common;
  }

  private static <T> List<T> rest(List<T> list, int from) {
    return List.copyOf(list.subList(from, list.size()));
  }

  /** Returns the pieces of all versions, each once. */
  Collection<SourcePiece> pieces() {
    Map<String, SourcePiece> pieces = new LinkedHashMap<>();
    for (SourceVersion version : versions) {
      version.own().pieces().forEach(piece -> pieces.put(piece.sha256(), piece));
    }
    return pieces.values();
  }
}
