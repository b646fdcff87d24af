package dev.daybook.lab.fuzz;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A claim of a target, which must be true: its failure is what the fuzzer looks for. */
public final class Claim {

  private Claim() {}

  /** Something that may read or write. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /** A result, or the documented refusal in its place. */
  public record Outcome<T>(@Nullable T value, @Nullable DaybookException refusal) {

    /** Whether there is a result. */
    public boolean isThere() {
      return refusal == null;
    }

    /** The kind of the refusal, or null. */
    public @Nullable Kind kind() {
      return refusal == null ? null : refusal.kind();
    }
  }

  /** Fails unless it holds. */
  public static void that(boolean holds, String claim, Object... values) {
    if (!holds) {
      throw new AssertionError(String.format(claim, values));
    }
  }

  /** Runs it: a result or a refusal of one of these kinds; all else is a finding. */
  public static <T> Outcome<T> outcome(Set<Kind> documented, Work<T> work) throws IOException {
    try {
      return new Outcome<>(work.run(), null);
    } catch (DaybookException refusal) {
      that(documented.contains(refusal.kind()), "undocumented: %s", refusal);
      return new Outcome<>(null, refusal);
    }
  }
}
