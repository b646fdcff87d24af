package dev.daybook.internal.file;

import dev.daybook.LogRecovery;
import dev.daybook.SessionId;
import dev.daybook.internal.file.CommitContent.Piece;
import dev.daybook.internal.json.ProvedLines;
import dev.daybook.internal.line.SessionSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A session's file while it is brought up to what a commit log covers. One thread.
 *
 * <p>A power cut can leave anything in place of bytes that were not forced, but no line of
 * Daybook's that its checksum proves, other than the one that was written there. Where one stands,
 * the file was changed since, and is left as it is. All other bytes that are written over, and what
 * follows them, are kept in a file beside it.
 *
 * @param lock the session's, held meanwhile
 */
record RecoveredFile(SessionFolder folder, SessionId id, SessionLock lock) {

  /** The longest line of others that is recognized where it is longer than the piece. */
  private static final int MAX_OTHER_BYTES = 1 << 20;

  /**
   * Writes the pieces into the file, as far as they differ, and forces it.
   *
   * @return the bytes written, or the file beside it that has the pieces without a place
   */
  LogRecovery bringUpTo(List<Piece> pieces) throws IOException {
    Path path = folder.file(id);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return aside(pieces, 0);
    }
    HeldFile held = HeldFile.of(folder, id, lock);
    List<Piece> homeless = new ArrayList<>();
    long written = 0;
    long keptFrom = held.bytes();
    try (FileChannel file = OwnFiles.open(path)) {
      for (Piece piece : pieces) {
        byte[] found = read(file, piece.position(), piece.bytes().length);
        if (Arrays.equals(found, piece.bytes())) {
          continue;
        }
        if (hasPlace(file, piece) && !isOthers(file, piece)) {
          if (piece.position() < keptFrom && !isBeginning(found, piece.bytes())) {
            // whatever it is, no recovery discards what was on disk
            SideFile.TORN.copy(path, file, piece.position(), held.bytes() - piece.position());
            keptFrom = piece.position();
          }
          write(file, piece);
          written += piece.bytes().length - Arrays.mismatch(found, piece.bytes());
        } else {
          homeless.add(piece);
        }
      }
      makeDurable(held, file);
      noteLength(file, homeless);
    }
    return homeless.isEmpty() ? FoundRecovery.recovered(id, written) : aside(homeless, written);
  }

  /** Returns true if the pieces are in the file already, which need not exist. */
  static boolean hasAll(Path path, List<Piece> pieces) throws IOException {
    try (FileChannel file = OwnFiles.openToRead(path)) {
      for (Piece piece : pieces) {
        if (!Arrays.equals(read(file, piece.position(), piece.bytes().length), piece.bytes())) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException none) {
      return pieces.isEmpty();
    }
  }

  /**
   * Returns true if the piece, which is whole lines, goes on at the end of a line of its session.
   */
  private static boolean hasPlace(FileChannel file, Piece piece) throws IOException {
    if (piece.position() == 0) {
      return true;
    }
    byte[] head = read(file, 0, FileMark.MAX_HEAD_BYTES);
    return piece.position() <= file.size()
        && FileMark.markOf(head, head.length) == piece.mark()
        && read(file, piece.position() - 1, 1)[0] == '\n';
  }

  /** Returns true if a line begins in the piece's place that is proved, and is not the piece's. */
  private static boolean isOthers(FileChannel file, Piece piece) throws IOException {
    byte[] own = piece.bytes();
    byte[] found = read(file, piece.position(), own.length + MAX_OTHER_BYTES);
    for (ProvedLines.Range each : ProvedLines.in(found, 0, found.length)) {
      boolean isOwn = each.to() <= own.length
          && Arrays.equals(found, each.from(), each.to(), own, each.from(), each.to());
      if (each.from() < own.length && !isOwn) {
        return true;
      }
    }
    return false;
  }

  /**
   * Notes how long the file was if it has become too short for pieces: it is not continued then, as
   * any that is shorter than it was known to be.
   */
  private void noteLength(FileChannel file, List<Piece> homeless) throws IOException {
    byte[] head = read(file, 0, FileMark.MAX_HEAD_BYTES);
    boolean hasLine = !ProvedLines.in(head, 0, head.length).isEmpty();
    long known = 0;
    for (Piece piece : homeless) {
      boolean isOthers = hasLine && FileMark.markOf(head, head.length) != piece.mark();
      if (!isOthers && piece.position() > file.size()) {
        known = Math.max(known, piece.position() + piece.bytes().length);
      }
    }
    if (known > 0) {
      lock.trust(known, file);
    }
  }

  private static boolean isBeginning(byte[] beginning, byte[] all) {
    return Arrays.equals(beginning, 0, beginning.length, all, 0, beginning.length);
  }

  private static void write(FileChannel file, Piece piece) throws IOException {
    ByteBuffer source = ByteBuffer.wrap(piece.bytes());
    while (source.hasRemaining()) {
      int unused = file.write(source, piece.position() + source.position());
    }
  }

  /** Returns so many bytes, or as many as there are. */
  private static byte[] read(FileChannel file, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    return Arrays.copyOf(bytes, SessionSource.of(file).read(bytes, 0, length, position));
  }

  /**
   * Forces the file and its name. After a force that failed, it is replaced by a copy: the kernel
   * may report success for bytes that it has dropped.
   */
  private void makeDurable(HeldFile held, FileChannel file) throws IOException {
    if (lock.trustedBytes() == Long.MAX_VALUE) {
      try {
        file.force(true);
      } catch (IOException failure) {
        // how much of the file had been forced before is unknown
        lock.recordDoubt(0);
        throw failure;
      }
    } else {
      long bytes = file.size();
      held.expect(bytes);
      try (DraftFile draft =
          DraftFile.of(held.path(), copy -> SideFile.copy(file, 0, bytes, copy))) {
        held.put(draft, bytes);
      }
    }
    folder.forceFolders();
  }

  private LogRecovery aside(List<Piece> pieces, long written) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Piece piece : pieces) {
      bytes.writeBytes(piece.bytes());
    }
    Path aside = SideFile.COMMITTED.keepOnce(folder.file(id), bytes.toByteArray());
    return FoundRecovery.setAside(id, written, aside);
  }
}
