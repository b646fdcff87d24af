package dev.daybook.internal.exchange;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignId;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.SourceVersion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a file's beginning became under another name: the file did not name its session
 * yet, or as another. All that they have is in the file's own session now. One thread.
 */
final class Forerunners {

  private final SessionFolder folder;
  private final KeptSources kept;
  private final Extents extents;
  private final FileHead head;
  private final AgentFormat format;
  private final List<EarlierImport> found = new ArrayList<>();

  Forerunners(
      SessionFolder folder, KeptSources kept, Extents extents, FileHead head, AgentFormat format) {
    this.folder = folder;
    this.kept = kept;
    this.extents = extents;
    this.head = head;
    this.format = format;
  }

  /**
   * Finds them.
   *
   * @param name the name of the file's session
   * @param buffer a buffer to read the file with
   */
  void find(FileChannel channel, SourceReader reader, String name, byte[] buffer)
      throws IOException {
    Set<String> names = new LinkedHashSet<>();
    names.add(head.stem());
    if (reader instanceof ValueReader ours) {
      names.addAll(ours.earlierNames());
    }
    names.remove(name);
    List<EarlierImport> all = new ArrayList<>();
    for (String each : names) {
      EarlierImport.find(folder, kept, extents, each, all);
    }
    all.removeIf(each -> !isOfThisFile(each));
    if (all.isEmpty()) {
      return;
    }
    Map<Long, String> digests = SourceDigests.of(
        channel, all.stream().flatMap(each -> each.versions().stream()).toList(), buffer);
    all.removeIf(each -> !each.isOfBeginning(digests));
    found.addAll(all);
  }

  /**
   * Returns true unless it was made of a file elsewhere, that happens to begin as this one does.
   */
  private boolean isOfThisFile(EarlierImport session) {
    SourceVersion latest = session.latest();
    return latest.path().equals(String.valueOf(head.path()))
        || (latest.format().equals(format.name())
            && session.id().equals(ForeignId.of(head.stem(), "")));
  }

  /** Returns the digest of the beginning that one was made of; null if there is none. */
  @Nullable
  String digest() {
    return found.isEmpty() ? null : found.get(0).latest().sha256();
  }

  /**
   * Removes those that others did not record in.
   *
   * @param sessions the ids of the sessions that the file gives, which stay
   */
  void purge(List<String> sessions) throws IOException {
    for (EarlierImport each : found) {
      if (!sessions.contains(each.id().value()) && each.isAll(folder)) {
        folder.purge(each.id());
      }
    }
  }
}
