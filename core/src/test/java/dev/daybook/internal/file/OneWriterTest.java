package dev.daybook.internal.file;

import static dev.daybook.Faults.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.Await;
import dev.daybook.ChildJvm;
import dev.daybook.ClassCopy;
import dev.daybook.Daybook;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.LockHolder;
import dev.daybook.OpenDescriptors;
import dev.daybook.Session;
import dev.daybook.SessionId;
import dev.daybook.catalog.SessionState;
import dev.daybook.event.UserMessage;
import dev.daybook.lab.Lab;
import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import dev.daybook.lab.disk.RecordedDisk;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session has one writer in the world, and a dead one leaves nothing to clean up. */
@Timeout(300)
class OneWriterTest {
  private static final int KILLS = Lab.values(2, 5, 5);

  private static final SessionId ID = new SessionId("s-1");

  @TempDir
  Path root;

  private Path lockFile() {
    return root.resolve("locks/s-1.lock");
  }

  private SessionFolder folder() {
    return new SessionFolder(root, (id, bytes, to) -> {});
  }

  // --- one process

  @Test
  void aSecondDaybookOfTheProcessIsRefusedWithTheReason() {
    try (Daybook first = Daybook.open(root);
        Daybook second = Daybook.open(root)) {
      Session session = first.openSession("s-1");
      session.recordSync(new UserMessage("one"));
      DaybookException refused = faultOf(() -> second.openSession("s-1"));
      assertThat(refused.kind()).isEqualTo(Kind.SESSION_LOCKED);
      assertThat(refused).hasMessageStartingWith("this process has the session open already");
      assertThat(refused.details()).containsEntry("pid", ProcessHandle.current().pid());
      assertThat(second.history("s-1").entries()).as("readers need no lock").hasSize(1);

      session.close();
      assertThat(second.openSession("s-1").recordSync(new UserMessage("two"))).isEqualTo(1);
    }
  }

