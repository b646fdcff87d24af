package dev.daybook.internal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A writer of one piece of a source: packs what it is given, and names the file by its digest at
 * the end. Closing it before that leaves nothing. One thread.
 */
public final class PieceWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  /** The JDK's zlib at its quickest, so that the packing keeps up with the reading. */
  private static final class Packer extends GZIPOutputStream {
    Packer(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private final KeptSources sources;
  private final Path folder;
  private final Path draft;
  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private final MessageDigest digest = Sha256.start();
  private final Packer packer;
  private long bytes;

  PieceWriter(KeptSources sources, Path folder) throws IOException {
    this.sources = sources;
    this.folder = folder;
    this.draft = LeftDrafts.next(folder);
    this.channel = OwnFiles.create(draft);
    this.packer = new Packer(new CheckedOutputStream(Channels.newOutputStream(channel), crc));
  }

  /** Adds bytes. */
  public void write(byte[] source, int from, int length) throws IOException {
    digest.update(source, from, length);
    packer.write(source, from, length);
    bytes += length;
  }

  /** Makes the piece durable under its name, if no such piece is kept already; returns it. */
  public SourcePiece finish() throws IOException {
    packer.finish();
    String name = HexFormat.of().formatHex(digest.digest());
    SourcePiece found = sources.found(name, bytes);
    if (found != null) {
      return found;
    }
    SourcePiece piece = new SourcePiece(name, bytes, channel.size(), crc.getValue());
    Path file = sources.file(name);
    channel.force(true);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    OwnFiles.forceFolder(folder);
    return piece;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(draft);
  }
}
