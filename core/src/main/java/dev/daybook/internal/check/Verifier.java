package dev.daybook.internal.check;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Verification;
import dev.daybook.check.VerifyOptions;
import dev.daybook.internal.file.KeptSources;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.Shortage;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The verification of a session's file: reads it once, and changes nothing. */
public final class Verifier {

  private Verifier() {}

  /**
   * Verifies a session.
   *
   * @param types the types whose data is checked to be theirs
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code UNSAFE_PATH}; {@code IO_ERROR};
   *     {@code INTERRUPTED} with the thread's interrupt flag set
   */
  public static Verification verify(
      SessionFolder folder, SessionId id, EventTypes types, VerifyOptions options) {
    KeptFindings kept = new KeptFindings(options.onFinding());
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
    Optional<Finding> unrecovered = unrecovered(folder, id);
    if (unrecovered.isPresent()) {
      // a recovery heals what else would be found
      kept.accept(unrecovered.get());
      return kept.verification();
    }
    return reading(id, file, "cannot verify", () -> {
      boolean wasOpen = isAtWork(folder, id);
      try (SessionSource source = SessionSource.open(file)) {
        FilePass pass =
            new FilePass(source, source.size(), id, types, options, kept, PartVisitor.NONE);
        pass.run(() -> wasOpen || isAtWork(folder, id));
        shortened(folder, id, source, options).ifPresent(kept);
        setAside(folder, id).ifPresent(kept);
        damagedSource(folder, id).ifPresent(kept);
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
    return shortage.isOfEntries()
        ? Optional.of(lost(shortage)
            .saying("the file is shorter than it was known to be: entries that were forced are"
                + " missing"))
        : Optional.empty();
  }

  private static Optional<Finding> unrecovered(SessionFolder folder, SessionId id) {
    return folder
        .unrecoveredIn(id)
        .map(log ->
            PlacedFinding.of(FindingKind.UNRECOVERED, 0, 0, 0, "commitLog", String.valueOf(log)));
  }

  private static Optional<Finding> setAside(SessionFolder folder, SessionId id) {
    return folder
        .setAsideOf(id)
        .map(beside ->
            PlacedFinding.of(FindingKind.SET_ASIDE, 0, 0, 0, "file", String.valueOf(beside)));
  }

  private static Optional<Finding> damagedSource(SessionFolder folder, SessionId id)
      throws IOException {
    KeptSources sources = new KeptSources(folder);
    try {
      Optional<Path> damaged = sources.damagedIn(sources.versions(id));
      if (damaged.isPresent()) {
        return Optional.of(PlacedFinding.of(
            FindingKind.SOURCE_DAMAGED, 0, 0, 0, "file", String.valueOf(damaged.get())));
      }
    } catch (DaybookException damagedList) {
      return Optional.of(
          PlacedFinding.of(FindingKind.SOURCE_DAMAGED, 0, 0, 0, "reason", damagedList.reason()));
    }
    return Optional.empty();
  }

  /**
   * Returns the findings about a session's file as a whole, of which only its end is looked at.
   *
   * @param maxLineBytes the longest line to hold in memory
   */
  public static List<Finding> ofWhole(SessionFolder folder, SessionId id, int maxLineBytes) {
    List<Finding> findings = new ArrayList<>();
    Optional<Finding> unrecovered = unrecovered(folder, id);
    unrecovered.ifPresent(findings::add);
    if (unrecovered.isEmpty()) {
      findings.addAll(findings(Shortage.of(folder, id, maxLineBytes)));
    }
    setAside(folder, id).ifPresent(findings::add);
    return findings;
  }

  /** Returns the finding about a file that no writer can open, if it is one. */
  private static List<Finding> findings(Shortage shortage) {
    if (!shortage.isAny()) {
      return List.of();
    }
    if (shortage.isOfEntries()) {
      return List.of(lost(shortage));
    }
    return List.of(PlacedFinding.of(
            FindingKind.MISSING_NEWLINE, 0, shortage.bytes(), 0, "lineFeeds", shortage.lineFeeds())
        .saying("the file has lost line feeds and nothing else"));
  }

  private static PlacedFinding lost(Shortage shortage) {
    long bytes = shortage.bytes();
    return PlacedFinding.of(
        FindingKind.FILE_SHORTENED,
        0,
        bytes,
        0,
        "bytes",
        bytes,
        "knownBytes",
        shortage.knownBytes());
  }

  private static Finding notAFile(@Nullable Object found) {
    return PlacedFinding.of(FindingKind.NOT_A_FILE, 0, 0, 0, "found", String.valueOf(found));
  }

  /** A piece of work on a session's file. */
  @FunctionalInterface
  interface FileWork<R> {
    R run() throws IOException;
  }

  /** Returns the result of the work, and throws its failure as a {@link DaybookException}. */
  static <R> R reading(SessionId id, Path file, String failure, FileWork<R> work) {
    try {
      return work.run();
    } catch (ClosedByInterruptException interrupted) {
      throw ReadErrors.interrupted("nothing was changed", "session", id, "file", file);
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, failure, id.value(), file);
    }
  }
}
