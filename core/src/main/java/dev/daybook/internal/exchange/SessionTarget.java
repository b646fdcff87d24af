package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.SessionId;
import dev.daybook.event.Completeness;
import dev.daybook.event.Note;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SourceChanged;
import dev.daybook.event.SourceKind;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.check.ImportDamage;
import dev.daybook.internal.exchange.reading.TextHash;
import dev.daybook.internal.file.AppendableFile;
import dev.daybook.internal.file.HeldFile;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.file.SourceVersion.Range;
import dev.daybook.internal.file.SourceVersion.Seal;
import dev.daybook.internal.file.Spool;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A session that a source's items become. Its lines are made anew in each import. Those that the
 * session has from an import before are passed over; what follows waits, and is written at the end:
 * nothing is changed before the whole source is read. One thread.
 */
final class SessionTarget implements ImportTarget, AutoCloseable {

  /** The reason that another process was in the session before this one wrote it. */
  static final String RECORDED_MEANWHILE = "recorded_meanwhile";

  private final SourcePass pass;
  private final SessionId id;
  private final byte[] quotedId;
  private final @Nullable ImportedBefore before;
  private final Spool added;

  /** True while each line was there before. */
  private boolean isSameSoFar = true;

  /** True if the session's file is to be written anew as a whole. */
  private boolean isRewritten;

  private long seq;
  private long entries;
  private long newEntries;
  private Instant ts;
  private long firstBytes;
  private long firstCrc;
  private long lastBytes;
  private long lastCrc;

  /** The ids that the item at hand gave, with their numbers. */
  private final Map<String, Integer> idsOfItem = new HashMap<>();

  private long itemOfIds;

  /** The newest of its kind; null before the first. */
  private @Nullable SourceChanged source;

  /** True if an item of this session's could not be read. */
  private boolean isDamaged;

  /** True if the session keeps what it has, and gets what it lacks by the ids. */
  private boolean isFollowing;

  /** The ids of the imported entries that it has, as far as the source did not give them yet. */
  private final Set<String> known = new HashSet<>();

  /** The types and ids of the entries in whose place others are written. */
  private final Set<Long> replaced = new HashSet<>();

  /**
   * @param before the lines that imports before this one wrote; null if there is no session
   * @param firstTs the time of what stands before the first time in the source
   */
  SessionTarget(
      SourcePass pass,
      SessionId id,
      @Nullable ImportedBefore before,
      Spool added,
      Instant firstTs) {
    this.pass = pass;
    this.id = id;
    this.quotedId = BatchEncoder.quoted(id.value());
    this.before = before;
    this.added = added;
    this.ts = firstTs;
    this.seq = before == null ? 0 : before.seq();
  }

  /** Adds the entries that each imported session begins with. */
  void begin(SessionStarted started, String format, @Nullable String name) {
    add(started, ts, null);
    SourceChanged source =
        new SourceChanged(format, name, SourceKind.PROVIDER_FILE, Completeness.FULL);
    add(source, ts, null);
  }

  /** Adds that the session does not have all of its source, unless that stands in it or it has. */
  void sayPartial() {
    SourceChanged known = source;
    if (isDamaged && known != null && Completeness.FULL.equals(known.completeness())) {
      add(
          new SourceChanged(
              known.provider(),
              known.providerSessionId(),
              known.sourceKind(),
              Completeness.PARTIAL),
          null,
          null);
    }
  }

  @Override
  public String sessionId() {
    return id.value();
  }

  @Override
  public long nextSeq() {
    return seq;
  }

