package dev.daybook.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Daybook;
import dev.daybook.JournalListener;
import dev.daybook.MemoryFolder;
import dev.daybook.SessionId;
import dev.daybook.catalog.Project;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.Lines;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The durability of files as the file system was asked for it: when a call returns, every byte that
 * it wrote and every name that it gave or took is on the device, and what it took the place of went
 * only after that.
 */
@Timeout(60)
class DurableFilesTest {

  private static final SessionId ID = new SessionId("s-1");

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final List<Operation> made = Collections.synchronizedList(new ArrayList<>());
  private Path root;
  private Path sessions;
  private Path file;

  /** What the disk refuses; null if nothing. */
  private Class<? extends Operation> refused;

  private Path recorded(Path path) {
    return new RecordedDisk(new DiskObserver() {
          @Override
          public void before(Operation operation) throws IOException {
            if (refused != null && refused.isInstance(operation) && !isLock(operation.path())) {
              throw new IOException("no such device");
            }
          }

          @Override
          public void after(Operation operation) {
            if (operation.changes()) {
              made.add(operation);
            }
          }
        })
        .path(path);
  }

  @BeforeEach
  void chooseARoot() throws IOException {
    root = folder.toRealPath().resolve("new/root");
    sessions = root.resolve("sessions");
    file = sessions.resolve(ID + ".ndjson");
  }

  private Daybook daybook() {
    return Daybook.builder(recorded(root)).listener(new JournalListener() {}).open();
  }

  /** A session of one event on the real disk, and something behind it. */
  private void writeASession(String behind) throws IOException {
    Files.createDirectories(sessions);
    Files.write(file, Lines.line(0, new UserMessage("message 0")));
    Files.writeString(file, behind, StandardOpenOption.APPEND);
  }

  /** Lock files promise nothing. */
  private boolean isLock(Path path) {
    return path.startsWith(root.resolve("locks"));
  }

  private static boolean isDraft(Path path) {
    return String.valueOf(path.getFileName()).contains(".tmp-");
  }

  private boolean isForced(int from, long channel) {
    return made.subList(from, made.size()).stream()
        .anyMatch(later -> later instanceof Operation.Force force && force.channel() == channel);
  }

  private boolean isNamed(int from, Path path) {
    return made.subList(from, made.size()).stream()
        .anyMatch(later ->
            later instanceof Operation.ForceFolder force && force.path().equals(path.getParent()));
  }

  private void everythingIsOnTheDevice() {
    for (int i = 0; i < made.size(); i++) {
      Operation operation = made.get(i);
      if (!isLock(operation.path())) {
        assertThat(isOnTheDevice(i, operation)).as("%s of %s", operation, made).isTrue();
      }
    }
  }

  private boolean isOnTheDevice(int at, Operation operation) {
    if (operation instanceof Operation.Write write) {
      return isForced(at, write.channel());
    } else if (operation instanceof Operation.Truncate cut) {
      return isForced(at, cut.channel());
    } else if (operation instanceof Operation.Move move) {
      return isNamed(at, move.target()) && isNamed(at, move.path());
    } else if (operation instanceof Operation.Force || operation instanceof Operation.ForceFolder) {
      return true;
    }
    // that a draft is gone need not be durable
    return isDraft(operation.path()) || isNamed(at, operation.path());
  }

  /** Where the last such operation on that path stands. */
  private int last(Class<? extends Operation> kind, Path path) {
    for (int i = made.size() - 1; i >= 0; i--) {
      if (kind.isInstance(made.get(i)) && made.get(i).path().equals(path)) {
        return i;
      }
    }
    throw new AssertionError("no " + kind.getSimpleName() + " of " + path + ": " + made);
  }

  @Test
  void aNewFolderIsDurable() throws IOException {
    OwnFiles.createFolder(recorded(root));
    assertThat(made).isNotEmpty();
    everythingIsOnTheDevice();
  }

