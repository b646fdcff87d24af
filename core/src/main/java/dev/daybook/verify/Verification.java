package dev.daybook.verify;

import dev.daybook.codec.EventTypes;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.replay.RegularFile;
import dev.daybook.session.SessionFolder;
import dev.daybook.session.SessionId;
import dev.daybook.session.Shortage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session's file is what was recorded, and exactly where it is not. A sound file has no
 * findings.
 *
 * <p>The file is read once, from its beginning to where it ended then; only a line whose seq came
 * before is compared with the earlier one. It takes no lock and changes nothing: a writer may
 * append meanwhile, and the line that it is about to finish is no finding. Memory has a bound,
 * whatever the file: one line, and 65,536 places where something does not follow; with more of
 * them, a line that stands there twice may be called out of order instead.
 *
 * <p>What is wrong with one line hides nothing of another: each is named. Numbers that are missing
 * are named last, since any line may still bring them; where as many damaged lines stand in their
 * place, those are named and not the numbers.
 *
 * @param lines complete lines
 * @param entries entries in them, of whatever session
 * @param bytes bytes of the complete lines
 * @param tornTailBytes bytes behind the last line feed
 * @param counts how many findings of each reason; {@link VerifyOptions#onFinding} sees them all
 * @param findings the first {@value #MAX_KEPT} of them
 */
public record Verification(
    long lines,
    long entries,
    long bytes,
    long tornTailBytes,
    Map<Damage, Long> counts,
    List<FileFinding> findings) {

  /** How many findings are kept, so that their room has a bound. */
  public static final int MAX_KEPT = 1000;

  public Verification {
    Map<Damage, Long> copy = new EnumMap<>(Damage.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
    findings = List.copyOf(findings);
  }

  /** Whether nothing was found. */
  public boolean isClean() {
    return counts.isEmpty();
  }

  /** Whether nothing was found that is damage: at most that nothing proves some entries. */
  public boolean isSound() {
    return counts.keySet().stream().allMatch(Damage::isWarning);
  }

  /** The same without the findings of that reason. */
  Verification without(Damage reason) {
    Map<Damage, Long> otherCounts = new EnumMap<>(Damage.class);
    otherCounts.putAll(counts);
    otherCounts.remove(reason);
    return new Verification(
        lines,
        entries,
        bytes,
        tornTailBytes,
        otherCounts,
        findings.stream().filter(finding -> finding.reason() != reason).toList());
  }

  /**
   * Verifies a session.
   *
   * @param types the types whose data is checked to be theirs
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code UNSAFE_PATH}; {@code IO_ERROR};
   *     {@code INTERRUPTED} with the thread's interrupt flag set
   */
  public static Verification of(
      SessionFolder folder, SessionId id, EventTypes types, VerifyOptions options) {
    Kept kept = new Kept(options.onFinding());
    Path file;
    try {
      file = folder.file(id);
    } catch (DaybookException unsafe) {
      if (!"file".equals(unsafe.details().get("expected"))) {
        throw unsafe;
      }
      kept.accept(notAFile(unsafe.details().get("found")));
      return kept.verification();
    }
    return reading(file, "cannot verify", () -> {
      boolean wasOpen = isAtWork(folder, id);
      try (FileChannel channel = RegularFile.open(file)) {
        FilePass pass =
            new FilePass(channel, channel.size(), id, types, options, kept, PartVisitor.NOBODY);
        pass.run(() -> wasOpen || isAtWork(folder, id));
        shortened(folder, id, channel, options).ifPresent(kept);
        return kept.verification(pass);
      }
    });
  }

  /** A writer of whom nothing can be known may be about to finish the torn tail. */
  private static boolean isAtWork(SessionFolder folder, SessionId id) {
    try {
      return folder.holder(id).isPresent();
    } catch (IOException unknown) {
      return true;
    }
  }

  /** A file that is shorter than it was known to be, by more than line feeds. */
  static Optional<FileFinding> shortened(
      SessionFolder folder, SessionId id, FileChannel channel, VerifyOptions options)
      throws IOException {
    Shortage shortage = Shortage.of(folder, id, channel, options.maxLineBytes());
    long bytes = shortage.bytes();
    return shortage.isOfEntries()
        ? Optional.of(FileFinding.of(
            Damage.SHORTENED, 0, bytes, 0, "bytes", bytes, "knownBytes", shortage.knownBytes()))
        : Optional.empty();
  }

  private static FileFinding notAFile(@Nullable Object found) {
    return FileFinding.of(Damage.NOT_A_FILE, 0, 0, 0, "found", String.valueOf(found));
  }

  /** Work on a session's file. */
  @FunctionalInterface
  interface Reading<R> {
    R run() throws IOException;
  }

  /** Its result, or what became of it as a {@link DaybookException}. */
  static <R> R reading(Path file, String failure, Reading<R> work) {
    try {
      return work.run();
    } catch (NoSuchFileException missing) {
      throw DaybookException.of(Kind.SESSION_NOT_FOUND, "no such session", "file", file);
    } catch (ClosedByInterruptException interrupted) {
      throw DaybookException.of(
          Kind.INTERRUPTED, "the thread was interrupted; nothing was changed", "file", file);
    } catch (IOException e) {
      throw DaybookException.causedBy(e, Kind.IO_ERROR, failure, "file", file, "cause", e);
    }
  }

  /** Counts findings, keeps the first ones and passes all of them on. */
  static final class Kept implements Consumer<FileFinding> {
    private final Consumer<FileFinding> listener;
    private final Map<Damage, Long> counts = new EnumMap<>(Damage.class);
    private final List<FileFinding> first = new ArrayList<>();

    Kept(Consumer<FileFinding> listener) {
      this.listener = listener;
    }

    @Override
    public void accept(FileFinding finding) {
      counts.merge(finding.reason(), 1L, Long::sum);
      if (first.size() < MAX_KEPT) {
        first.add(finding);
      }
      listener.accept(finding);
    }

    Verification verification() {
      return new Verification(0, 0, 0, 0, counts, first);
    }

    Verification verification(FilePass pass) {
      return new Verification(
          pass.lines(), pass.entries(), pass.bytes(), pass.tornTailBytes(), counts, first);
    }
  }
}
