package dev.daybook.internal.catalog;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.WireNames;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions that name the one that called them, as sub-agents' do, in their first entries. No
 * more of them is read. What cannot be read names none, and neither does a copy under another name.
 */
public final class ParentClaims {

  private static final String STARTED = WireNames.of(SessionStarted.class);

  private final Map<String, List<String>> children = new HashMap<>();

  private record Claim(String parent, String child, Instant at) {}

  private ParentClaims() {}

  /**
   * Reads the first entry of each session, on several threads.
   *
   * @throws DaybookException {@code IO_ERROR} if the folder cannot be listed; {@code UNSAFE_PATH};
   *     {@code INTERRUPTED}
   */
  public static ParentClaims in(SessionFolder folder, EventTypes types, int maxLineBytes) {
    List<SessionId> ids;
    try {
      ids = folder.names().ids();
    } catch (IOException e) {
      throw ReadErrors.of(e, "cannot list the sessions", "root", folder.root());
    }
    List<Optional<Claim>> found = Crew.map(ids, () -> {
      EntryDecoder decoder = new EntryDecoder(types, true);
      return id -> claim(folder, id, decoder, maxLineBytes);
    });
    ParentClaims claims = new ParentClaims();
    found.stream()
        .<Claim>mapMulti(Optional::ifPresent)
        .sorted(Comparator.comparing(Claim::at).thenComparing(Claim::child))
        .forEach(claim -> claims
            .children
            .computeIfAbsent(claim.parent(), parent -> new ArrayList<>())
            .add(claim.child()));
    return claims;
  }

  private static Optional<Claim> claim(
      SessionFolder folder, SessionId id, EntryDecoder decoder, int maxLineBytes) {
    try (SessionSource source = SessionSource.openSeen(folder.file(id))) {
      ForwardCursor line = ForwardCursor.forFewLines(source, 0, source.size(), maxLineBytes);
      if (!line.next() || line.isTooLong()) {
        return Optional.empty();
      }
      LineHeader header = LineHeader.ofBeginning(line.buffer(), line.from(), line.to());
      if (header != null && !header.type().equals(STARTED)) {
        return Optional.empty();
      }
      Entry entry = line.entryOrNull(decoder);
      return entry != null
              && entry.sessionId().equals(id.value())
              && entry.event() instanceof SessionStarted started
              && started.parentSessionId() != null
          ? Optional.of(new Claim(started.parentSessionId(), id.value(), entry.ts()))
          : Optional.empty();
    } catch (IOException | DaybookException unread) {
      return Optional.empty();
    }
  }

  /** Returns the sessions that name that one, in the order of their beginning. */
  public List<String> childrenOf(String session) {
    return children.getOrDefault(session, List.of());
  }
}
