package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportReport;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignId;
import dev.daybook.internal.file.PieceWriter;
import dev.daybook.internal.file.SourceList;
import dev.daybook.internal.file.SourcePiece;
import dev.daybook.internal.file.SourceVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The import of one file. A file that was imported before is read twice: once to see by its digest
 * whether anything is new, and once to map its items. One thread.
 */
final class FileImport {

  private final ImportRoot root;
  private final SourceFile file;
  private final AgentFormat format;
  private final LongConsumer onProgress;
  private final Extents extents;
  private final Forerunners forerunners;

  /** The sessions of the file's name that were imported. */
  private final List<EarlierImport> earlier = new ArrayList<>();

  /** The lengths of the file's beginnings that were imported before. */
  private final Set<Long> lengths = new HashSet<>();

  private String name = "";

  /** The number of the first version that is not there, from 1. */
  private int freeNumber = 1;

  private PrefixDigests digests = new PrefixDigests(lengths);

  FileImport(ImportRoot root, SourceFile file, AgentFormat format, LongConsumer onProgress) {
    this.root = root;
    this.file = file;
    this.format = format;
    this.onProgress = onProgress;
    this.extents = new Extents(root);
    this.forerunners = new Forerunners(root, extents, file, format.name());
  }

  ImportReport run() throws IOException {
    try {
      return imported();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw DaybookException.of(Kind.INTERRUPTED, "the import was interrupted; nothing was added");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ImportReport imported() throws IOException, InterruptedException {
    SourceReader reader = format.reader(file.head());
    name = reader.sessionName().orElseGet(file.head()::stem);
    findEarlier();
    forerunners.find(reader, name);
    lengths.addAll(forerunners.lengths());
    if (!lengths.isEmpty()) {
      readDigests();
      forerunners.keepBeginnings(digests);
    }
    ImportReport report = earlier.isEmpty() ? intoNew() : besideEarlier();
    if (!report.sessions().isEmpty()) {
      forerunners.remove(report.sessions(), digests);
    }
    return report;
  }

  /**
   * Finds the sessions that were imported under the file's name, from the number at hand on up to
   * the first one that is free.
   */
  private void findEarlier() throws IOException {
    for (; ; freeNumber++) {
      SessionId id = ForeignId.of(name, freeSuffix());
      if (!root.folder().exists(id)) {
        return;
      }
      extents.earlier(id).ifPresent(each -> {
        earlier.add(each);
        each.list().versions().forEach(version -> lengths.add(version.bytes()));
      });
    }
  }

  private String freeSuffix() {
    return freeNumber == 1 ? "" : "." + freeNumber;
  }

  private void readDigests() throws IOException, InterruptedException {
    digests = new PrefixDigests(lengths);
    file.read(digests::take, read -> {});
  }

  private ImportReport besideEarlier() throws IOException, InterruptedException {
    EarlierImport grown = null;
    for (EarlierImport each : earlier) {
      SourceVersion same = each.isComplete() ? newestOfAll(each) : null;
      if (same != null) {
        mend(each.list(), same);
        return unchanged(each.list(), same);
      }
      if (grown == null && digests.beginsWith(each.latest())) {
        grown = each;
      }
    }
    if (grown != null) {
      mend(grown.list(), grown.latest());
    }
    EarlierImport into = grown == null ? earlier.get(earlier.size() - 1) : grown;
    FileHead before =
        file.head().withModified(Instant.ofEpochMilli(into.latest().modified()));
    try {
      return oneTry(file.withHead(before), suffixOf(into), into, grown != null);
    } catch (Diverged rewritten) {
      return intoNew();
    }
  }

  /**
   * Returns the newest version that is the whole file; null if there is none, or if what is said
   * beside the file came or changed after it.
   */
  private @Nullable SourceVersion newestOfAll(EarlierImport each) {
    List<SourceVersion> versions = each.list().versions();
    for (int i = versions.size() - 1; i >= 0; i--) {
      SourceVersion version = versions.get(i);
      if (digests.isAll(version)) {
        long beside = file.besideCrc();
        boolean isLatest = i == versions.size() - 1;
        return isLatest && beside != 0 && version.beside() != beside ? null : version;
      }
    }
    return null;
  }

  private String suffixOf(EarlierImport each) {
    return each.id().value().substring(ForeignId.of(name, "").value().length());
  }

  private static ImportReport unchanged(SourceList list, SourceVersion version) {
    return new ImportReport(
        version.format(),
        list.partsOf(version).sessions(),
        version.items(),
        version.allEntries(),
        version.verbatim(),
        version.damaged(),
        0,
        List.of());
  }

  /** Packs the missing and damaged pieces of a version anew, of a file that begins with it. */
  private void mend(SourceList list, SourceVersion version)
      throws IOException, InterruptedException {
    long from = 0;
    for (SourcePiece piece : list.partsOf(version).pieces()) {
      if (!root.kept().isWhole(piece)) {
        try (PieceWriter writer = root.kept().newPiece()) {
          file.read(from, piece.bytes(), (bytes, count) -> writer.write(bytes, 0, count));
          if (!writer.finish().sha256().equals(piece.sha256())) {
            throw file.changed();
          }
        }
      }
      from += piece.bytes();
    }
  }

  private ImportReport intoNew() throws IOException, InterruptedException {
    while (true) {
      try {
        return oneTry(file, freeSuffix(), null, false);
      } catch (Diverged taken) {
        SessionId own = ForeignId.of(name, freeSuffix());
        if (root.folder().exists(own)) {
          // it was not there before: another process imports the same file
          throw SessionTarget.recordedMeanwhile(own);
        }
        // a sub-agent's session has the name already, so that versions may stand behind this one
        int known = earlier.size();
        freeNumber++;
        findEarlier();
        if (earlier.size() > known) {
          readDigests();
          return besideEarlier();
        }
      }
    }
  }

  private ImportReport oneTry(
      SourceFile from, String suffix, @Nullable EarlierImport into, boolean hasGrown)
      throws IOException, InterruptedException {
    ImportTry next = new ImportTry(root, extents, from, format, lengths, onProgress);
    ImportReport report = next.run(name, suffix, into, hasGrown, forerunners.digest());
    digests = next.digests();
    return report;
  }
}
