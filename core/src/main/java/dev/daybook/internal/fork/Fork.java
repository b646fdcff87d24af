package dev.daybook.internal.fork;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.ForkPlan;
import dev.daybook.event.BranchSummary;
import dev.daybook.event.SessionFork;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.Shortage;
import dev.daybook.internal.fork.CopyPass.Copied;
import dev.daybook.internal.json.Admission;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.SessionReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A new session that begins as a copy of another one up to some entry.
 *
 * <p>The child's first entry, a {@code session_fork}, names its origin. The parent's entries follow
 * with seqs from 1, the child's session id, their own time and their data byte for byte, also data
 * that this program does not know. An entry with an id, its caller's key to find it again, gets a
 * new one. Other fields that a foreign writer put beside the data are not copied. A
 * {@code history_compaction} gets the range of the same entries in the child, so that the
 * conversation stays the same; of its data the fields that this program knows are copied. A fork
 * leaves out {@code provider_usage}, which the parent has paid for, and {@code session_fork} and
 * {@code branch_summary}, which apply to the parent. It copies all other types,
 * {@code session_ended} included. A summary, if one was given, is the last entry.
 *
 * <p>The copies come from the parent's file, which may be open and growing, here or in another
 * process. The fork only reads it and takes no lock. A session is one file and has no folder of
 * resources, so there is nothing else to copy.
 *
 * <p>The parent is read strictly, even if its readers elsewhere are lenient, because a history to
 * continue from must be whole. A whole entry behind its last line feed is taken like a line; a torn
 * tail is left out and reported. The parent is read twice, first to check that all of it can be
 * copied, with one line at a time in memory.
 */
public final class Fork {

  private static final String STRATEGY = "replay_v1";

  private final SessionFolder folder;
  private final EventTypes types;
  private final int maxLineBytes;
  private final InstantSource clock;
  private final SessionId parent;
  private final SessionId child;
  private final ForkOptions options;

