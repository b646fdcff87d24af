package dev.daybook.session;

import dev.daybook.session.RootFolder.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

/** The folder of deleted sessions: one subfolder a deletion, named so that they sort by time. */
record Trash(RootFolder root, DurableNames names) {

  /** Moves a session's file and its side files there; returns the new path of the file. */
  Path take(Path file) throws IOException {
    Path trash = root.create(Part.TRASH);
    Path folder = trash.resolve(SessionId.generate(Clock.systemUTC()).value());
    OwnFiles.createFolder(folder);
    // first: a file moved into a folder without a durable name can be lost
    names.force(trash);
    for (Path beside : SideFile.of(file)) {
      try {
        move(beside, folder);
      } catch (NoSuchFileException removed) {
        // a draft, by its own process
      }
    }
    // last: what a crash leaves half moved is still the session
    Path moved = move(file, folder);
    OwnFiles.forceFolder(folder);
    OwnFiles.forceFolder(root.folder(Part.SESSIONS));
    return moved;
  }

  private static Path move(Path file, Path folder) throws IOException {
    return Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }
}
