package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.SessionStarted;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.DocumentCutter;
import dev.daybook.internal.exchange.cut.ItemCutter;
import dev.daybook.internal.exchange.cut.LineCutter;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignId;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.Sha256;
import dev.daybook.internal.file.SourcePiece;
import dev.daybook.internal.file.SourceVersion;
import dev.daybook.internal.file.Uninterrupted;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The import of foreign files into a root, one after another. A file is read twice if it was
 * imported before: once to see whether anything is new, by its digest, and once to map its items.
 * One thread.
 */
public final class SourceImport implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 18;
  private static final int BATCH_BYTES = 1 << 16;

  private final SessionFolder folder;
  private final KeptSources kept;
  private final Extents extents;
  private final int maxLineBytes;
  private final BatchEncoder encoder;
  private final Admission admission;
  private final ImportOptions options;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Makes an import into that root. */
  public SourceImport(
      SessionFolder folder, EventTypes types, int maxLineBytes, ImportOptions options) {
    this.folder = folder;
    this.kept = new KeptSources(folder);
    this.extents = new Extents(folder, kept);
    this.maxLineBytes = maxLineBytes;
    this.encoder = new BatchEncoder(types, BATCH_BYTES, maxLineBytes);
    this.admission = new Admission(types, maxLineBytes);
    this.options = options;
  }

  /**
   * A file that is imported, and the session's name that it is imported under.
   *
   * @param name the session's name in the agent's own terms
   * @param forerunner the digest of a beginning of the file that was imported under another name;
   *     null if none was
   */
  private record Source(
      FileChannel channel,
      FileHead head,
      AgentFormat format,
      String name,
      @Nullable String forerunner) {
    Source withHead(FileHead other) {
      return new Source(channel, other, format, name, forerunner);
    }
  }

  /**
   * Imports a file.
   *
   * @param shown the path to keep and to recognise the file by
   */
  public ImportReport importFile(Path file, Path shown) throws IOException {
    BasicFileAttributes found = attributes(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      FileHead head = head(channel, file, shown, found.lastModifiedTime().toInstant());
      Optional<AgentFormat> format = options.format().or(() -> recognised(head));
      if (format.isEmpty()) {
        throw DaybookException.of(
            Kind.INVALID_VALUE,
            head.bytes().length == 0
                ? "the file is empty"
                : "no agent's session file that Daybook knows; name its format if it is one",
            "file",
            shown);
      }
      return imported(channel, head, format.get());
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (found.isRegularFile()) {
        return found;
      }
      throw DaybookException.of(
          Kind.IO_ERROR,
          found.isDirectory()
              ? "a folder stands there, not a file"
              : "no regular file stands there; give it as standard input",
          "file",
          file);
    } catch (NoSuchFileException missing) {
      throw DaybookException.of(Kind.IO_ERROR, "no such file", "file", file);
    }
  }

  private static FileHead head(FileChannel channel, Path file, Path shown, Instant modified)
      throws IOException {
    byte[] bytes = new byte[FileHead.MAX_BYTES];
    int length = SourceDigests.read(channel, bytes, 0);
    return new FileHead(shown, Arrays.copyOf(bytes, length), modified, FileBeside.of(file));
  }

  private Optional<AgentFormat> recognised(FileHead head) {
    return Stream.concat(options.formats().stream(), Formats.ALL.stream())
        .filter(format -> format.recognises(head))
        .findFirst();
  }

  private ImportReport imported(FileChannel channel, FileHead head, AgentFormat format)
      throws IOException {
    SourceReader reader = format.reader(head);
    String name = reader.sessionName().orElseGet(head::stem);
    Forerunners forerunners = new Forerunners(folder, kept, extents, head, format);
    forerunners.find(channel, reader, name, buffer);
    ImportReport report = imported(new Source(channel, head, format, name, forerunners.digest()));
    if (!report.sessions().isEmpty()) {
      forerunners.purge(report.sessions());
    }
    return report;
  }

  private ImportReport imported(Source source) throws IOException {
    List<EarlierImport> candidates = new ArrayList<>();
    String free = EarlierImport.find(folder, kept, extents, source.name(), candidates);
    if (candidates.isEmpty()) {
      return pass(source, free);
    }
    Map<Long, String> digests = SourceDigests.of(
        source.channel(),
        candidates.stream().flatMap(each -> each.versions().stream()).toList(),
        buffer);
    long size = digests.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    for (EarlierImport candidate : candidates) {
      for (SourceVersion version : candidate.versions()) {
        if (version.bytes() == size
            && version.sha256().equals(digests.get(size))
            && candidate.isComplete(kept, version)) {
          return unchanged(version);
        }
      }
    }
    EarlierImport last = candidates.get(candidates.size() - 1);
    EarlierImport grown = candidates.stream()
        .filter(each -> each.isOfBeginning(digests))
        .findFirst()
        .orElse(null);
    EarlierImport chosen = grown == null ? last : grown;
    FileHead before =
        source.head().withModified(Instant.ofEpochMilli(chosen.latest().modified()));
    try {
      return pass(source.withHead(before), chosen.suffix(), chosen, grown != null);
    } catch (Diverged rewritten) {
      return pass(source, free);
    }
  }

  private static ImportReport unchanged(SourceVersion version) {
    return new ImportReport(
        version.format(),
        version.sessions(),
        version.items(),
        version.allEntries(),
        version.verbatim(),
        version.damaged(),
        0);
  }

  private ImportReport pass(Source source, String freeSuffix) throws IOException {
    String suffix = freeSuffix;
    while (true) {
      try {
        return pass(source, suffix, null, false);
      } catch (Diverged taken) {
        // a sub-agent's session has the name already
        int number = suffix.isEmpty() ? 1 : Integer.parseInt(suffix.substring(1));
        do {
          number++;
          suffix = "." + number;
        } while (folder.exists(ForeignId.of(source.name(), suffix)));
      }
    }
  }

  private ImportReport pass(
      Source source, String suffix, @Nullable EarlierImport candidate, boolean hasGrown)
      throws IOException {
    SessionStarted known = null;
    while (true) {
      try {
        return onePass(source, suffix, known, candidate, hasGrown);
      } catch (Recount again) {
        // each finds out of one more session what it has
      } catch (StartedLate found) {
        known = found.started();
      }
    }
  }

  private ImportReport onePass(
      Source source,
      String suffix,
      @Nullable SessionStarted known,
      @Nullable EarlierImport candidate,
      boolean hasGrown)
      throws IOException {
    FileHead head = source.head();
    AgentFormat format = source.format();
    String grownFrom =
        hasGrown && candidate != null ? candidate.latest().sha256() : source.forerunner();
    SourceVersion base = hasGrown && candidate != null && kept.hasAll(candidate.latest())
        ? candidate.latest()
        : null;
    long keptBytes = base == null ? 0 : base.bytes();
    MessageDigest digest = Sha256.start();
    try (SourcePass pass = new SourcePass(
            folder,
            kept,
            extents,
            format,
            head,
            source.name(),
            suffix,
            known,
            grownFrom,
            encoder,
            admission,
            maxLineBytes);
        Packing packing = new Packing(kept.newPiece())) {
      ItemCutter cutter = format
          .elements(head)
          .<ItemCutter>map(array -> new DocumentCutter(pass, array, maxLineBytes))
          .orElseGet(() -> new LineCutter(pass, maxLineBytes));
      long offset = 0;
      while (true) {
        int read = SourceDigests.read(source.channel(), buffer, offset);
        int before = (int) Math.max(0, Math.min(read, keptBytes - offset));
        digest.update(buffer, 0, before);
        if (base != null && before > 0 && offset + before == keptBytes) {
          if (!SourceDigests.copied(digest).equals(base.sha256())) {
            throw changed(head);
          }
        }
        digest.update(buffer, before, read - before);
        packing.add(buffer, before, read - before);
        cutter.take(buffer, 0, read);
        offset += read;
        options.onProgress().accept(offset);
        if (read < buffer.length) {
          break;
        }
      }
      cutter.end();
      pass.end();
      if (offset < keptBytes) {
        throw changed(head);
      }
      if (pass.items() == 0 && candidate == null) {
        return new ImportReport(format.name(), List.of(), 0, 0, 0, pass.damagedPlaces(), 0);
      }
      List<SourcePiece> pieces = new ArrayList<>(base == null ? List.of() : base.pieces());
      SourcePiece piece = packing.finish();
      if (piece != null) {
        pieces.add(piece);
      }
      long bytes = offset;
      return Uninterrupted.call(() -> written(pass, head, format, bytes, digest, pieces));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw DaybookException.of(Kind.INTERRUPTED, "the import was interrupted; nothing was added");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static DaybookException changed(FileHead head) {
    return DaybookException.of(
        Kind.IO_ERROR, "the file changed while it was read; import it again", "file", head.path());
  }

  /** Writes the sessions, each after the list of its sources, and the file's own last. */
  private ImportReport written(
      SourcePass pass,
      FileHead head,
      AgentFormat format,
      long bytes,
      MessageDigest digest,
      List<SourcePiece> pieces)
      throws IOException {
    List<SessionTarget> targets = pass.targets();
    List<String> ids = targets.stream().map(SessionTarget::sessionId).toList();
    String sha256 = HexFormat.of().formatHex(digest.digest());
    for (int i = targets.size() - 1; i >= 0; i--) {
      SessionTarget target = targets.get(i);
      SourceVersion version = new SourceVersion(
          format.name(),
          String.valueOf(head.path()),
          head.modified().toEpochMilli(),
          bytes,
          sha256,
          pieces,
          target.ranges(),
          target.seal(),
          i == 0 ? ids : List.of(target.sessionId()),
          pass.items(),
          pass.sum(SessionTarget::entries),
          pass.verbatim(),
          pass.damagedPlaces());
      target.write(folder, () -> {
        List<SourceVersion> versions =
            new ArrayList<>(folder.exists(target.id()) ? kept.versions(target.id()) : List.of());
        versions.add(version);
        kept.setVersions(target.id(), versions);
      });
    }
    return new ImportReport(
        format.name(),
        ids,
        pass.items(),
        pass.sum(SessionTarget::entries),
        pass.verbatim(),
        pass.damagedPlaces(),
        pass.sum(SessionTarget::newEntries));
  }

  /**
   * Keeps a stream's bytes in a file while it is imported.
   *
   * @param name the name to keep and to recognise the stream by
   */
  public ImportReport importStream(InputStream in, Path name) throws IOException {
    Path copy = kept.newTemporary(in);
    try {
      return importFile(copy, name);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