  @Test
  void anotherNameOfTheRootIsTheSameRoot() throws IOException {
    Path link =
        Files.createSymbolicLink(root.resolve("link"), Files.createDirectory(root.resolve("r")));
    try (Daybook first = Daybook.open(root.resolve("r"));
        Daybook second = Daybook.open(link)) {
      first.openSession("s-1");
      assertThat(faultOf(() -> second.openSession("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
    }
  }

  @Test
  void aFailedOpeningGivesTheLockBack() throws IOException {
    Files.createDirectories(root.resolve("sessions"));
    Files.writeString(root.resolve("sessions/s-1.ndjson"), "{}\n");
    try (Daybook first = Daybook.open(root)) {
      assertThat(faultOf(() -> first.openSession("s-1")).kind()).isEqualTo(Kind.MISSING_TYPE);
      assertThat(folder().holder(ID)).isEmpty();
      Files.delete(root.resolve("sessions/s-1.ndjson"));
      first.openSession("s-1");
      assertThat(folder().holder(ID)).isPresent();
    }
    assertThat(folder().holder(ID)).isEmpty();
  }

  @Test
  void aLinkThatIsPutThereWhileTheLockIsAwaitedLeavesNoLockBehind() throws Exception {
    folder().create(ID, file -> {});
    Path file = folder().file(ID);
    Files.createDirectory(lockFile().getParent());
    LockByte at = LockByte.of(new RootFolder(root), ID);
    boolean[] isAwaited = {false};
    try (FileChannel other =
        FileChannel.open(at.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      other.lock(at.position(), 1, false);
      SessionFolder folder = watched(new DiskObserver() {
        @Override
        public void before(Operation operation) throws IOException {
          if (operation instanceof Operation.Lock && !isAwaited[0]) {
            isAwaited[0] = true;
            Files.delete(file);
            Files.createSymbolicLink(file, root.resolve("elsewhere"));
          } else if (operation instanceof Operation.Lock && other.isOpen()) {
            other.close();
          }
        }
      });
      assertThatThrownBy(() -> folder.hold(ID))
          .isInstanceOf(DaybookException.class)
          .hasMessageContaining("symlink_component");
    }
    assertThat(isAwaited[0]).as("the lock was asked for").isTrue();
    Files.delete(file);
    folder().openOrCreate(ID).open(Long.MAX_VALUE).file().close();
  }

  @Test
  void anInterruptDoesNotDisturbTheGivingBackOfALock() throws IOException {
    folder().create(ID, file -> {});
    HeldFile held = folder().hold(ID);
    Thread.currentThread().interrupt();
    try {
      held.close();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(folder().holder(ID)).isEmpty();
  }

  /** As where a pool is shut down in the middle of a repair, or a timeout strikes. */
  @Test
  void anInterruptAtTheEndLeavesWhatIsKnown() throws IOException {
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession("s-1").recordSync(new UserMessage("one"));
    }
    String known = Files.readString(lockFile());
    assertThat(LockRecord.of(known).goodBytes()).isPositive();
    for (int n = 0; n < 2; n++) {
      AutoCloseable held = n == 0
          ? folder().hold(ID)
          : folder().openOrCreate(ID).open(Long.MAX_VALUE).file();
      Thread.currentThread().interrupt();
      try {
        held.close();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      } catch (Exception e) {
        throw new AssertionError(e);
      } finally {
        Thread.interrupted();
      }
      assertThat(lockFile()).hasContent(known);
    }
  }

  /** It would name this process, which goes on, and so keep all others out. */
  @Test
  void aTextThatCannotBeChangedForLackOfMemoryGoes() throws Exception {
    boolean[] lacksMemory = {false};
    Path watched = new RecordedDisk(new DiskObserver() {
          @Override
          public void before(Operation operation) {
            if (lacksMemory[0]
                && operation instanceof Operation.Open
                && operation.path().endsWith("s-1.lock")) {
              throw new OutOfMemoryError("as the test wants it");
            }
          }
        })
        .path(root);
    try (OtherProcess other = new OtherProcess(root)) {
      SessionFolder folder = new SessionFolder(watched, (id, bytes, to) -> {});
      JournalFile file = folder.openOrCreate(ID).open(Long.MAX_VALUE).file();
      lacksMemory[0] = true;
      try {
        file.close();
      } catch (OutOfMemoryError passedOn) {
        throw new AssertionError(passedOn);
      }
      assertThat(other.ask("session", "s-1")).isEqualTo("done");
    }
  }

  @Test
  void theLockFileNamesItsHolderAndIsForItsOwnerAlone() throws IOException {
    Instant before = Instant.now();
    try (Daybook daybook = Daybook.open(root)) {
      daybook.openSession("s-1");
      LockHolder holder = folder().holder(ID).orElseThrow();
      assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(holder.isThisProcess()).isTrue();
      assertThat(holder.since().orElseThrow()).isBetween(before, Instant.now());
      assertThat(holder.processStart().orElseThrow()).isBeforeOrEqualTo(before);
      assertThat(Files.readString(lockFile())).contains("pid=" + holder.pid(), "host=");
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lockFile())))
            .isEqualTo("rw-------");
      }
    }
    assertThat(lockFile()).as("it is not held").isEmptyFile();
  }

  @Test
  void theTextOfALockFileIsReadBack() {
    SessionHolder self = SessionHolder.self(Instant.now());
    LockRecord said = new LockRecord(self, 0, Long.MAX_VALUE, FileMark.NONE);
    assertThat(LockRecord.of(said.text())).isEqualTo(said);
    for (String senseless : new String[] {"\\u12", "pid=x\nsince=yesterday\n", "birth=a b\n"}) {
      assertThat(LockRecord.of(senseless).holder()).isEqualTo(SessionHolder.UNNAMED);
    }
  }

