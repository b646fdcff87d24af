package dev.daybook.verify;

import dev.daybook.codec.EventTypes;
import dev.daybook.diagnosis.Finding;
import dev.daybook.diagnosis.FindingKind;
import dev.daybook.event.DaybookException;
import dev.daybook.replay.ReadErrors;
import dev.daybook.replay.SessionSource;
import dev.daybook.session.SessionFolder;
import dev.daybook.session.SessionId;
import dev.daybook.session.Shortage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of verifying that a session's file is what was recorded, with the exact places where
 * it is not. A sound file has no findings.
 *
 * <p>The verification reads the file once, up to its end at the start; only a line with an earlier
 * seq is compared with the earlier line. It takes no lock and changes nothing: a writer may append
 * meanwhile, and the line that it is about to finish is no finding. Memory is bounded for any file:
 * one line, and 65,536 places where an entry does not follow. With more of them, a doubled line may
 * be reported as out of order instead.
 *
 * <p>Each damaged line is reported; none hides another. Missing seqs are reported last, since any
 * line may still bring them. Where as many damaged lines stand in their place, only those lines are
 * reported.
 *
 * @param lines complete lines
 * @param entries entries in them, of any session
 * @param bytes bytes of the complete lines
 * @param tornTailBytes bytes behind the last line feed
 * @param counts the number of findings of each kind; {@link VerifyOptions#onFinding} receives all
 *     of them
 * @param findings the first {@value #MAX_KEPT} of them
 */
public record Verification(
    long lines,
    long entries,
    long bytes,
    long tornTailBytes,
    Map<FindingKind, Long> counts,
    List<Finding> findings) {

  /** The number of findings kept, to bound their memory. */
  public static final int MAX_KEPT = 1000;

  /** The kinds of findings that a verification has. */
  public static final Set<FindingKind> KINDS =
      Collections.unmodifiableSet(EnumSet.range(FindingKind.TORN_TAIL, FindingKind.NOT_A_FILE));

  public Verification {
    Map<FindingKind, Long> copy = new EnumMap<>(FindingKind.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
    findings = List.copyOf(findings);
  }

  /** Returns true if nothing was found. */
  public boolean isClean() {
    return counts.isEmpty();
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
      try (SessionSource source = SessionSource.open(file)) {
        FilePass pass =
            new FilePass(source, source.size(), id, types, options, kept, PartVisitor.NONE);
        pass.run(() -> wasOpen || isAtWork(folder, id));
        shortened(folder, id, source, options).ifPresent(kept);
        return kept.verification(pass);
      }
    });
  }

  /** Returns true if a writer may be about to finish the torn tail, or if that cannot be known. */
  private static boolean isAtWork(SessionFolder folder, SessionId id) {
    try {
      return folder.holder(id).isPresent();
    } catch (IOException unknown) {
      return true;
    }
  }

  /** Returns a finding if the file is shorter than it was known to be, by more than line feeds. */
  static Optional<Finding> shortened(
      SessionFolder folder, SessionId id, SessionSource source, VerifyOptions options)
      throws IOException {
    Shortage shortage = Shortage.of(folder, id, source, options.maxLineBytes());
    long bytes = shortage.bytes();
    return shortage.isOfEntries()
        ? Optional.of(Finding.of(
            FindingKind.SHORTENED,
            0,
            bytes,
            0,
            "bytes",
            bytes,
            "knownBytes",
            shortage.knownBytes()))
        : Optional.empty();
  }

  private static Finding notAFile(@Nullable Object found) {
    return Finding.of(FindingKind.NOT_A_FILE, 0, 0, 0, "found", String.valueOf(found));
  }

  /** A piece of work on a session's file. */
  @FunctionalInterface
  interface FileWork<R> {
    R run() throws IOException;
  }

  /** Returns the result of the work, and throws its failure as a {@link DaybookException}. */
  static <R> R reading(Path file, String failure, FileWork<R> work) {
    try {
      return work.run();
    } catch (ClosedByInterruptException interrupted) {
      throw ReadErrors.interrupted("nothing was changed", "file", file);
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, failure, file);
    }
  }

  /** A listener that counts findings, keeps the first ones and passes all of them on. */
  static final class Kept implements Consumer<Finding> {
    private final Consumer<Finding> listener;
    private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
    private final List<Finding> first = new ArrayList<>();

    Kept(Consumer<Finding> listener) {
      this.listener = listener;
    }

    @Override
    public void accept(Finding finding) {
      counts.merge(finding.kind(), 1L, Long::sum);
      if (first.size() < MAX_KEPT) {
        first.add(finding);
      }
      listener.accept(finding);
    }

    /** Forgets the findings of that kind. */
    void forget(FindingKind kind) {
      counts.remove(kind);
      first.removeIf(finding -> finding.kind() == kind);
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
