package dev.daybook.internal.search;

import dev.daybook.search.Hit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of the search of one piece. One thread fills it, and another one reads it then. */
final class PieceResult {

  final List<Hit> hits = new ArrayList<>();
  long bytes;
  long badLines;
  long givenUp;
  boolean hasTornTail;

  /** The failure that ended it; null if none did. */
  @Nullable
  Throwable failure;
}