  /** A text is written over a longer one, which is cut off then; a reader looks meanwhile. */
  @Test
  void halfATextSaysNothing() {
    LockRecord held = new LockRecord(
        SessionHolder.self(Instant.now()), 12345, 678, new FileMark("(dev=1,ino=2)", "now", "aa"));
    LockRecord idle = new LockRecord(SessionHolder.UNNAMED, 99, Long.MAX_VALUE, held.file());
    LockRecord nothing = LockRecord.of("");
    String text = held.text();
    for (int end = 4; end < text.length(); end++) {
      assertThat(LockRecord.ofWhole(text.substring(0, end))).isNull();
      assertThat(LockRecord.of(text.substring(0, end))).isEqualTo(nothing);
    }
    String uncut = idle.text() + text.substring(idle.text().length());
    assertThat(LockRecord.ofWhole(uncut)).isNotNull();
    assertThat(LockRecord.of(uncut)).isEqualTo(idle);
    assertThat(LockRecord.of(uncut.replace("99", "98"))).isEqualTo(nothing);
  }

  @Test
  void aSessionThatIsOpenIsNeitherDeletedNorPurged() {
    try (Daybook first = Daybook.open(root);
        Daybook second = Daybook.open(root)) {
      first.openSession("s-1").recordSync(new UserMessage("one"));
      for (Daybook daybook : List.of(first, second)) {
        assertThat(faultOf(() -> daybook.delete("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
        assertThat(faultOf(() -> daybook.purge("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
      }
      assertThat(first.openSession("s-1").recordSync(new UserMessage("two"))).isEqualTo(1);
    }
  }

  /** As two applications of one server, each with a copy of the library. */
  @Test
  void aSecondCopyOfTheClassesIsRefusedAndTakesNothingFromTheFirst() throws Exception {
    try (Daybook daybook = Daybook.open(root);
        URLClassLoader copy = ClassCopy.load();
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      Class<?> copied = copy.loadClass(Daybook.class.getName());
      Object second = copied.getMethod("open", Path.class).invoke(null, root);
      for (int n = 0; n < 3; n++) {
        try {
          copied.getMethod("openSession", String.class).invoke(second, "s-1");
          throw new AssertionError("two writers");
        } catch (InvocationTargetException refused) {
          assertThat(refused.getCause()).hasMessageContaining("has the session open");
        }
      }
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("SESSION_LOCKED");
      session.close();
      copied.getMethod("openSession", String.class).invoke(second, "s-1");
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("SESSION_LOCKED");
      copied.getMethod("close").invoke(second);
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("done");
    }
  }

  /** Their locks lie in one file, and closing that would end all of them. */
  @Test
  void whatASecondCopyOfTheClassesGivesBackIsNothingOfTheFirst() throws Exception {
    String neighbour = neighbourOf("s-1");
    try (Daybook daybook = Daybook.open(root);
        URLClassLoader copy = ClassCopy.load();
        OtherProcess other = new OtherProcess(root)) {
      Class<?> copied = copy.loadClass(Daybook.class.getName());
      Object second = copied.getMethod("open", Path.class).invoke(null, root);
      Session session = daybook.openSession("s-1");
      copied.getMethod("openSession", String.class).invoke(second, neighbour);
      assertThat(askWithoutTexts(other, neighbour)).isEqualTo("SESSION_LOCKED");
      copied.getMethod("close").invoke(second);
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("SESSION_LOCKED");
      assertThat(askWithoutTexts(other, neighbour)).isEqualTo("done");
      session.close();
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("done");
    }
  }

  /** As an application of a server that is taken away: its channel must not be collected. */
  @Test
  void aCopyOfTheClassesThatIsGoneTakesNothingFromTheFirst() throws Exception {
    String neighbour = neighbourOf("s-1");
    folder().create(new SessionId(neighbour), file -> {});
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      for (int n = 0; n < 5; n++) {
        holdForAMomentInACopy(neighbour);
        System.gc();
        assertThat(askWithoutTexts(other, "s-1")).isEqualTo("SESSION_LOCKED");
      }
      assertThat(askWithoutTexts(other, neighbour)).isEqualTo("done");
      session.close();
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("done");
      if (OpenDescriptors.areShown()) {
        Path locks = lockFile().getParent().toRealPath();
        Await.until("all of them are closed", () -> OpenDescriptors.below(locks) == 0);
      }
    }
  }

  /** Whether another process is given the lock where no text keeps it out. */
  private String askWithoutTexts(OtherProcess other, String id) throws IOException {
    try (Stream<Path> locks = Files.list(lockFile().getParent())) {
      for (Path file : locks.toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          Files.delete(file);
        }
      }
    }
    return other.ask("session", id);
  }

  /** The copy keeps no reference to anything of it. */
  private void holdForAMomentInACopy(String id) throws Exception {
    try (URLClassLoader copy = ClassCopy.load()) {
      Class<?> ids = copy.loadClass(SessionId.class.getName());
      Class<?> folders = copy.loadClass(SessionFolder.class.getName());
      Class<?> listeners = copy.loadClass(TornTailListener.class.getName());
      Object folder =
          folders.getConstructor(Path.class, listeners).newInstance(root, (Object) null);
      Object checked = ids.getConstructor(String.class).newInstance(id);
      ((AutoCloseable) folders.getMethod("hold", ids).invoke(folder, checked)).close();
    }
  }

  /** A session whose lock lies in the same file. */
  private String neighbourOf(String id) throws IOException {
    Files.createDirectories(lockFile().getParent());
    RootFolder folder = new RootFolder(root);
    Path file = LockByte.of(folder, new SessionId(id)).file();
    for (int n = 2; ; n++) {
      if (LockByte.of(folder, new SessionId("s-" + n)).file().equals(file)) {
        return "s-" + n;
      }
    }
  }

  @Test
  void oneOfTwoNeighboursIsGivenBackAlone() throws Exception {
    String neighbour = neighbourOf("s-1");
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      daybook.openSession("s-1");
      daybook.openSession(neighbour).close();
      assertThat(folder().holder(new SessionId(neighbour))).isEmpty();
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("SESSION_LOCKED");
      assertThat(askWithoutTexts(other, neighbour)).isEqualTo("done");
      assertThat(faultOf(() -> daybook.openSession(neighbour)).kind())
          .isEqualTo(Kind.SESSION_LOCKED);
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("SESSION_LOCKED");
    }
  }

  /** Its text is short, and has no version. */
  @Test
  void aHolderOfAnEarlierRevisionIsSeen() throws Exception {
    try (OtherProcess other = new OtherProcess(root);
        Daybook daybook = Daybook.open(root)) {
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
      SessionHolder holder = new LockRecordFile(new RootFolder(root), ID).read().holder();
      Files.writeString(
          lockFile(),
          "pid=" + holder.pid() + "\nhost=" + holder.host() + "\nprocess_start="
              + holder.processStart().orElseThrow() + "\nsince="
              + holder.since().orElseThrow() + "\n");
      assertThat(folder().holder(ID)).map(LockHolder::pid).contains(other.pid());
      assertThat(daybook.catalog().summary("s-1").state()).isEqualTo(SessionState.OPEN);
    }
  }

  /** A process that looks locks the byte that is there for that, and no holder's. */
  @Test
  void aLookLocksTheSignAlone() throws Exception {
    try (OtherProcess dead = new OtherProcess(root)) {
      assertThat(dead.ask("session", "s-1")).isEqualTo("done");
    }
    LockRecordFile text = new LockRecordFile(new RootFolder(root), ID);
    SessionHolder holder = text.read().holder();
    text.write(new LockRecord(
        new SessionHolder(
            holder.pid(),
            "elsewhere",
            holder.processStart(),
            holder.since(),
            "boot/1/1",
            holder.presence()),
        0,
        Long.MAX_VALUE,
        FileMark.NONE));
    long sign = LockByte.of(new RootFolder(root), ID).signPosition();
    assertThat(new ChildJvm().run(Looker.class, root.toString()).strip()).isEqualTo(sign + "+1");
  }

  /** Prints which bytes it locked to see who has the session open. */
  static final class Looker {
    private Looker() {}

    public static void main(String[] args) throws IOException {
      Path watched = new RecordedDisk(new DiskObserver() {
            @Override
            public void after(Operation operation) {
              if (operation instanceof Operation.Lock lock) {
                System.out.println(lock.position() + "+" + lock.bytes());
              }
            }
          })
          .path(Path.of(args[0]));
      SessionFolder folder = new SessionFolder(watched, (id, bytes, to) -> {});
      if (folder.holder(ID).isPresent()) {
        throw new AssertionError("it is gone");
      }
    }
  }

  /** The lock's file as a disk shows it whose observer does that. */
  private SessionFolder watched(DiskObserver observer) {
    return new SessionFolder(new RecordedDisk(observer).path(root), (id, bytes, to) -> {});
  }

  /** Else its holder would lock where no process looks. */
  @Test
  void aLockFileThatIsReplacedWhileItIsOpenedIsNotTaken() throws Exception {
    folder().create(ID, file -> {});
    Files.createDirectories(lockFile().getParent());
    Path file = LockByte.of(new RootFolder(root), ID).file();
    // it is there, so that it is opened once, behind the look at which file it is
    Files.createFile(file);
    Path successor = Files.createFile(file.resolveSibling("successor"));
    boolean[] isReplaced = {false};
    SessionFolder folder = watched(new DiskObserver() {
      @Override
      public void after(Operation operation) {
        if (!isReplaced[0]
            && operation.path().equals(file)
            && (operation instanceof Operation.Open || operation instanceof Operation.CreateFile)) {
          isReplaced[0] = true;
          assertThat(successor.toFile().renameTo(file.toFile())).isTrue();
        }
      }
    });
    synchronized (LockFile.MONITOR) {
      LockFile opened =
          LockFile.enter(LockByte.of(new RootFolder(folder.file(ID).getParent().getParent()), ID)
              .file());
      assertThat(isReplaced[0]).isTrue();
      assertThat(opened.isStillThere()).isTrue();
      opened.leave();
    }
    isReplaced[0] = false;
    Files.createFile(successor);
    try (SessionLock lock = folder.lockUninterrupted(ID);
        OtherProcess other = new OtherProcess(root)) {
      assertThat(isReplaced[0]).isTrue();
      assertThat(askWithoutTexts(other, "s-1")).isEqualTo("SESSION_LOCKED");
      lock.confirm();
    }
  }

  /** In a container every process has the same number. */
  @Test
  void whatACrashLeftOfTakingALockFileOverIsNoObstacle() throws IOException {
    Files.createDirectories(lockFile().getParent());
    Path file = Files.createFile(LockByte.of(new RootFolder(root), ID).file());
    Path own = Files.createFile(
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid()));
    boolean[] isTaken = {false};
    boolean[] movesFail = {true};
    SessionFolder folder = watched(new DiskObserver() {
      @Override
      public void before(Operation operation) throws IOException {
        if (operation instanceof Operation.Open && operation.path().equals(file) && !isTaken[0]) {
          throw new AccessDeniedException(file.toString());
        }
        if (operation instanceof Operation.Move && movesFail[0]) {
          throw new IOException("as the test wants it");
        }
      }

      @Override
      public void after(Operation operation) {
        isTaken[0] |= operation instanceof Operation.Move;
      }
    });
    assertThatThrownBy(() -> folder.lockUninterrupted(ID))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(own).doesNotExist();
    movesFail[0] = false;
    Files.createFile(own);
    folder.lockUninterrupted(ID).close();
    assertThat(own).doesNotExist();
  }

  @Test
  void anyNumberOfLocksTakesFewFiles() throws IOException {
    Path locks = Files.createDirectories(lockFile().getParent()).toRealPath();
    List<SessionLock> held = new ArrayList<>();
    for (int n = 0; n < 300; n++) {
      held.add(folder().lockUninterrupted(new SessionId("s-" + n)));
    }
    if (OpenDescriptors.areShown()) {
      // the files of the locks, and one in which the process shows that it lives
      assertThat(OpenDescriptors.below(locks)).isBetween(1L, 16L + 1);
    }
    for (SessionLock lock : held) {
      lock.close();
    }
    if (OpenDescriptors.areShown()) {
      assertThat(OpenDescriptors.below(locks)).isZero();
    }
  }

  /** As a restore or a deletion by hand leaves it: those that come then must meet each other. */
  @Test
  void aLockFileThatWasRemovedIsMadeAnew() throws Exception {
    String neighbour = neighbourOf("s-1");
    try (Daybook daybook = Daybook.open(root);
        OtherProcess other = new OtherProcess(root)) {
      Session session = daybook.openSession("s-1");
      Files.delete(LockByte.of(new RootFolder(root), ID).file());
      Session beside = daybook.openSession(neighbour);
      assertThat(askWithoutTexts(other, neighbour)).isEqualTo("SESSION_LOCKED");
      session.close();
      assertThat(askWithoutTexts(other, neighbour)).isEqualTo("SESSION_LOCKED");
      beside.close();
      assertThat(askWithoutTexts(other, neighbour)).isEqualTo("done");
    }
  }

  /** Every process, of every version, must look for a session's lock in the same place. */
  @Test
  void thePlaceOfALockIsTheSameForEver() throws IOException {
    Path locks = Files.createDirectories(lockFile().getParent()).toRealPath();
    assertThat(LockByte.of(new RootFolder(root), ID))
        .isEqualTo(new LockByte(locks.resolve(".8.lock"), 3628761894064171142L));
  }

  @Test
  void aFileThatIsClosedMeanwhileIsLockedAllTheSame() throws Exception {
    try (Daybook daybook = Daybook.builder(root).maxOpenFiles(1).open();
        OtherProcess other = new OtherProcess(root)) {
      daybook.openSession("s-1").recordSync(new UserMessage("one"));
      daybook.openSession("s-2").recordSync(new UserMessage("other"));
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("two"))).isEqualTo(1);
    }
  }

