package dev.daybook.lab.device;

import dev.daybook.lab.Lab;
import dev.daybook.lab.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real file system whose device writes down what it is asked for, block by block
 * ({@link BlockLog}), and other disks with what the device may hold after a power cut. The device
 * is a loop device on a file system of this laboratory's own ({@code blocklog.c}). One is mounted
 * at a time: copies of one file system cannot be distinguished.
 */
final class LoggedDisk implements AutoCloseable {

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Path PROGRAM = Path.of("src", "test", "c", "blocklog.c");

  private final FileSystemKind kind;
  private final Path folder;
  private Process logging;
  private boolean isMounted;
  private boolean isLogging;

  private LoggedDisk(FileSystemKind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  /** Skips the test where no such disk can be made. */
  static void need() throws IOException {
    LoopDisk.need();
    Lab.need(Files.exists(Path.of("/dev/fuse")), "no file systems in user space (/dev/fuse)");
  }

  /** A new disk, mounted, whose log begins behind the making of the file system. */
  static LoggedDisk create(FileSystemKind kind) throws IOException {
    Path folder = Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, "daybook-blocks-")
        : Files.createTempDirectory("daybook-blocks-");
    LoggedDisk disk = new LoggedDisk(kind, folder);
    try {
      Shell.run("gcc", "-O1", "-o", disk.in("blocklog"), PROGRAM.toString());
      Shell.run("truncate", "-s", Long.toString(kind.bytes()), disk.in("base"));
      List<String> mkfs = new ArrayList<>(kind.mkfs());
      mkfs.add(disk.in("base"));
      Shell.run(mkfs.toArray(String[]::new));
      Shell.run("cp", "--sparse=always", disk.in("base"), disk.in("image"));
      Files.createDirectory(Path.of(disk.in("device")));
      Files.createDirectory(disk.path());
      disk.startLogging();
      disk.mount(disk.in("device/disk"));
      return disk;
    } catch (Throwable e) {
      disk.close();
      throw e;
    }
  }

  private void startLogging() throws IOException {
    logging = new ProcessBuilder(in("blocklog"), in("device"), in("image"), in("log"))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    BufferedReader out = logging.inputReader(StandardCharsets.UTF_8);
    if (!"ready".equals(out.readLine())) {
      throw new IOException("the device cannot be logged");
    }
    isLogging = true;
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  /** Where it is mounted, and the disks after a cut. */
  Path path() {
    return folder.resolve("mounted");
  }

  private void mount(String image) throws IOException {
    String options = kind.options().isEmpty() ? "loop" : "loop," + kind.options();
    Shell.run("mount", "-o", options, image, path().toString());
    isMounted = true;
  }

  /** How much is logged now. What the file system promised before is in the log before that. */
  long logged() throws IOException {
    return Files.size(Path.of(in("log")));
  }

  /** Unmounts it for good; what was logged. */
  BlockLog end() throws IOException {
    unmount();
    Shell.run("umount", in("device"));
    isLogging = false;
    return new BlockLog(Path.of(in("log")));
  }

  /** Mounts what the device may hold after a power cut, until the next {@link #unmount}. */
  void mountAfter(Cutting cut) throws IOException {
    Shell.run("cp", "--sparse=always", in("base"), in("cut"));
    cut.replay(Path.of(in("cut")));
    mount(in("cut"));
  }

  /** Puts into an image what was written to it. */
  interface Cutting {
    void replay(Path image) throws IOException;
  }

  void unmount() throws IOException {
    Shell.run("umount", path().toString());
    isMounted = false;
  }

  @Override
  public void close() throws IOException {
    if (isMounted) {
      Shell.succeeds("umount", "-l", path().toString());
    }
    if (isLogging) {
      Shell.succeeds("umount", "-l", in("device"));
    }
    if (logging != null) {
      logging.destroyForcibly();
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
