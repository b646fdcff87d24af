package dev.daybook.internal.check;

import dev.daybook.check.Finding;
import dev.daybook.check.FindingKind;
import dev.daybook.check.Verification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A listener that counts findings, keeps the first ones and passes all of them on. */
final class KeptFindings implements Consumer<Finding> {
  private final Consumer<Finding> listener;
  private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
  private final List<Finding> first = new ArrayList<>();

  /** The verification that found them. */
  record VerifiedFile(
      long lines,
      long entries,
      long bytes,
      long tornTailBytes,
      Map<FindingKind, Long> counts,
      List<Finding> findings)
      implements Verification {

    VerifiedFile {
      Map<FindingKind, Long> copy = new EnumMap<>(FindingKind.class);
      copy.putAll(counts);
      counts = Collections.unmodifiableMap(copy);
      findings = List.copyOf(findings);
    }
  }

  KeptFindings(Consumer<Finding> listener) {
    this.listener = listener;
  }

  @Override
  public void accept(Finding finding) {
    counts.merge(finding.kind(), 1L, Long::sum);
    if (first.size() < Verification.MAX_KEPT) {
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
    return new VerifiedFile(0, 0, 0, 0, counts, first);
  }

  Verification verification(FilePass pass) {
    return new VerifiedFile(
        pass.lines(), pass.entries(), pass.bytes(), pass.tornTailBytes(), counts, first);
  }
}
