package dev.daybook.lab.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The default file system with an observer: every operation on a path from here is shown to it
 * before and after, and it may refuse one. What is done is done to the real files, so that they can
 * be looked at by their real paths, unseen. Any thread; the observer is called on the thread that
 * makes the operation, and operations of several threads overlap unless it orders them.
 *
 * <pre>{@code
 * Path root = new RecordedDisk(observer).path(temporaryFolder);
 * Daybook.open(root);
 * }</pre>
 */
public final class RecordedDisk extends FileSystem {

  private final FileSystem real = FileSystems.getDefault();
  private final DiskObserver observer;
  private final RecordedProvider provider = new RecordedProvider(this);
  private final AtomicLong channels = new AtomicLong();

  public RecordedDisk(DiskObserver observer) {
    this.observer = observer;
  }

  /** From now on no file has a key, as where the system numbers none. */
  public RecordedDisk withoutKeys() {
    provider.hideKeys();
    return this;
  }

  /** From now on no folder can be listed to its end. */
  public RecordedDisk withTornListings() {
    provider.tearListings();
    return this;
  }

  /** That path, watched. */
  public Path path(Path realPath) {
    return new RecordedPath(this, RecordedPath.real(realPath));
  }

  /** A call of the real file system. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  <T> T perform(Operation operation, Call<T> call) throws IOException {
    observer.before(operation);
    T result = made(operation, call);
    observer.after(operation);
    return result;
  }

  <T> T made(Operation operation, Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (Throwable failure) {
      observer.failed(operation, failure);
      throw failure;
    }
  }

  DiskObserver observer() {
    return observer;
  }

  long nextChannel() {
    return channels.incrementAndGet();
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return real.getRootDirectories();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(RecordedPath.real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return real.newWatchService();
  }
}
