package dev.daybook.internal.file;

import dev.daybook.SessionId;
import dev.daybook.internal.file.CommitContent.Piece;
import dev.daybook.internal.file.CommitRecovery.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A session's file while it is brought up to what a commit log covers. One thread.
 *
 * @param lock the session's, held meanwhile
 */
record RecoveredFile(SessionFolder folder, SessionId id, SessionLock lock) {

  /**
   * Writes the pieces into the file, as far as they differ, and forces it.
   *
   * @return the bytes written, or the file beside it that has the pieces without a place
   */
  Outcome bringUpTo(List<Piece> pieces) throws IOException {
    Path path = folder.file(id);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return aside(pieces);
    }
    HeldFile held = HeldFile.of(folder, id, lock);
    long mark = CommitLog.markOf(path);
    List<Piece> homeless = new ArrayList<>();
    long written = 0;
    try (FileChannel file = OwnFiles.open(path)) {
      for (Piece piece : pieces) {
        if (piece.mark() == mark && hasPlace(file, piece)) {
          written += write(file, piece);
        } else {
          homeless.add(piece);
        }
      }
      makeDurable(held, file);
    }
    folder.forceFolders();
    return homeless.isEmpty() ? new Outcome.Recovered(id, written) : aside(homeless);
  }

  /**
   * Returns true if the piece, which is whole lines, goes on at the end of a line: the file was not
   * changed in its midst.
   */
  private static boolean hasPlace(FileChannel file, Piece piece) throws IOException {
    return piece.position() == 0
        || (piece.position() <= file.size()
            && Arrays.equals(read(file, piece.position() - 1, 1), new byte[] {'\n'}));
  }

  /** Writes a piece, if other bytes stand in its place; returns the number of bytes written. */
  private static int write(FileChannel file, Piece piece) throws IOException {
    byte[] bytes = piece.bytes();
    if (Arrays.equals(read(file, piece.position(), bytes.length), bytes)) {
      return 0;
    }
    ByteBuffer source = ByteBuffer.wrap(bytes);
    while (source.hasRemaining()) {
      int unused = file.write(source, piece.position() + source.position());
    }
    return bytes.length;
  }

  /** Returns so many bytes, or as many as there are. */
  private static byte[] read(FileChannel file, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = file.read(bytes, position + bytes.position());
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * Forces the file. After a force that failed, it is replaced by a copy: the kernel may report
   * success for bytes that it has dropped.
   */
  private void makeDurable(HeldFile held, FileChannel file) throws IOException {
    if (lock.trustedBytes() == Long.MAX_VALUE) {
      file.force(true);
      return;
    }
    long bytes = file.size();
    held.expect(bytes);
    try (DraftFile draft = DraftFile.of(held.path(), copy -> SideFile.copy(file, 0, bytes, copy))) {
      held.put(draft, bytes);
    }
  }

  private Outcome aside(List<Piece> pieces) throws IOException {
    Path aside = SideFile.COMMITTED.keep(folder.file(id), target -> {
      for (Piece piece : pieces) {
        ByteBuffer bytes = ByteBuffer.wrap(piece.bytes());
        while (bytes.hasRemaining()) {
          int unused = target.write(bytes);
        }
      }
    });
    return new Outcome.SetAside(id, aside);
  }
}