  @Override
  public void add(SessionEvent event, @Nullable Instant at, @Nullable String itemId) {
    if (at != null) {
      ts = at;
    }
    if (event instanceof Unknown) {
      pass.keptVerbatim();
    } else if (event instanceof SourceChanged changed) {
      source = changed;
    } else if (event instanceof Note note && ImportDamage.isLossIn(note)) {
      isDamaged = true;
    }
    String own = numbered(itemId == null ? pass.placeOfItem() : itemId);
    try {
      put(event, own, itemId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries++;
  }

  private void put(SessionEvent event, @Nullable String own, @Nullable String itemId)
      throws IOException {
    if (isFollowing && (own == null || known.remove(own))) {
      return;
    }
    ByteBuffer line;
    try {
      line = pass.line(quotedId, seq, ts, own, event);
    } catch (DaybookException refused) {
      // the id may be what cannot be written
      String place = itemId == null ? own : numbered(pass.placeOfItem());
      isDamaged = true;
      line = pass.line(quotedId, seq, ts, place, pass.refused(refused).note());
    }
    if (isToFollow(line)) {
      follow();
      put(event, own, itemId);
      return;
    }
    mark(line);
    take(line);
  }

  /**
   * Returns true if the session has others' entries, and from here on the source gives its own in
   * another order, as where something is known of an answer only behind it: the session keeps those
   * that it has, and those with new ids are appended.
   */
  private boolean isToFollow(ByteBuffer line) throws IOException {
    return !isFollowing
        && before != null
        && before.hasMore()
        && isSameSoFar
        && seq > 0
        && before.hasGrown()
        && !before.isAll()
        && !before.isUnsure()
        && !before.isAtHand(line);
  }

  private void follow() throws IOException {
    ImportedBefore followed = Objects.requireNonNull(before);
    isFollowing = true;
    mark(ByteBuffer.wrap(followed.passRest(line -> {
      String own = line.get("id").text();
      if (own != null) {
        known.add(own);
      }
    })));
    seq = followed.seq();
  }

  private @Nullable String numbered(@Nullable String itemId) {
    if (itemId == null) {
      return null;
    }
    if (itemOfIds != pass.number()) {
      itemOfIds = pass.number();
      idsOfItem.clear();
    }
    int number = idsOfItem.merge(itemId, 1, Integer::sum);
    return number == 1 ? itemId : itemId + "#" + number;
  }

  private void mark(ByteBuffer line) {
    CRC32C crc = new CRC32C();
    lastBytes = line.remaining();
    crc.update(line.duplicate());
    lastCrc = crc.getValue();
    if (entries == 0) {
      firstBytes = lastBytes;
      firstCrc = lastCrc;
    }
  }

  /** Returns the marks of the session's first and last imported entry. */
  Seal seal() {
    List<Range> ranges = ranges();
    long from = ranges.isEmpty() ? 0 : ranges.get(0).fromByte();
    long to = ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).toByte();
    return new Seal(from, firstBytes, firstCrc, to, lastBytes, lastCrc);
  }

  private void take(ByteBuffer line) throws IOException {
    if (before == null || !before.hasMore()) {
      append(line);
      return;
    }
    if (isSameSoFar && before.passes(line)) {
      if (isRewritten) {
        added.write(line);
      }
      seq = before.seq();
      return;
    }
    if (before.isUnsure()) {
      throw pass.recount(id, before);
    }
    if (isSameSoFar && seq == 0 && before.hasGrown() && !before.isAll()) {
      // what is known of a session as a whole stays as it was where others recorded in it
      mark(ByteBuffer.wrap(before.passAny()));
      seq = before.seq();
      return;
    }
    if (!before.isAll()) {
      // others recorded in it, or looked up its seqs
      throw new Diverged();
    }
    if (isSameSoFar && !isRewritten && seq == 0) {
      // what is known of a session as a whole may change with its source
      isRewritten = true;
      before.passAny();
      added.write(line);
      seq = before.seq();
      return;
    }
    if (!before.hasGrown()) {
      throw new Diverged();
    }
    if (isSameSoFar) {
      rewriteFromHere();
    }
    append(line);
  }

  private void rewriteFromHere() throws IOException {
    isSameSoFar = false;
    if (before != null) {
      if (!isRewritten) {
        isRewritten = true;
        before.copyTo(added, before.position());
      }
      before.passRest(line -> replaced.add(hash(line)));
    }
  }

  /** Returns the hash of an entry's type and id: a long session has too many of them to keep. */
  private static long hash(JsonValue line) {
    return new TextHash()
        .add(line.get("type").text(""))
        .add(line.get("id").text(""))
        .value();
  }

  private void append(ByteBuffer line) throws IOException {
    newEntries += isReplacing(line) ? 0 : 1;
    added.write(line);
    seq++;
  }

  private boolean isReplacing(ByteBuffer line) {
    if (replaced.isEmpty()) {
      return false;
    }
    byte[] bytes = new byte[line.remaining()];
    line.duplicate().get(bytes);
    return replaced.remove(hash(JsonValue.first(bytes, 0, bytes.length)));
  }

  @Override
  public ImportTarget child(String name, SessionStarted started) {
    return pass.child(name, started, id.value());
  }

  /** Ends the pass: what the session has beyond the source's entries is not there any more. */
  void end() throws IOException {
    if (before != null && before.hasMore() && !before.isUnsure() && isSameSoFar) {
      if (!before.hasGrown()) {
        throw new Diverged();
      }
      if (before.isAll()) {
        rewriteFromHere();
      } else {
        follow();
      }
    }
  }

  /** Returns the number of entries that the source gives. */
  long entries() {
    return entries;
  }

  /**
   * Returns the number of entries that were not there before: one that took the place of another of
   * its type and id was.
   */
  long newEntries() {
    return newEntries;
  }

  /** Returns the parts of the session's file that imports wrote, once this one is written. */
  List<Range> ranges() {
    if (before == null || isRewritten) {
      return List.of(new Range(0, added.length(), 0, seq));
    }
    List<Range> ranges = new ArrayList<>(before.ranges());
    if (added.length() > 0) {
      Range next = new Range(before.end(), before.end() + added.length(), before.seq(), seq);
      Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
      if (last != null && last.toByte() == next.fromByte()) {
        ranges.set(
            ranges.size() - 1,
            new Range(last.fromByte(), next.toByte(), last.fromSeq(), next.toSeq()));
      } else {
        ranges.add(next);
      }
    }
    return ranges;
  }

  SessionId id() {
    return id;
  }

  /** The keeping of the list of the session's sources. */
  @FunctionalInterface
  interface ListStep {
    void run() throws IOException;
  }

  /**
   * Writes what is new, durably.
   *
   * @param list first writes the list, when no one else can write the session
   */
  void write(SessionFolder folder, ListStep list) throws IOException {
    if (before == null) {
      folder.createLocked(id, this::writeAdded, list::run);
    } else if (isRewritten || added.length() == 0) {
      try (HeldFile held = folder.hold(id)) {
        if (isRewritten && Files.size(held.path()) != before.size()) {
          throw recordedMeanwhile(id);
        }
        list.run();
        if (isRewritten) {
          held.renew(before.end(), this::writeAdded);
        }
      }
    } else {
      appendTo(folder, before.end(), list);
    }
  }

  /** Returns the error for a session that another process wrote since it was looked at. */
  static DaybookException recordedMeanwhile(SessionId id) {
    return DaybookException.of(
        Kind.IO_ERROR,
        "another process recorded in the session meanwhile; import the file again",
        "session",
        id,
        Refused.DETAIL,
        RECORDED_MEANWHILE);
  }

  private void writeAdded(FileChannel file) throws IOException {
    added.forEach(bytes -> {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    });
  }

  private void appendTo(SessionFolder folder, long end, ListStep list) throws IOException {
    AppendableFile opened = folder.existing(id).open(Long.MAX_VALUE);
    try {
      if (opened.position() != end) {
        throw recordedMeanwhile(id);
      }
      list.run();
      long[] position = {end};
      try {
        added.forEach(bytes -> {
          while (bytes.hasRemaining()) {
            position[0] += opened.file().write(bytes, position[0]);
          }
        });
        opened.file().force();
      } catch (Throwable failed) {
        opened.file().truncate(end);
        throw failed;
      }
    } finally {
      opened.file().close();
    }
  }

  @Override
  public void close() throws IOException {
    added.close();
  }
}
