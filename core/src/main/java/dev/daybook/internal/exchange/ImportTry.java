package dev.daybook.internal.exchange;

import dev.daybook.event.SessionStarted;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportReport;
import dev.daybook.internal.exchange.cut.DocumentCutter;
import dev.daybook.internal.exchange.cut.ItemCutter;
import dev.daybook.internal.exchange.cut.LineCutter;
import dev.daybook.internal.file.SourceList;
import dev.daybook.internal.file.SourcePiece;
import dev.daybook.internal.file.SourceVersion;
import dev.daybook.internal.file.SourceVersion.Parts;
import dev.daybook.internal.file.Uninterrupted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A try to import a file into the sessions of one name and suffix: reads the file once, or again
 * while it finds out what a session has. Writes nothing before the whole file is read. One thread.
 */
final class ImportTry {

  private final ImportRoot root;
  private final Extents extents;
  private final SourceFile file;
  private final AgentFormat format;
  private final Set<Long> lengths;
  private final LongConsumer onProgress;
  private PrefixDigests digests;

  /**
   * @param lengths the lengths of the beginnings whose digests are wanted
   * @param onProgress called with the number of bytes that were read
   */
  ImportTry(
      ImportRoot root,
      Extents extents,
      SourceFile file,
      AgentFormat format,
      Set<Long> lengths,
      LongConsumer onProgress) {
    this.root = root;
    this.extents = extents;
    this.file = file;
    this.format = format;
    this.lengths = lengths;
    this.onProgress = onProgress;
    this.digests = new PrefixDigests(lengths);
  }

  /** Returns the digests of the file, as it was read last. */
  PrefixDigests digests() {
    return digests;
  }

  /**
   * Imports the file.
   *
   * @param into the session that an import before made; null for a new one
   * @param hasGrown true if the file begins with all that was imported into it, of which all pieces
   *     are whole
   * @param forerunner the digest of a beginning of the file that was imported under another name;
   *     null if none was
   * @throws Diverged if a session has other entries than the file gives
   */
  ImportReport run(
      String name,
      String suffix,
      @Nullable EarlierImport into,
      boolean hasGrown,
      @Nullable String forerunner)
      throws IOException, InterruptedException {
    SourceVersion base = hasGrown && into != null ? into.latest() : null;
    SessionStarted known = null;
    while (true) {
      try {
        return onePass(name, suffix, known, into, base, forerunner);
      } catch (Recount again) {
        // each finds out of one more session what it has
      } catch (StartedLate found) {
        known = found.started();
      }
    }
  }

  private ImportReport onePass(
      String name,
      String suffix,
      @Nullable SessionStarted known,
      @Nullable EarlierImport into,
      @Nullable SourceVersion base,
      @Nullable String forerunner)
      throws IOException, InterruptedException {
    PrefixDigests read = new PrefixDigests(lengths);
    digests = read;
    long keptBytes = base == null ? 0 : base.bytes();
    String grownFrom = base == null ? forerunner : base.sha256();
    try (SourcePass pass =
            new SourcePass(root, extents, format, file.head(), name, suffix, known, grownFrom);
        Packing packing = new Packing(root.kept().newPiece(), keptBytes, read)) {
      ItemCutter cutter = format
          .elements(file.head())
          .<ItemCutter>map(array -> new DocumentCutter(pass, array, root.maxLineBytes()))
          .orElseGet(() -> new LineCutter(pass, root.maxLineBytes()));
      long bytes = file.read(
          (part, count) -> {
            packing.add(part, count);
            cutter.take(part, 0, count);
          },
          onProgress);
      cutter.end();
      pass.end();
      if (pass.items() == 0 && into == null) {
        return new ImportReport(
            format.name(), List.of(), 0, 0, 0, pass.damagedPlaces(), 0, pass.firstDamaged());
      }
      if (pass.verbatim() == pass.items() && into == null) {
        file.refuseUnless(format);
      }
      List<SourcePiece> pieces = new ArrayList<>();
      if (base != null && into != null) {
        pieces.addAll(into.list().partsOf(base).pieces());
      }
      SourcePiece piece = packing.finish();
      if (base != null && !read.beginsWith(base)) {
        throw file.changed();
      }
      if (piece != null) {
        pieces.add(piece);
      }
      return Uninterrupted.call(() -> written(pass, grownFrom, bytes, packing.sha256(), pieces));
    }
  }

  /** Writes the sessions, each after the list of its sources, and the file's own last. */
  private ImportReport written(
      SourcePass pass,
      @Nullable String grownFrom,
      long bytes,
      String sha256,
      List<SourcePiece> pieces)
      throws IOException {
    List<SessionTarget> targets = pass.targets();
    List<String> ids = targets.stream().map(SessionTarget::sessionId).toList();
    for (int i = targets.size() - 1; i >= 0; i--) {
      SessionTarget target = targets.get(i);
      List<String> sessions = i == 0 ? ids : List.of(target.sessionId());
      SourceVersion version = new SourceVersion(
          format.name(),
          String.valueOf(file.head().path()),
          file.head().modified().toEpochMilli(),
          bytes,
          sha256,
          null,
          new Parts(pieces, target.ranges(), sessions),
          target.seal(),
          pass.items(),
          pass.sum(SessionTarget::entries),
          pass.verbatim(),
          pass.damagedPlaces(),
          file.besideCrc());
      target.write(root.folder(), () -> {
        SourceList before = root.folder().exists(target.id())
            ? root.kept().versions(target.id())
            : new SourceList(target.id(), List.of());
        if (!before.equals(extents.seen(target.id()))) {
          // what it wrote looked like what others recorded
          throw SessionTarget.recordedMeanwhile(target.id());
        }
        root.kept().setVersions(before.with(version, grownFrom));
      });
    }
    return new ImportReport(
        format.name(),
        ids,
        pass.items(),
        pass.sum(SessionTarget::entries),
        pass.verbatim(),
        pass.damagedPlaces(),
        pass.sum(SessionTarget::newEntries),
        pass.firstDamaged());
  }
}
