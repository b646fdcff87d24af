package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.exchange.ImportReport.ImportedSource;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.SourceList;
import dev.daybook.internal.file.SourceVersion;
import dev.daybook.internal.json.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The way of foreign files into a root, and of their bytes out again. Any thread. */
public final class Exchange {

  private final SessionFolder folder;
  private final EventTypes types;
  private final int maxLineBytes;

  public Exchange(SessionFolder folder, EventTypes types, int maxLineBytes) {
    this.folder = folder;
    this.types = types;
    this.maxLineBytes = maxLineBytes;
  }

  /** Imports a file. */
  public ImportReport importFile(Path file, ImportOptions options) {
    try (SourceImport source = new SourceImport(folder, types, maxLineBytes, options)) {
      return source.importFile(file, file);
    } catch (IOException e) {
      throw unread(e, file);
    }
  }

  /** Imports what a stream gives, under a name. */
  public ImportReport importStream(InputStream in, String name, ImportOptions options) {
    Path shown = Path.of(name);
    try (SourceImport source = new SourceImport(folder, types, maxLineBytes, options)) {
      return source.importStream(in, shown);
    } catch (IOException e) {
      throw unread(e, shown);
    }
  }

  private static DaybookException unread(IOException e, Path file) {
    if (e instanceof ClosedByInterruptException) {
      return DaybookException.of(
          Kind.INTERRUPTED, "the import was interrupted; import the file again", "file", file);
    }
    return DaybookException.causedBy(
        e, Kind.IO_ERROR, "the import failed", "file", file, "cause", e);
  }

  /** Returns the kept versions of the file that a session was imported from, the oldest first. */
  public List<ImportedSource> sources(SessionId id) {
    SourceList list = versions(id);
    List<ImportedSource> sources = new ArrayList<>();
    for (SourceVersion each : list.versions()) {
      sources.add(new ImportedSource(
          sources.size() + 1,
          each.format(),
          each.path(),
          Instant.ofEpochMilli(each.modified()),
          each.bytes(),
          each.sha256(),
          each.items(),
          each.damaged(),
          list.partsOf(each).sessions()));
    }
    return sources;
  }

  /**
   * Writes the bytes of the file that a session was imported from.
   *
   * @param version the number of the version, from 1; 0 for the newest
   */
  public void copySource(SessionId id, int version, OutputStream out) throws IOException {
    SourceList list = versions(id);
    List<SourceVersion> versions = list.versions();
    if (versions.isEmpty()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the session was not imported, so it has no source; export it in another format",
          "session",
          id);
    }
    if (version < 0 || version > versions.size()) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the session's source has no version of that number; give one of those that there are",
          "session",
          id,
          "version",
          version,
          "versions",
          versions.size() == 1 ? "1" : "1-" + versions.size());
    }
    SourceVersion wanted = versions.get((version == 0 ? versions.size() : version) - 1);
    new KeptSources(folder).copyTo(list.partsOf(wanted).pieces(), out);
  }

  private SourceList versions(SessionId id) {
    if (!folder.exists(id)) {
      throw DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "session", id);
    }
    try {
      return new KeptSources(folder).versions(id);
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e,
          Kind.IO_ERROR,
          "cannot read the list of the session's sources",
          "session",
          id,
          "cause",
          e);
    }
  }
}
