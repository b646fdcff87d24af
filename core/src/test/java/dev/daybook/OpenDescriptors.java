package dev.daybook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The descriptors that this process has open, where the system shows them. */
public final class OpenDescriptors {

  private static final Path SHOWN = Path.of("/proc/self/fd");

  private OpenDescriptors() {}

  /** Returns false where the system does not show them; the numbers are 0 then. */
  public static boolean areShown() {
    return Files.isDirectory(SHOWN);
  }

  /** Returns how many there are in all. */
  public static int count() {
    String[] all = SHOWN.toFile().list();
    return all == null ? 0 : all.length;
  }

  /** Returns how many there are of files below that folder, which must be its real path. */
  public static long below(Path folder) {
    if (!areShown()) {
      return 0;
    }
    try (Stream<Path> links = Files.list(SHOWN)) {
      return links.filter(link -> isBelow(link, folder)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBelow(Path link, Path folder) {
    try {
      return Files.readSymbolicLink(link).startsWith(folder);
    } catch (IOException closedMeanwhile) {
      // that of the listing itself
      return false;
    }
  }
}