  /**
   * Prepares a fork. Reads nothing yet.
   *
   * @param maxLineBytes the longest line to read and to write
   * @param clock the time of the entries that are not copies
   * @throws DaybookException {@code INVALID_VALUE} if the child is the parent
   */
  public Fork(
      SessionFolder folder,
      EventTypes types,
      int maxLineBytes,
      InstantSource clock,
      SessionId parent,
      SessionId child,
      ForkOptions options) {
    if (child.equals(parent)) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "a session cannot be forked to itself; give another id",
          "field",
          "child",
          "session",
          child);
    }
    this.folder = folder;
    this.types = types;
    this.maxLineBytes = maxLineBytes;
    this.clock = clock;
    this.parent = parent;
    this.child = child;
    this.options = options;
  }

  private record Survey(Copied copied, long bytes, long tornTailBytes, boolean isShortened) {
    Survey with(long childBytes) {
      return new Survey(copied, childBytes, tornTailBytes, isShortened);
    }
  }

  /**
   * Returns the plan that {@link #make} would carry out. Reads all that it would read, and writes
   * nothing.
   *
   * @throws DaybookException as {@link #make} does, except for failures of writing
   */
  public ForkPlan plan() {
    return plan(survey());
  }

  /**
   * Creates the child, atomically: after a crash or a failure it is whole or does not exist. The
   * child is durable when this returns, and not open.
   *
   * @return the plan that was carried out
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is no parent, or no entry in it;
   *     {@code SESSION_EXISTS} if there is such a child; {@code INVALID_VALUE} if the parent has no
   *     entry of the seq to fork to, with its last one in the details; the fault of the parent's
   *     first bad line up to there; {@code IO_ERROR}; {@code UNSAFE_PATH}; {@code INTERRUPTED},
   *     after which there is no child
   */
  public ForkPlan make() {
    Survey survey = survey();
    try {
      folder.create(child, file -> write(survey, file));
    } catch (IOException e) {
      throw DaybookException.causedBy(
          e, Kind.IO_ERROR, "cannot write the child's file", "session", child, "cause", e);
    }
    return plan(survey);
  }

  private record PlannedFork(
      String parent,
      String child,
      long toSeq,
      long entries,
      Map<String, Long> leftOut,
      String forkRoot,
      long bytes,
      long tornTailBytes,
      boolean isShortened)
      implements ForkPlan {

    private PlannedFork {
      leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }
  }

  private ForkPlan plan(Survey survey) {
    Copied copied = survey.copied();
    return new PlannedFork(
        parent.value(),
        child.value(),
        copied.lastSeq(),
        copied.entries(),
        copied.leftOut(),
        rootOf(copied),
        survey.bytes(),
        survey.tornTailBytes(),
        survey.isShortened());
  }

  private Survey survey() {
    folder.refuseReserved(child);
    if (folder.exists(child)) {
      throw DaybookException.of(
          Kind.SESSION_EXISTS,
          "there is such a session already; give another id",
          "session",
          child);
    }
    if (!folder.exists(parent)) {
      throw DaybookException.of(
          Kind.SESSION_NOT_FOUND, "no such session to fork", "session", parent);
    }
    try (ChildLines counted = new ChildLines(types, maxLineBytes, child, null)) {
      // a program's own type may have changed since: what was recorded is copied as it stands
      Admission admission = new Admission(EventTypes.standard(), maxLineBytes);
      CopyPass pass = new CopyPass(parent, options.toSeq(), admission, counted);
      Copied copied = pass.run(reader(), folder.file(parent), maxLineBytes);
      checkReached(copied.lastSeq());
      Survey survey =
          new Survey(copied, 0, pass.tornTailBytes(), options.toSeq().isEmpty() && isShortened());
      begin(counted, survey);
      end(counted, copied);
      return survey.with(counted.end());
    } catch (IOException e) {
      throw new AssertionError("nothing is written", e);
    }
  }

  private boolean isShortened() {
    return Shortage.of(folder, parent, maxLineBytes).isOfEntries();
  }

  private void write(Survey survey, FileChannel file) throws IOException {
    Copied expected = survey.copied();
    try (ChildLines lines = new ChildLines(types, maxLineBytes, child, file)) {
      begin(lines, survey);
      Copied copied = new CopyPass(parent, OptionalLong.of(expected.lastSeq()), null, lines)
          .run(reader(), folder.file(parent), maxLineBytes);
      if (!copied.equals(expected)) {
        throw DaybookException.of(
            Kind.IO_ERROR,
            "the parent's file changed while it was copied; fork again",
            "parent",
            parent);
      }
      end(lines, expected);
      lines.end();
    }
  }

  private SessionReader reader() {
    ReadOptions strict = ReadOptions.strict().withVerbatimData(true).withMaxLineBytes(maxLineBytes);
    return SessionFileReader.of(folder.file(parent), types, strict, parent.value());
  }

  private void checkReached(long lastSeq) {
    if (lastSeq < 0) {
      throw DaybookException.of(
          Kind.SESSION_NOT_FOUND, "the session has no entry to fork from", "session", parent);
    }
    OptionalLong toSeq = options.toSeq();
    if (toSeq.isPresent() && toSeq.getAsLong() != lastSeq) {
      throw DaybookException.of(
          Kind.INVALID_VALUE,
          "the parent has no entry of that seq to fork to",
          "field",
          "to_seq",
          "toSeq",
          toSeq.getAsLong(),
          "lastSeq",
          lastSeq,
          "parent",
          parent);
    }
  }

  private void begin(ChildLines lines, Survey survey) throws IOException {
    Copied copied = survey.copied();
    SessionFork event = new SessionFork(
        parent.value(),
        rootOf(copied),
        copied.lastSeq(),
        null,
        options.parentWorkspace().orElse(null),
        options.childWorkspace().orElse(null),
        copied.entries(),
        STRATEGY,
        limitations(survey));
    lines.add(0, clock.instant(), null, event);
  }

  private void end(ChildLines lines, Copied copied) throws IOException {
    String summary = options.summary().orElse(null);
    if (summary != null) {
      BranchSummary event = new BranchSummary(
          parent.value(),
          copied.lastSeq(),
          copied.entries(),
          "given",
          summary,
          List.of(
              "the user or program that forked wrote it; nothing was checked against the entries"));
      lines.add(copied.entries() + 1, clock.instant(), null, event);
    }
  }

  private String rootOf(Copied copied) {
    String inherited = copied.forkRoot();
    return inherited == null ? parent.value() : inherited;
  }

  private static List<String> limitations(Survey survey) {
    Copied copied = survey.copied();
    List<String> texts = new ArrayList<>();
    copied.leftOut().forEach((type, count) -> texts.add("left out: " + type + ", " + count));
    if (survey.tornTailBytes() > 0) {
      texts.add("left out: a torn tail, " + survey.tornTailBytes() + " bytes");
    }
    if (survey.isShortened()) {
      texts.add("entries that were forced are missing at the parent's end");
    }
    if (copied.newIds() > 0) {
      texts.add("ids are new: " + copied.newIds());
    }
    return texts;
  }
}
