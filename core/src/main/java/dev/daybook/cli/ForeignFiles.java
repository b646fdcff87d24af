package dev.daybook.cli;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * The regular files of a folder and of those below it that hold something, by name; links are not
 * followed.
 *
 * @param leftOut given the others
 * @param onRefused given what cannot be looked at
 */
record ForeignFiles(LeftOutFiles leftOut, Consumer<DaybookException> onRefused) {

  List<Path> below(Path folder) {
    List<Path> found = new ArrayList<>();
    try {
      // a link that was given is followed, those below are not
      Path from = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
      Files.walkFileTree(from, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (attributes.isSymbolicLink()) {
            leftOut.addLink(file);
          } else if (!attributes.isRegularFile()) {
            leftOut.addOther(file);
          } else if (attributes.size() == 0) {
            leftOut.addEmpty(file);
          } else {
            found.add(file);
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          refuse(file, e);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      refuse(folder, e);
    }
    Collections.sort(found);
    return found;
  }

  private void refuse(Path file, IOException e) {
    onRefused.accept(
        e instanceof AccessDeniedException
            ? DaybookException.causedBy(
                e,
                Kind.IO_ERROR,
                "permission denied: this user may not look into the folder; have it given to this"
                    + " user (chmod, chown), or run this as its owner",
                "file",
                file)
            : DaybookException.causedBy(
                e, Kind.IO_ERROR, "cannot be looked at", "file", file, "cause", e));
  }
}