  // --- several processes

  @Test
  void ofTwoProcessesOneWinsAndTheOtherGetsItsName() throws Exception {
    try (OtherProcess other = new OtherProcess(root);
        Daybook daybook = Daybook.open(root)) {
      assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
      DaybookException refused = faultOf(() -> daybook.openSession("s-1"));
      assertThat(refused.kind()).isEqualTo(Kind.SESSION_LOCKED);
      assertThat(refused).hasMessageStartingWith("another process has the session open");
      SessionHolder self = SessionHolder.self(Instant.now());
      assertThat(refused.details())
          .containsEntry("pid", other.pid())
          .containsEntry("host", self.host())
          .containsKeys("since", "processStart");
      assertThat(folder().holder(ID)).map(LockHolder::pid).contains(other.pid());

      assertThat(other.ask("close", "s-1")).isEqualTo("done");
      assertThat(folder().holder(ID)).isEmpty();
      assertThat(daybook.openSession("s-1").recordSync(new UserMessage("ours"))).isEqualTo(1);
      assertThat(other.ask("session", "s-1")).isEqualTo("SESSION_LOCKED");
    }
  }

  @Test
  @Tag(Lab.RANDOM)
  void aKilledHolderFreesTheSessionAtOnce() throws Exception {
    for (int round = 0; round < KILLS; round++) {
      try (OtherProcess other = new OtherProcess(root);
          Daybook daybook = Daybook.open(root)) {
        assertThat(other.ask("record", "s-1", "theirs")).isEqualTo("done");
        assertThat(faultOf(() -> daybook.openSession("s-1")).kind()).isEqualTo(Kind.SESSION_LOCKED);
        other.kill();
        assertThat(Files.readString(lockFile())).contains("pid=" + other.pid());
        assertThat(folder().holder(ID)).as("what it said of itself is stale").isEmpty();
        Session session = daybook.openSession("s-1");
        assertThat(session.recordSync(new UserMessage("ours"))).isEqualTo(2 * round + 1);
      }
    }
    assertThat(Daybook.open(root).history("s-1").entries()).hasSize(2 * KILLS);
  }

