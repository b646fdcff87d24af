package dev.daybook.internal.catalog;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.event.Entry;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SubagentEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.event.WireNames;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.json.EntryDecoder;
import dev.daybook.internal.json.LineHeader;
import dev.daybook.internal.line.ForwardCursor;
import dev.daybook.internal.line.ReadErrors;
import dev.daybook.internal.line.SessionSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session as far as sub-agents are concerned: those that it called, and what it says of itself.
 * Lines that cannot be read are passed over.
 */
final class FamilyMember {

  static final int MAX_TASK_CHARS = 1000;

  private static final String STARTED = WireNames.of(SessionStarted.class);
  private static final String SUB_AGENT = WireNames.of(SubagentEvent.class);
  private static final String USER = WireNames.of(UserMessage.class);
  private static final Set<String> TYPES = Set.of(STARTED, SUB_AGENT, USER);

  final String session;
  private final Map<String, Called> called = new LinkedHashMap<>();
  private final Called self = new Called("");
  private boolean exists;
  private @Nullable String title;
  private @Nullable String firstWords;

  /** A sub-agent as events describe it so far. */
  static final class Called {
    final String id;

    @Nullable
    String agent;

    @Nullable
    String task;

    @Nullable
    String session;

    @Nullable
    String phase;

    private Called(String id) {
      this.id = id;
    }

    private void take(SubagentEvent event) {
      agent = event.agent() == null ? agent : event.agent();
      task = event.task() == null ? task : shortened(event.task());
      session = event.childSessionId() == null ? session : event.childSessionId();
      phase = event.event().wireName();
    }
  }

  private FamilyMember(String session) {
    this.session = session;
  }

  /**
   * Reads the session of that name; one that does not exist has called none.
   *
   * @throws DaybookException {@code IO_ERROR}; {@code UNSAFE_PATH}; {@code INTERRUPTED}
   */
  static FamilyMember read(
      SessionFolder folder, String session, EntryDecoder decoder, int maxLineBytes) {
    FamilyMember member = new FamilyMember(session);
    Path file;
    try {
      file = folder.file(new SessionId(session));
    } catch (DaybookException noId) {
      return member;
    }
    try (SessionSource source = SessionSource.open(file)) {
      member.exists = true;
      ForwardCursor lines = new ForwardCursor(source, 0, source.size(), maxLineBytes);
      while (lines.next()) {
        member.line(lines, decoder);
      }
    } catch (NoSuchFileException gone) {
      return member;
    } catch (IOException e) {
      throw ReadErrors.ofFile(e, "cannot read", session, file);
    }
    return member;
  }

  private void line(ForwardCursor line, EntryDecoder decoder) {
    if (line.isTooLong()) {
      return;
    }
    LineHeader header = LineHeader.ofBeginning(line.buffer(), line.from(), line.to());
    if (header != null && !isWanted(header.type())) {
      return;
    }
    Entry entry = line.entryOrNull(decoder);
    if (entry != null && entry.sessionId().equals(session)) {
      see(entry.event());
    }
  }

  private boolean isWanted(String type) {
    return TYPES.contains(type) && (firstWords == null || !type.equals(USER));
  }

  private void see(SessionEvent event) {
    if (event instanceof SessionStarted started && started.title() != null) {
      title = started.title();
    } else if (event instanceof UserMessage message && firstWords == null) {
      firstWords = shortened(message.text());
    } else if (event instanceof SubagentEvent about) {
      boolean isOwn = session.equals(about.childSessionId());
      (isOwn ? self : called.computeIfAbsent(about.subagentId(), Called::new)).take(about);
    }
  }

  private static String shortened(String text) {
    if (text.length() <= MAX_TASK_CHARS) {
      return text;
    }
    boolean isPairCut = Character.isHighSurrogate(text.charAt(MAX_TASK_CHARS - 1));
    return text.substring(0, isPairCut ? MAX_TASK_CHARS - 1 : MAX_TASK_CHARS);
  }

  boolean exists() {
    return exists;
  }

  /** Returns the sub-agents that it called, in the order in which it first named them. */
  Collection<Called> called() {
    return called.values();
  }

  /** Returns what it says of itself as a sub-agent. */
  Called self() {
    return self;
  }

  /** Returns its task as it knows it itself; null if it does not. */
  @Nullable
  String task() {
    if (self.task != null) {
      return self.task;
    }
    return title == null ? firstWords : title;
  }
}
