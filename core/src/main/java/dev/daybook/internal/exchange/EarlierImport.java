package dev.daybook.internal.exchange;

import dev.daybook.SessionId;
import dev.daybook.internal.exchange.reading.ForeignId;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * A session that may be that of a source, as an import before left it.
 *
 * @param suffix the ending of its id behind the source's name
 * @param id its id
 * @param versions what was imported into it, the newest last
 * @param written the newest of them whose entries it has
 */
record EarlierImport(
    String suffix, SessionId id, List<SourceVersion> versions, SourceVersion written) {

  /**
   * Finds the sessions that were imported under a name.
   *
   * @param found takes them
   * @return the first suffix that is free
   */
  static String find(
      SessionFolder folder,
      KeptSources kept,
      Extents extents,
      String name,
      List<EarlierImport> found)
      throws IOException {
    for (int number = 1; ; number++) {
      String suffix = number == 1 ? "" : "." + number;
      SessionId id = ForeignId.of(name, suffix);
      if (!folder.exists(id)) {
        return suffix;
      }
      List<SourceVersion> versions = kept.versions(id);
      SourceVersion written = extents.newestIn(id, versions);
      if (written != null) {
        found.add(new EarlierImport(suffix, id, versions, written));
      }
    }
  }

  /** Returns the version that was imported last. */
  SourceVersion latest() {
    return versions.get(versions.size() - 1);
  }

  /** Returns true if all that the import of that version had to write is where it belongs. */
  boolean isComplete(KeptSources kept, SourceVersion version) throws IOException {
    return latest().equals(written) && kept.hasAll(version);
  }

  /** Returns true if it was made of the beginning of a file, by the digests of its beginnings. */
  boolean isOfBeginning(Map<Long, String> digests) {
    return latest().sha256().equals(digests.get(latest().bytes()));
  }

  /** Returns true if the session has the entries of that import, and no one else's. */
  boolean isAll(SessionFolder folder) throws IOException {
    return latest().equals(written)
        && latest().endByte() == Files.size(folder.file(id))
        && latest().entries().size() == 1;
  }
}
