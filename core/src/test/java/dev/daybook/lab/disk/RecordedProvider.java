package dev.daybook.lab.disk;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls of a {@link RecordedDisk}, each shown to its observer. */
final class RecordedProvider extends FileSystemProvider {

  private final RecordedDisk disk;
  private volatile boolean hidesKeys;
  private volatile boolean tearsListings;

  RecordedProvider(RecordedDisk disk) {
    this.disk = disk;
  }

  void hideKeys() {
    hidesKeys = true;
  }

  void tearListings() {
    tearsListings = true;
  }

  private static Path real(Path path) {
    return RecordedPath.real(path);
  }

  @Override
  public String getScheme() {
    return "recorded";
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.contains(StandardOpenOption.APPEND)
        || options.contains(StandardOpenOption.TRUNCATE_EXISTING)
        || options.contains(StandardOpenOption.DELETE_ON_CLOSE)) {
      throw new UnsupportedOperationException("not recorded: " + options);
    }
    Path file = real(path);
    long channel = disk.nextChannel();
    boolean isNew = options.contains(StandardOpenOption.CREATE_NEW)
        || (options.contains(StandardOpenOption.CREATE)
            && !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    Operation opening =
        isNew ? new Operation.CreateFile(file, channel) : new Operation.Open(file, channel);
    return disk.perform(
        opening,
        () -> new RecordedChannel(
            disk,
            file,
            channel,
            Files.isDirectory(file),
            FileChannel.open(file, options, attributes)));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> found = disk.perform(new Operation.ListFolder(real(folder)), () -> {
      List<Path> paths = new ArrayList<>();
      try (DirectoryStream<Path> all = Files.newDirectoryStream(real(folder))) {
        all.forEach(path -> paths.add(disk.path(path)));
      }
      return paths;
    });
    List<Path> accepted = new ArrayList<>();
    for (Path path : found) {
      if (filter.accept(path)) {
        accepted.add(path);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        if (tearsListings) {
          throw new DirectoryIteratorException(new IOException("Input/output error"));
        }
        return accepted.iterator();
      }

      @Override
      public void close() {
        // it is read already
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    disk.perform(
        new Operation.CreateFolder(real(folder)),
        () -> Files.createDirectory(real(folder), attributes));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    disk.perform(
        new Operation.Link(real(link), real(existing)),
        () -> Files.createLink(real(link), real(existing)));
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.perform(new Operation.Delete(real(path)), () -> {
      Files.delete(real(path));
      return path;
    });
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    disk.perform(
        new Operation.Move(real(source), real(target)),
        () -> Files.move(real(source), real(target), options));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return disk.perform(
        new Operation.Look(real(one)), () -> Files.isSameFile(real(one), real(other)));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    disk.perform(new Operation.Look(real(path)), () -> {
      real(path).getFileSystem().provider().checkAccess(real(path), modes);
      return path;
    });
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    A found = disk.perform(
        new Operation.Look(real(path)), () -> Files.readAttributes(real(path), type, options));
    return hidesKeys && type == BasicFileAttributes.class ? type.cast(withoutKey(found)) : found;
  }

  private static Object withoutKey(BasicFileAttributes found) {
    return Proxy.newProxyInstance(
        RecordedProvider.class.getClassLoader(),
        new Class<?>[] {BasicFileAttributes.class},
        (proxy, asked, arguments) ->
            asked.getName().equals("fileKey") ? null : asked.invoke(found, arguments));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return disk.perform(
        new Operation.Look(real(path)),
        () -> Files.readAttributes(real(path), attributes, options));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    Files.setAttribute(real(path), attribute, value, options);
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return disk;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }
}
