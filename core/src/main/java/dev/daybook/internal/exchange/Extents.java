package dev.daybook.internal.exchange;

import dev.daybook.SessionId;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.SourceVersion;
import dev.daybook.internal.file.SourceVersion.Range;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of sessions' files that imports wrote. A list of versions is written before its
 * session, and may be ahead of it after a crash. One thread.
 *
 * @param folder the sessions
 * @param kept the lists of their versions
 * @param found the parts that a pass found out, by session
 */
record Extents(SessionFolder folder, KeptSources kept, Map<SessionId, List<Range>> found) {

  Extents(SessionFolder folder, KeptSources kept) {
    this(folder, kept, new HashMap<>());
  }

  /**
   * Opens what imports wrote into a session.
   *
   * @param grownFrom the digest of the beginning of the source that was imported before; null if
   *     the source does not begin so
   * @throws Diverged if the session is none that was imported
   */
  ImportedBefore open(SessionId id, @Nullable String grownFrom) throws IOException {
    List<SourceVersion> versions = kept.versions(id);
    boolean hasGrown = versions.stream().anyMatch(version -> version.sha256().equals(grownFrom));
    SourceVersion written = newestIn(id, versions);
    if (written == null) {
      throw new Diverged();
    }
    List<Range> known = found.get(id);
    if (known != null) {
      return new ImportedBefore(folder.file(id), known, hasGrown, 0);
    }
    SourceVersion latest = versions.get(versions.size() - 1);
    long upTo = written.equals(latest) ? 0 : latest.endByte();
    return new ImportedBefore(folder.file(id), written.entries(), hasGrown, upTo);
  }

  /** Remembers what a pass found out of a session. */
  void found(SessionId id, List<Range> ranges) {
    found.put(id, ranges);
  }

  /** Returns the newest version whose entries the session's file has; null if there is none. */
  @Nullable
  SourceVersion newestIn(SessionId id, List<SourceVersion> versions) throws IOException {
    try (SessionSource source = SessionSource.open(folder.file(id))) {
      for (int i = versions.size() - 1; i >= 0; i--) {
        if (versions.get(i).isIn(source)) {
          return versions.get(i);
        }
      }
      return null;
    }
  }
}
