package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.event.SessionEvent;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.SessionStartedBuilder;
import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.ImportReport.DamagedPlace;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.cut.Damage;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.cut.ItemSink;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignId;
import dev.daybook.internal.json.BatchEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a source: gives its items to the reader, and the reader's events to the sessions
 * that they become. One thread.
 */
final class SourcePass implements ItemSink, AutoCloseable {

  /** The parts of a line of which the bytes of a damaged place take one, before their escapes. */
  private static final int LINE_PARTS = 16;

  /**
   * The bytes that wait in memory of the file's own session, and least of one of many sub-agents.
   */
  private static final int MOST_WAITING_BYTES = 1 << 20;

  private static final int LEAST_WAITING_BYTES = 1 << 13;

  /** The damaged places that a report names. */
  private static final int MAX_NAMED = 3;

  private final ImportRoot root;
  private final Extents extents;
  private final AgentFormat format;
  private final SourceReader reader;
  private final int maxKeptBytes;

  /**
   * True if each JSON value in an event was parsed as a part of its item, and is known to be one.
   */
  private final boolean isOwnFormat;

  private final String suffix;
  private final @Nullable String grownFrom;
  private final Instant firstTs;

  /** The session's beginning, as the first entry has it. */
  private final SessionStarted started;

  /** True if the pass before found out the beginning. */
  private final boolean isStartKnown;

  private final SessionTarget main;
  private final Map<String, SessionTarget> children = new LinkedHashMap<>();

  private @Nullable Item item;
  private @Nullable Damage damage;
  private boolean isVerbatim;

  /** True if an entry of the item at hand could not be written as it is. */
  private boolean isDamaged;

  private boolean isAtEnd;
  private long number;
  private long items;
  private long verbatim;
  private long damaged;
  private final List<DamagedPlace> firstDamaged = new ArrayList<>();

  /**
   * @param head the file's beginning
   * @param name the session's name in the agent's own terms
   * @param suffix the ending of the sessions' ids, which distinguishes them from earlier versions
   * @param known the session's beginning, as a pass before found it out; null to ask the reader
   * @param grownFrom the digest of the file's beginning that was imported before; null if it does
   *     not begin with all that was imported of it
   */
  SourcePass(
      ImportRoot root,
      Extents extents,
      AgentFormat format,
      FileHead head,
      String name,
      String suffix,
      @Nullable SessionStarted known,
      @Nullable String grownFrom)
      throws IOException {
    this.root = root;
    this.extents = extents;
    this.format = format;
    this.reader = format.reader(head);
    this.isOwnFormat = Formats.ALL.contains(format);
    root.encoder().checkJson(!isOwnFormat);
    this.maxKeptBytes = root.maxLineBytes() / LINE_PARTS;
    this.suffix = suffix;
    this.grownFrom = grownFrom;
    Instant first = reader.firstTime();
    this.firstTs = first == null ? head.modified() : first;
    this.started = known == null ? reader.started() : known;
    this.isStartKnown = known != null;
    this.main = target(name);
    try {
      main.begin(
          backfilled(started).build(), format.name(), reader.sessionName().orElse(null));
    } catch (Throwable e) {
      main.close();
      throw e;
    }
  }

  private static SessionStartedBuilder backfilled(SessionStarted started) {
    return SessionStartedBuilder.of(started).backfilled(true);
  }

  private SessionTarget target(String name) throws IOException {
    SessionId id = ForeignId.of(name, suffix);
    ImportedBefore before = root.folder().exists(id) ? extents.open(id, grownFrom) : null;
    return new SessionTarget(
        this,
        id,
        before,
        root.kept()
            .newSpool(Math.max(LEAST_WAITING_BYTES, MOST_WAITING_BYTES / (children.size() + 1))),
        firstTs);
  }