  /** To look is to lock for a moment; no process that opens a session may suffer from that. */
  @Test
  void aLookNeverKeepsAWriterOut() throws Exception {
    try (OtherProcess looker = new OtherProcess(root);
        Daybook daybook = Daybook.open(root)) {
      // a lock file that says something is one that is tried
      try (OtherProcess dead = new OtherProcess(root)) {
        assertThat(dead.ask("session", "s-1")).isEqualTo("done");
      }
      looker.send("look", "s-1", 20_000);
      for (int n = 0; n < 500; n++) {
        daybook.openSession("s-1").close();
        Files.writeString(lockFile(), "pid=1\n");
      }
      assertThat(Integer.parseInt(looker.answer())).isBetween(0, 20_000);
      assertThat(looker.answer()).isEqualTo("done");
    }
  }

  /** As one that was stopped in that moment, where it cannot see who has the session open. */
  @Test
  void aProcessThatIsStoppedWhileItLooksKeepsNoWriterOut() throws Exception {
    try (OtherProcess looker = new OtherProcess(root);
        Daybook daybook = Daybook.open(root)) {
      daybook.openSession("s-1").close();
      assertThat(looker.ask("stop", "s-1")).isEqualTo("done");
      try (OtherProcess dead = new OtherProcess(root)) {
        assertThat(dead.ask("session", "s-1")).isEqualTo("done");
      }
      Session session = daybook.openSession("s-1");
      assertThat(session.recordSync(new UserMessage("one"))).isZero();
      session.close();
    }
  }