  @Test
  void aNewSessionIsDurable() {
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value());
      everythingIsOnTheDevice();
    }
  }

  @Test
  void anAcknowledgedEventIsDurable() {
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value()).recordSync(new UserMessage("a"));
      everythingIsOnTheDevice();
      assertThat(last(Operation.Write.class, file)).isNotNegative();
    }
  }

  /** Another program made the folders and the file, and did not force them. */
  @Test
  void aSessionThatWasThereIsMadeDurable() throws IOException {
    writeASession("");
    Files.createDirectories(root.resolve("locks"));
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value());
    }
    for (Path named : List.of(sessions, root, root.getParent())) {
      assertThat(last(Operation.ForceFolder.class, named)).isNotNegative();
    }
    assertThat(last(Operation.Force.class, file)).isNotNegative();
  }

  /** The link may be new, and so may what it leads to. */
  @Test
  void aSessionBelowALinkIsDurable() throws IOException {
    Path real = Files.createDirectories(folder.toRealPath().resolve("far/real"));
    Path links = Files.createDirectories(folder.toRealPath().resolve("links"));
    root = Files.createSymbolicLink(links.resolve("root"), real);
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value());
    }
    for (Path named : List.of(links, real, real.getParent(), folder.toRealPath())) {
      assertThat(last(Operation.ForceFolder.class, named)).isNotNegative();
    }
  }

  /** Names are forced once for a daybook, and again where another folder took the place of one. */
  @Test
  void theNamesAboveAreForcedOnceForEachFolder() throws IOException {
    writeASession("");
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value());
      made.clear();
      daybook.openSession("s-2");
      assertThat(made)
          .noneMatch(
              made -> made instanceof Operation.ForceFolder && made.path().equals(root));
    }
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value()).close();
      Files.move(sessions, root.resolve("old"));
      Files.createDirectory(sessions);
      made.clear();
      daybook.openSession(ID.value());
      assertThat(last(Operation.ForceFolder.class, root)).isNotNegative();
    }
  }

  @Test
  void aTrashThatWasThereIsMadeDurable() throws IOException {
    writeASession("");
    Files.createDirectories(root.resolve("locks"));
    Files.createDirectories(root.resolve("trash"));
    try (Daybook daybook = daybook()) {
      daybook.delete(ID.value());
    }
    assertThat(last(Operation.ForceFolder.class, root))
        .as("before anything is moved there")
        .isLessThan(last(Operation.Move.class, file));
  }

  @Test
  void aCreatedSessionIsDurable() {
    try (Daybook daybook = daybook()) {
      daybook.createSession(ID.value(), List.of(new UserMessage("a")));
      everythingIsOnTheDevice();
      draftWasForcedBefore(last(Operation.Link.class, file));
    }
  }

  private void draftWasForcedBefore(int placed) {
    for (int i = 0; i < made.size(); i++) {
      if (made.get(i) instanceof Operation.Write write && isDraft(write.path())) {
        assertThat(i).isLessThan(placed);
        assertThat(last(Operation.Force.class, write.path())).isBetween(i, placed);
      }
    }
  }

  @Test
  void aTornTailIsDurableElsewhereBeforeItIsCut() throws IOException {
    writeASession("{\"torn");
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value());
      everythingIsOnTheDevice();
      copyIsOnTheDeviceBefore(last(Operation.Truncate.class, file), ".torn-0");
    }
  }

  private void copyIsOnTheDeviceBefore(int gone, String suffix) {
    Path copy = file.resolveSibling(file.getFileName() + suffix);
    int written = last(Operation.Write.class, copy);
    int forced = last(Operation.Force.class, copy);
    assertThat(forced).isBetween(written, gone);
    assertThat(made.subList(forced, gone))
        .as("its name")
        .anyMatch(operation ->
            operation instanceof Operation.ForceFolder named && named.path().equals(sessions));
  }

  @Test
  void halfACopyOfATornTailIsTakenAway() throws IOException {
    writeASession("{\"torn");
    refused = Operation.Write.class;
    try (Daybook daybook = daybook()) {
      assertThatThrownBy(() -> daybook.openSession(ID.value()))
          .hasRootCauseMessage("no such device");
    }
    assertThat(sessions).isDirectoryContaining(path -> path.equals(file));
    assertThat(sessions.toFile().list()).hasSize(1);
  }

  @Test
  void aRepairedSessionIsDurable() throws IOException {
    writeASession("");
    SessionFolder open = new SessionFolder(recorded(root), (id, bytes, to) -> {});
    try (HeldFile held = open.hold(ID)) {
      held.replace(draft -> draft.write(ByteBuffer.wrap(new byte[] {'{', '}', '\n'})));
    }
    everythingIsOnTheDevice();
    int placed = last(Operation.Move.class, draftOf(file));
    draftWasForcedBefore(placed);
    copyIsOnTheDeviceBefore(placed, ".damaged-0");
    assertThat(made)
        .as("at no moment it is missing")
        .noneMatch(operation ->
            operation instanceof Operation.Delete gone && gone.path().equals(file));
  }

  private Path draftOf(Path placed) {
    return made.stream()
        .filter(operation ->
            operation instanceof Operation.Move move && move.target().equals(placed))
        .map(Operation::path)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCutSessionIsDurable() throws IOException {
    writeASession("more\n");
    SessionFolder open = new SessionFolder(recorded(root), (id, bytes, to) -> {});
    try (HeldFile held = open.hold(ID)) {
      held.cut(0);
    }
    everythingIsOnTheDevice();
    copyIsOnTheDeviceBefore(last(Operation.Truncate.class, file), ".torn-0");
  }

  @Test
  void aDeletedSessionIsDurable() throws IOException {
    writeASession("");
    try (Daybook daybook = daybook()) {
      daybook.delete(ID.value());
    }
    everythingIsOnTheDevice();
    assertThat(last(Operation.Move.class, file)).isNotNegative();
  }

  @Test
  void aPurgedSessionIsDurable() throws IOException {
    writeASession("");
    try (Daybook daybook = daybook()) {
      daybook.purge(ID.value());
    }
    everythingIsOnTheDevice();
    assertThat(last(Operation.Delete.class, file)).isNotNegative();
  }

  @Test
  void aProjectsNameIsDurable() {
    new Project(Optional.of("/work"), recorded(root)).remember();
    everythingIsOnTheDevice();
    draftWasForcedBefore(last(Operation.Move.class, draftOf(root.resolve("project"))));
  }

  @Test
  void whatWasKnownOfASessionIsForgottenBeforeItGoes() throws IOException {
    writeASession("");
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value()).close();
      made.clear();
      daybook.delete(ID.value());
    }
    assertThat(doneToLocksBefore(Operation.Move.class))
        .endsWith(Operation.Truncate.class, Operation.Force.class);
  }

  @Test
  void whatWasKnownOfAFileThatIsGoneIsForgottenBeforeTheNextOneComes() throws IOException {
    writeASession("");
    try (Daybook daybook = daybook()) {
      daybook.openSession(ID.value()).close();
      Files.delete(file);
      made.clear();
      daybook.openSession(ID.value());
    }
    assertThat(doneToLocksBefore(Operation.CreateFile.class))
        .endsWith(Operation.Truncate.class, Operation.Force.class);
  }

  private List<Class<?>> doneToLocksBefore(Class<? extends Operation> end) {
    List<Class<?>> before = new ArrayList<>();
    for (Operation operation : made) {
      if (isLock(operation.path())) {
        before.add(operation.getClass());
      } else if (end.isInstance(operation)) {
        break;
      }
    }
    return before;
  }
}
