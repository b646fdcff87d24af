package dev.daybook.internal.file;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.internal.file.RootFolder.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the foreign files that sessions were imported from: in pieces, each once, as
 * {@code <root>/sources/<digest>.gz}; and beside each imported session's file a list of the
 * versions of its source, {@code <id>.ndjson.sources}, the newest last, each line with its
 * checksum. Any thread; a call's changes are durable when it returns.
 */
public final class KeptSources {

  private static final String LIST = ".sources";
  private static final String PACKED = ".gz";

  private static final int BUFFER_BYTES = 1 << 16;

  private final SessionFolder folder;

  /** Makes the kept sources of a root; creates nothing. */
  public KeptSources(SessionFolder folder) {
    this.folder = folder;
  }

  /** Returns a writer of the next piece of a source. */
  public PieceWriter newPiece() throws IOException {
    Path sources = folder.rootFolder().create(Part.SOURCES);
    LeftDrafts.sweepOnce(sources);
    return new PieceWriter(this, sources);
  }

  Path file(String sha256) {
    return folder.rootFolder().file(Part.SOURCES, sha256 + PACKED);
  }

  /**
   * Returns a new spool in the folder of the sources.
   *
   * @param maxMemoryBytes what it holds in memory
   */
  public Spool newSpool(int maxMemoryBytes) throws IOException {
    return new Spool(folder.rootFolder().create(Part.SOURCES), maxMemoryBytes);
  }

  /** Copies a stream into a new file in the folder of the sources, which the caller removes. */
  public Path newTemporary(InputStream in) throws IOException {
    Path file = LeftDrafts.next(folder.rootFolder().create(Part.SOURCES));
    try (FileChannel channel = OwnFiles.create(file)) {
      in.transferTo(Channels.newOutputStream(channel));
    } catch (Throwable e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return file;
  }

  private Path list(SessionId id) {
    return list(folder.file(id));
  }

  private static Path list(Path sessionFile) {
    return sessionFile.resolveSibling(sessionFile.getFileName() + LIST);
  }

  /** Returns true if the session of that file was imported. */
  public static boolean isImported(Path sessionFile) {
    return Files.exists(list(sessionFile), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns the versions of the session's source; an empty list if it was not imported.
   *
   * @throws DaybookException {@code CRC_MISMATCH} if the list is damaged
   */
  public SourceList versions(SessionId id) throws IOException {
    Path list = list(id);
    if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
      return new SourceList(id, List.of());
    }
    try (FileChannel channel = OwnFiles.openToRead(list)) {
      return SourceList.of(id, Channels.newInputStream(channel).readAllBytes());
    } catch (NoSuchFileException gone) {
      return new SourceList(id, List.of());
    }
  }

  /** Writes the versions of a session's source in place of those before. */
  public void setVersions(SourceList versions) throws IOException {
    folder.createSessions();
    byte[] bytes = versions.bytes();
    Uninterrupted.call(() -> {
      try (DraftFile draft = DraftFile.of(list(versions.id()), channel -> {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      })) {
        draft.replace();
      }
      folder.forceFolders();
      return versions;
    });
  }

  /**
   * Writes the bytes of a source, byte for byte as they were.
   *
   * @throws DaybookException {@code CRC_MISMATCH} if the kept bytes are not what was kept, with the
   *     file in the details; what stands before that place is written
   */
  public void copyTo(List<SourcePiece> pieces, OutputStream out) throws IOException {
    for (SourcePiece piece : pieces) {
      copy(piece, out);
    }
  }

  private void copy(SourcePiece piece, OutputStream out) throws IOException {
    Path file = file(piece.sha256());
    MessageDigest digest = Sha256.start();
    long bytes = 0;
    try (FileChannel channel = OwnFiles.openToRead(file);
        InputStream packed = Channels.newInputStream(channel)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      try (GZIPInputStream unpacked = new GZIPInputStream(packed, BUFFER_BYTES)) {
        int read = unpacked.read(buffer);
        while (read >= 0) {
          digest.update(buffer, 0, read);
          bytes += read;
          out.write(buffer, 0, read);
          read = unpacked.read(buffer);
        }
      } catch (java.util.zip.ZipException | java.io.EOFException damaged) {
        throw damaged(file);
      }
    } catch (NoSuchFileException missing) {
      throw damaged(file);
    }
    if (bytes != piece.bytes()
        || !HexFormat.of().formatHex(digest.digest()).equals(piece.sha256())) {
      throw damaged(file);
    }
  }

  private static DaybookException damaged(Path file) {
    return DaybookException.of(
        Kind.CRC_MISMATCH,
        "the kept source of the session is missing or damaged; if the agent still has its file,"
            + " import that again",
        "file",
        file);
  }

  /**
   * Returns the first file of the versions' sources that is missing or damaged; empty if all are
   * whole.
   */
  public Optional<Path> damagedIn(SourceList versions) throws IOException {
    for (SourcePiece piece : versions.pieces()) {
      if (!isWhole(piece)) {
        return Optional.of(file(piece.sha256()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns true if a piece is kept as it was: by the checksum of its file; if that is another one,
   * as a piece has which another release of the JDK packed, by the digest of its bytes.
   */
  public boolean isWhole(SourcePiece piece) throws IOException {
    if (hasChecksum(piece, file(piece.sha256()))) {
      return true;
    }
    try {
      copy(piece, OutputStream.nullOutputStream());
      return true;
    } catch (DaybookException damaged) {
      return false;
    }
  }

  /**
   * Returns the piece of these bytes as it is kept already, whichever release of the JDK packed it;
   * null if it is not, or not whole. Its name is durable then.
   */
  @Nullable
  SourcePiece found(String sha256, long bytes) throws IOException {
    Path file = file(sha256);
    CRC32C crc = new CRC32C();
    long packedBytes;
    try (FileChannel channel = OwnFiles.openToRead(file);
        InputStream packed = new CheckedInputStream(Channels.newInputStream(channel), crc)) {
      packedBytes = channel.size();
      packed.transferTo(OutputStream.nullOutputStream());
    } catch (NoSuchFileException none) {
      return null;
    }
    SourcePiece piece = new SourcePiece(sha256, bytes, packedBytes, crc.getValue());
    try {
      copy(piece, OutputStream.nullOutputStream());
    } catch (DaybookException damaged) {
      return null;
    }
    OwnFiles.forceFolder(folder.rootFolder().folder(Part.SOURCES));
    return piece;
  }

  private static boolean hasChecksum(SourcePiece piece, Path file) throws IOException {
    try (FileChannel channel = OwnFiles.openToRead(file)) {
      if (channel.size() != piece.packedBytes()) {
        return false;
      }
      CRC32C crc = new CRC32C();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (channel.read(buffer.clear()) >= 0) {
        crc.update(buffer.flip());
      }
      return crc.getValue() == piece.crc32c();
    } catch (NoSuchFileException missing) {
      return false;
    }
  }
}