  @Test
  void noRefusalNamesADeadProcess() throws Exception {
    try (OtherProcess unnamed = new OtherProcess(root);
        Daybook daybook = Daybook.open(root)) {
      try (OtherProcess dead = new OtherProcess(root)) {
        assertThat(dead.ask("session", "s-1")).isEqualTo("done");
      }
      assertThat(unnamed.ask("lock", "s-1")).isEqualTo("done");
      DaybookException refused = faultOf(() -> daybook.openSession("s-1"));
      assertThat(refused.kind()).isEqualTo(Kind.SESSION_LOCKED);
      assertThat(refused.details()).containsEntry("pid", 0L);
    }
  }

  @Test
  @Tag(Lab.RANDOM)
  void ofManyProcessesThatCreateOneSessionOneWins() throws Exception {
    int processes = Lab.values(4, 8, 8);
    int rounds = Lab.values(30, 100, 300);
    List<OtherProcess> all = new ArrayList<>();
    try {
      for (int n = 0; n < processes; n++) {
        all.add(new OtherProcess(root));
      }
      for (OtherProcess process : all) {
        assertThat(process.ask("create", "warm-" + process.pid(), "x")).isEqualTo("done");
      }
      for (int round = 0; round < rounds; round++) {
        String id = "race-" + round;
        for (OtherProcess process : all) {
          process.send("create", id, process.pid());
        }
        List<String> answers = all.stream().map(OtherProcess::answer).toList();
        assertThat(answers).containsOnlyOnce("done");
        assertThat(answers.stream().filter("SESSION_EXISTS"::equals)).hasSize(processes - 1);
        String winner = String.valueOf(all.get(answers.indexOf("done")).pid());
        assertThat(Daybook.open(root).history(id).events())
            .containsExactly(new UserMessage(winner));
      }
    } finally {
      for (OtherProcess process : all) {
        process.close();
      }
    }
    try (Stream<Path> files = Files.list(root.resolve("sessions"))) {
      assertThat(files).as("no draft is left").hasSize(rounds + processes);
    }
  }

  @Test
  @Tag(Lab.RANDOM)
  void ofManyProcessesThatOpenOneSessionOneWins() throws Exception {
    int processes = Lab.values(4, 8, 8);
    List<OtherProcess> all = new ArrayList<>();
    try {
      for (int n = 0; n < processes; n++) {
        all.add(new OtherProcess(root));
      }
      for (int round = 0; round < 20; round++) {
        String id = "race-" + round;
        all.forEach(process -> process.send("record", id, process.pid()));
        List<String> answers = all.stream().map(OtherProcess::answer).toList();
        assertThat(answers).containsOnlyOnce("done");
        assertThat(answers.stream().filter("SESSION_LOCKED"::equals)).hasSize(processes - 1);
        assertThat(Daybook.open(root).history(id).entries()).hasSize(1);
      }
    } finally {
      for (OtherProcess process : all) {
        process.close();
      }
    }
  }
}
