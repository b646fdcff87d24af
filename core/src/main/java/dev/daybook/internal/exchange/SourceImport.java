package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.event.SessionStarted;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.internal.exchange.cut.DocumentCutter;
import dev.daybook.internal.exchange.cut.ItemCutter;
import dev.daybook.internal.exchange.cut.LineCutter;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignId;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.SourcePiece;
import dev.daybook.internal.file.SourceVersion;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** The longest first line that a file is recognised by. */
  private static final int MAX_FIRST_LINE_BYTES = 1 << 23;

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

  /** A session that may be that of the source, as an import before left it. */
  private record Candidate(
      String suffix, SessionId id, List<SourceVersion> versions, SourceVersion written) {
    SourceVersion latest() {
      return versions.get(versions.size() - 1);
    }

    /** Returns true if all that the import of that version had to write is where it belongs. */
    boolean isComplete(KeptSources kept, SourceVersion version) throws IOException {
      return latest().equals(written) && kept.hasAll(version);
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
      FileHead first = head(channel, file, shown, found.lastModifiedTime().toInstant());
      Optional<AgentFormat> format = options.format().or(() -> recognised(first));
      FileHead head = format.isEmpty() ? withFirstLine(channel, first) : first;
      if (!head.equals(first)) {
        format = recognised(head);
      }
      if (format.isEmpty()) {
        throw unknown(head, shown);
      }
      return imported(channel, head, format.get());
    }
  }

  private static DaybookException unknown(FileHead head, Path shown) {
    String other = head.bytes().length == 0
        ? "there is nothing in it; give a file with a session"
        : OtherFiles.of(head);
    return DaybookException.of(
        Kind.INVALID_VALUE,
        other != null
            ? other
            : "no agent's session file that Daybook knows; name its format if it is one",
        "file",
        shown);
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
              : "a pipe, a socket or a device stands there, not a file; give what it holds as standard"
                  + " input, with -",
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

  /**
   * Returns a head with the whole first line, of which the rest may say what the file is; the same
   * head if it has that already, or its file is none of JSON.
   */
  private static FileHead withFirstLine(FileChannel channel, FileHead head) throws IOException {
    byte[] bytes = head.bytes();
    if (bytes.length < FileHead.MAX_BYTES || !head.isCutInObject()) {
      return head;
    }
    int length = bytes.length;
    boolean isEnded = false;
    while (!isEnded && length == bytes.length && length < MAX_FIRST_LINE_BYTES) {
      bytes = Arrays.copyOf(bytes, 2 * length);
      int more = SourceDigests.read(channel, bytes, length, length);
      for (int i = length; i < length + more && !isEnded; i++) {
        isEnded = bytes[i] == '\n';
      }
      length += more;
    }
    return head.withBytes(Arrays.copyOf(bytes, length));
  }

  private Optional<AgentFormat> recognised(FileHead head) {
    return Stream.concat(options.formats().stream(), Formats.ALL.stream())
        .filter(format -> format.recognises(head))
        .findFirst();
  }

  private ImportReport imported(FileChannel channel, FileHead head, AgentFormat format)
      throws IOException {
    Optional<String> named = format.reader(head).sessionName();
    ImportReport report = imported(channel, head, format, named.orElseGet(head::stem));
    if (named.isPresent() && !report.sessions().isEmpty()) {
      purgeForerunners(channel, head, format, report);
    }
    return report;
  }

  /**
   * Removes the sessions of an import of the file's beginning, which did not name its session yet:
   * all that they have is in the file's own session now. Those that others recorded in stay.
   */
  private void purgeForerunners(
      FileChannel channel, FileHead head, AgentFormat format, ImportReport report)
      throws IOException {
    SessionId id = ForeignId.of(head.stem(), "");
    if (report.sessions().contains(id.value()) || !folder.exists(id)) {
      return;
    }
    List<SourceVersion> versions = kept.versions(id);
    SourceVersion written = extents.newestIn(id, versions);
    if (written == null || !written.format().equals(format.name())) {
      return;
    }
    Candidate forerunner = new Candidate("", id, versions, written);
    SourceVersion latest = forerunner.latest();
    boolean isBeginning = latest
        .sha256()
        .equals(SourceDigests.of(channel, forerunner.versions(), buffer).get(latest.bytes()));
    if (isBeginning
        && latest.equals(written)
        && latest.endByte() == Files.size(folder.file(id))
        && latest.entries().size() == 1) {
      folder.purge(id);
    }
  }

  private ImportReport imported(FileChannel channel, FileHead head, AgentFormat format, String name)
      throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    String free = candidates(name, candidates);
    if (candidates.isEmpty()) {
      return pass(channel, head, format, name, free, null);
    }
    Map<Long, String> digests = SourceDigests.of(
        channel, candidates.stream().flatMap(each -> each.versions().stream()).toList(), buffer);
    long size = digests.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    for (Candidate candidate : candidates) {
      for (SourceVersion version : candidate.versions()) {
        if (version.bytes() == size
            && version.sha256().equals(digests.get(size))
            && candidate.isComplete(kept, version)) {
          return unchanged(version);
        }
      }
    }
    Candidate last = candidates.get(candidates.size() - 1);
    Candidate grown = candidates.stream()
        .filter(each -> each.latest().sha256().equals(digests.get(each.latest().bytes())))
        .findFirst()
        .orElse(null);
    Candidate chosen = grown == null ? last : grown;
    FileHead before = head.withModified(Instant.ofEpochMilli(chosen.latest().modified()));
    try {
      return pass(channel, before, format, name, chosen.suffix(), chosen, grown != null);
    } catch (Diverged rewritten) {
      return pass(channel, head, format, name, free, null);
    }
  }

  /** Finds the sessions that were imported under that name; returns the first free suffix. */
  private String candidates(String name, List<Candidate> candidates) throws IOException {
    for (int number = 1; ; number++) {
      String suffix = number == 1 ? "" : "." + number;
      SessionId id = ForeignId.of(name, suffix);
      if (!folder.exists(id)) {
        return suffix;
      }
      List<SourceVersion> versions = kept.versions(id);
      SourceVersion written = extents.newestIn(id, versions);
      if (written != null) {
        candidates.add(new Candidate(suffix, id, versions, written));
      }
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

  private ImportReport pass(
      FileChannel channel,
      FileHead head,
      AgentFormat format,
      String name,
      String freeSuffix,
      @Nullable Candidate none)
      throws IOException {
    String suffix = freeSuffix;
    while (true) {
      try {
        return pass(channel, head, format, name, suffix, none, false);
      } catch (Diverged taken) {
        // a sub-agent's session has the name already
        int number = suffix.isEmpty() ? 1 : Integer.parseInt(suffix.substring(1));
        do {
          number++;
          suffix = "." + number;
        } while (folder.exists(ForeignId.of(name, suffix)));
      }
    }
  }

  private ImportReport pass(
      FileChannel channel,
      FileHead head,
      AgentFormat format,
      String name,
      String suffix,
      @Nullable Candidate candidate,
      boolean hasGrown)
      throws IOException {
    SessionStarted known = null;
    while (true) {
      try {
        return onePass(channel, head, format, name, suffix, known, candidate, hasGrown);
      } catch (Recount again) {
        // each finds out of one more session what it has
      } catch (StartedLate found) {
        known = found.started();
      }
    }
  }

  private ImportReport onePass(
      FileChannel channel,
      FileHead head,
      AgentFormat format,
      String name,
      String suffix,
      @Nullable SessionStarted known,
      @Nullable Candidate candidate,
      boolean hasGrown)
      throws IOException {
    String grownFrom = hasGrown && candidate != null ? candidate.latest().sha256() : null;
    SourceVersion base = hasGrown && candidate != null && kept.hasAll(candidate.latest())
        ? candidate.latest()
        : null;
    long keptBytes = base == null ? 0 : base.bytes();
    try (SourcePass pass = new SourcePass(
            folder,
            kept,
            extents,
            format,
            head,
            name,
            suffix,
            known,
            grownFrom,
            encoder,
            admission,
            maxLineBytes);
        Packing packing = new Packing(kept.newPiece(), keptBytes)) {
      ItemCutter cutter = format
          .elements(head)
          .<ItemCutter>map(array -> new DocumentCutter(pass, array, maxLineBytes))
          .orElseGet(() -> new LineCutter(pass, maxLineBytes));
      long offset = 0;
      while (true) {
        int read = SourceDigests.read(channel, buffer, offset);
        packing.add(buffer, read);
        cutter.take(buffer, 0, read);
        offset += read;
        options.onProgress().accept(offset);
        if (read < buffer.length) {
          break;
        }
      }
      cutter.end();
      pass.end();
      if (pass.items() == 0 && candidate == null) {
        return new ImportReport(format.name(), List.of(), 0, 0, 0, pass.damagedPlaces(), 0);
      }
      List<SourcePiece> pieces = new ArrayList<>(base == null ? List.of() : base.pieces());
      SourcePiece piece = packing.finish();
      if (base != null && !packing.keptSha256().equals(Optional.of(base.sha256()))) {
        throw changed(head);
      }
      if (piece != null) {
        pieces.add(piece);
      }
      return written(pass, head, format, offset, packing.sha256(), pieces);
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
      String sha256,
      List<SourcePiece> pieces)
      throws IOException {
    List<SessionTarget> targets = pass.targets();
    List<String> ids = targets.stream().map(SessionTarget::sessionId).toList();
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
