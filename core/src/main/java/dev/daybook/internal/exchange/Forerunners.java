package dev.daybook.internal.exchange;

import dev.daybook.SessionId;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.ForeignId;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.file.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a file's beginning became under another name: the file did not name its session
 * yet, or as another. All that they have is in the file's own session now. One thread.
 */
final class Forerunners {

  /** The numbers without a session, as deleted ones leave them, behind which none is looked for. */
  private static final int MAX_MISSING = 4;

  private final ImportRoot root;
  private final Extents extents;
  private final SourceFile file;
  private final String format;
  private final List<EarlierImport> found = new ArrayList<>();

  /** @param format the name of the file's format */
  Forerunners(ImportRoot root, Extents extents, SourceFile file, String format) {
    this.root = root;
    this.extents = extents;
    this.file = file;
    this.format = format;
  }

  /**
   * Finds the sessions that may be some.
   *
   * @param name the name of the file's session
   */
  void find(SourceReader reader, String name) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    names.add(file.head().stem());
    if (reader instanceof ValueReader ours) {
      names.addAll(ours.earlierNames());
    }
    names.remove(name);
    for (String each : names) {
      findNamed(each);
    }
  }

  /** Leaves out those that the file does not begin with. */
  void keepBeginnings(PrefixDigests digests) {
    found.removeIf(each -> !digests.beginsWith(each.latest()));
  }

  private void findNamed(String name) throws IOException {
    int missing = 0;
    for (int number = 1; missing < MAX_MISSING; number++) {
      SessionId id = ForeignId.of(name, number == 1 ? "" : "." + number);
      if (root.folder().exists(id)) {
        missing = 0;
        extents.earlier(id).filter(this::isOfThisFile).ifPresent(found::add);
      } else {
        missing++;
      }
    }
  }

  /**
   * Returns true unless it was made of a file elsewhere, that happens to begin as this one does.
   */
  private boolean isOfThisFile(EarlierImport session) {
    SourceVersion latest = session.latest();
    return latest.path().equals(String.valueOf(file.head().path()))
        || (latest.format().equals(format)
            && session.id().equals(ForeignId.of(file.head().stem(), "")));
  }

  /** Returns the lengths of the beginnings that they were made of. */
  List<Long> lengths() {
    return found.stream().map(each -> each.latest().bytes()).toList();
  }

  /** Returns the digest of the beginning that one was made of; null if there is none. */
  @Nullable
  String digest() {
    return found.isEmpty() ? null : found.get(0).latest().sha256();
  }

  /**
   * Removes those of which all is in the file's own session now. One that others recorded in, have
   * open or laid a note for stays.
   *
   * @param sessions the ids of the sessions that the file gives, which stay
   * @param digests those of the file as it was imported
   */
  void remove(List<String> sessions, PrefixDigests digests) throws IOException {
    for (EarlierImport each : found) {
      SourceVersion latest = each.latest();
      if (!sessions.contains(each.id().value())
          && each.isComplete()
          && digests.beginsWith(latest)
          && each.list().partsOf(latest).entries().size() == 1) {
        boolean unused = root.folder()
            .purgeIf(
                each.id(),
                at -> Files.size(at) == latest.endByte()
                    && root.kept().versions(each.id()).equals(each.list()));
      }
    }
  }
}