  ImportTarget child(String name, SessionStarted started, String caller) {
    SessionTarget known = children.get(name);
    if (known != null) {
      return known;
    }
    try {
      SessionTarget child = target(name);
      children.put(name, child);
      String parent = started.parentSessionId() == null ? caller : started.parentSessionId();
      child.begin(backfilled(started).parentSessionId(parent).build(), format.name(), name);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the pass, which is to begin again with what it found out of a session. */
  Recount recount(SessionId id, ImportedBefore before) {
    extents.found(id, before.ranges());
    return new Recount();
  }

  @Override
  public void item(Item next) {
    items++;
    begin(next, null);
    try {
      reader.read(next, main);
    } catch (DaybookException unfit) {
      damaged(Damage.of(why(unfit), next));
    }
    sayPartial();
    countVerbatim();
  }

  /** Adds to each session with damage since that it does not have all of its source. */
  private void sayPartial() {
    if (isDamaged) {
      isDamaged = false;
      targets().forEach(SessionTarget::sayPartial);
    }
  }

  private void begin(@Nullable Item next, @Nullable Damage place) {
    item = next;
    damage = place;
    isVerbatim = false;
    number++;
  }

  private void countVerbatim() {
    verbatim += isVerbatim ? 1 : 0;
  }

  private static String why(DaybookException refused) {
    return refused.kind().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void damaged(Damage place) {
    count(place.line(), place.why());
    if (item == null || item.offset() != place.offset()) {
      begin(null, place);
    }
    main.add(place.within(maxKeptBytes).note(), null, null);
    main.sayPartial();
  }

  /** Returns the number of the item or damaged place at hand, which grows. */
  long number() {
    return number;
  }

  void keptVerbatim() {
    isVerbatim = true;
  }

  /**
   * Returns the id of an entry whose item has none: the number of its line, which is 0 behind the
   * last item; null before the first.
   */
  @Nullable
  String placeOfItem() {
    if (item != null) {
      long line = item.line();
      return item.part().isEmpty() ? String.valueOf(line) : line + ":" + item.offset();
    }
    return damage != null ? String.valueOf(damage.line()) : isAtEnd ? "0" : null;
  }

  /** Returns the damage that stands for an event that cannot be written. */
  Damage refused(DaybookException why) {
    isDamaged = true;
    Item at = item;
    count(at == null ? 0 : at.line(), why(why));
    if (at == null) {
      return new Damage(why(why), 0, 0, 0, new byte[0]);
    }
    byte[] bytes = at.text().getBytes(StandardCharsets.UTF_8);
    int kept = Math.min(bytes.length, Math.min(maxKeptBytes, 1 << 10));
    Damage begun = Damage.of(why(why), at.line(), at.offset(), bytes, 0, kept);
    return new Damage(begun.why(), at.line(), at.offset(), bytes.length, begun.beginning());
  }

  /** Encodes a line; the buffer is valid until the next call. */
  ByteBuffer line(byte[] quotedId, long seq, Instant ts, @Nullable String id, SessionEvent event) {
    if (!isOwnFormat) {
      root.admission().admit(event, id);
    }
    BatchEncoder encoder = root.encoder();
    encoder.clear();
    encoder.encode(quotedId, seq, ts.getEpochSecond(), ts.getNano(), id, event);
    return encoder.view(0, encoder.position());
  }

  /**
   * Ends the pass behind the last item.
   *
   * @throws StartedLate if the reader knows more of the session's beginning by now
   */
  void end() throws IOException {
    begin(null, null);
    isAtEnd = true;
    reader.end(main);
    sayPartial();
    countVerbatim();
    SessionStarted known = isStartKnown ? started : reader.started();
    if (!known.equals(started)) {
      throw new StartedLate(known);
    }
    main.end();
    for (SessionTarget child : children.values()) {
      child.end();
    }
  }

  /** Returns all sessions, the file's own first. */
  List<SessionTarget> targets() {
    List<SessionTarget> all = new ArrayList<>();
    all.add(main);
    all.addAll(children.values());
    return all;
  }

  /** Adds up a number of each session. */
  long sum(ToLongFunction<SessionTarget> number) {
    return targets().stream().mapToLong(number).sum();
  }

  long items() {
    return items;
  }

  long verbatim() {
    return verbatim;
  }

  long damagedPlaces() {
    return damaged;
  }

  private void count(long line, String reason) {
    damaged++;
    if (firstDamaged.size() < MAX_NAMED) {
      firstDamaged.add(new DamagedPlace(line, reason));
    }
  }

  List<DamagedPlace> firstDamaged() {
    return firstDamaged;
  }

  @Override
  public void close() throws IOException {
    for (SessionTarget target : targets()) {
      target.close();
    }
  }
}
