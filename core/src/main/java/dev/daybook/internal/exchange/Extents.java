package dev.daybook.internal.exchange;

import dev.daybook.SessionId;
import dev.daybook.internal.file.SourceList;
import dev.daybook.internal.file.SourceVersion;
import dev.daybook.internal.file.SourceVersion.Range;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of sessions' files that imports wrote, as one import of a file finds them: each session
 * is looked at once. A list of versions is written before its session, and may be ahead of it after
 * a crash. One thread.
 */
final class Extents {

  private final ImportRoot root;
  private final Map<SessionId, Optional<EarlierImport>> earlier = new HashMap<>();

  /** The parts that a pass found out, by session. */
  private final Map<SessionId, List<Range>> found = new HashMap<>();

  Extents(ImportRoot root) {
    this.root = root;
  }

  /** Returns what imports left of a session that exists; empty if it is none that was imported. */
  Optional<EarlierImport> earlier(SessionId id) throws IOException {
    Optional<EarlierImport> known = earlier.get(id);
    if (known == null) {
      known = read(id);
      earlier.put(id, known);
    }
    return known;
  }

  private Optional<EarlierImport> read(SessionId id) throws IOException {
    SourceList list = root.kept().versions(id);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    try (SessionSource source = SessionSource.open(root.folder().file(id))) {
      SourceVersion written = list.newestIn(source);
      return Optional.ofNullable(written).map(newest -> new EarlierImport(id, list, newest));
    }
  }

  /**
   * Opens what imports wrote into a session.
   *
   * @param grownFrom the digest of the beginning of the source that was imported before; null if
   *     the source does not begin so
   * @throws Diverged if the session is none that was imported
   */
  ImportedBefore open(SessionId id, @Nullable String grownFrom) throws IOException {
    EarlierImport left = earlier(id).orElseThrow(Diverged::new);
    boolean hasGrown =
        left.list().versions().stream().anyMatch(version -> version.sha256().equals(grownFrom));
    List<Range> known = found.get(id);
    if (known != null) {
      return new ImportedBefore(root.folder().file(id), known, hasGrown, 0);
    }
    long upTo = left.isComplete() ? 0 : left.latest().endByte();
    List<Range> ranges = left.list().partsOf(left.written()).entries();
    return new ImportedBefore(root.folder().file(id), ranges, hasGrown, upTo);
  }

  /** Returns the list of a session's sources as this import found it. */
  SourceList seen(SessionId id) {
    return earlier
        .getOrDefault(id, Optional.empty())
        .map(EarlierImport::list)
        .orElseGet(() -> new SourceList(id, List.of()));
  }

  /** Remembers what a pass found out of a session. */
  void found(SessionId id, List<Range> ranges) {
    found.put(id, ranges);
  }
}
