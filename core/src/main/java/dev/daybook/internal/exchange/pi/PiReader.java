package dev.daybook.internal.exchange.pi;

import dev.daybook.event.BranchSwitched;
import dev.daybook.event.EndKind;
import dev.daybook.event.EndReason;
import dev.daybook.event.ErrorInfo;
import dev.daybook.event.HistoryCompaction;
import dev.daybook.event.InferenceSettings;
import dev.daybook.event.InferenceSettingsChanged;
import dev.daybook.event.Json;
import dev.daybook.event.Note;
import dev.daybook.event.NoteLevel;
import dev.daybook.event.OpenEnum;
import dev.daybook.event.SeqRange;
import dev.daybook.event.SessionEnded;
import dev.daybook.event.SessionFork;
import dev.daybook.event.SessionStarted;
import dev.daybook.event.ThinkingLevel;
import dev.daybook.event.Unknown;
import dev.daybook.exchange.ImportTarget;
import dev.daybook.internal.exchange.cut.Item;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.exchange.reading.ForeignTime;
import dev.daybook.internal.exchange.reading.ItemPaths;
import dev.daybook.internal.exchange.reading.ValueReader;
import dev.daybook.internal.json.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a file of pi or oh-my-pi. Its items name their parents, and the last one is where the
 * agent went on: an item whose parent is not the one before it switches the branch. An item whose
 * parent was lost goes on with the one before. The line with the title gives no entry, since it is
 * rewritten in its place.
 */
final class PiReader extends ValueReader {

  private static final Set<String> SETTINGS =
      Set.of("type", "id", "parentId", "timestamp", "thinkingLevel");

  private static final Set<String> COMPACTION = Set.of(
      "type", "id", "parentId", "timestamp", "summary", "firstKeptEntryId", "firstKeptEntryIndex");

  private static final Set<String> BRANCH_SUMMARY =
      Set.of("type", "id", "parentId", "timestamp", "summary");

  private static final int FIRST_INDEXES = 64;

  private final PiFormat format;
  private final PiHead piHead;
  private final PiMessages messages;
  private final ItemPaths paths = new ItemPaths();
  private final Map<String, Long> texts = new HashMap<>();

  /** The seq of each item's first entry, which old files name by its index. */
  private long[] seqs = new long[FIRST_INDEXES];

  private int items;

  /** The item with an id that the next one goes on with. */
  private @Nullable String leaf;

  /** The entries in front of the first item with an id, which are of every branch. */
  private List<SeqRange> always = List.of();

  private boolean isTree;

  /** True if a branch was not followed, and is as soon as it may be. */
  private boolean isSwitchOwed;

  PiReader(PiFormat format, FileHead head) {
    super(head);
    this.format = format;
    this.piHead = new PiHead(format, head);
    this.messages = new PiMessages(format, piHead);
  }

  @Override
  public Optional<String> sessionName() {
    return piHead.sessionName();
  }

  @Override
  public List<String> earlierNames() {
    return piHead.nameInHeader().stream().toList();
  }

  @Override
  public SessionStarted started() {
    return piHead.started();
  }

  @Override
  @Nullable
  protected Instant time(JsonValue item) {
    Instant ts = ForeignTime.of(item.get("timestamp"));
    return ts == null ? ForeignTime.ofMillis(item.at("message", "timestamp")) : ts;
  }

  @Override
  protected void read(Item item, ImportTarget target) {
    JsonValue value = item.value();
    String type = value.get("type").text("");
    if (type.equals(PiHead.TITLE) && !value.has("id")) {
      return;
    }
    String id = value.get("id").text();
    if (type.equals(PiHead.HEADER) && !value.has("parentId")) {
      count(target.nextSeq());
      header(new PiEntry(value, type, time(value), null, item.line()), target);
      return;
    }
    PiEntry entry = new PiEntry(value, type, time(value), id, item.line());
    if (id == null) {
      count(target.nextSeq());
      add(entry, target);
      extendLeaf(target);
    } else if (isRepeated(id, value)) {
      count(target.nextSeq());
      Note note = new Note(
          NoteLevel.INFO,
          "an item came again as it was",
          "import_repeated",
          Json.of(Map.of("id", id)));
      target.add(note, entry.ts(), null);
    } else {
      ofTree(entry, id, target);
    }
  }

  private void count(long seq) {
    if (items == seqs.length) {
      seqs = Arrays.copyOf(seqs, 2 * items);
    }
    seqs[items++] = seq;
  }

  private boolean isRepeated(String id, JsonValue value) {
    String text = value.raw();
    long hash = ((long) text.hashCode() << Integer.SIZE) ^ text.length();
    Long before = texts.put(id, hash);
    return before != null && before == hash;
  }

  private void extendLeaf(ImportTarget target) {
    Long from = leaf == null ? null : paths.fromSeq(leaf);
    if (leaf != null && from != null) {
      paths.add(leaf, paths.parent(leaf), from, target.nextSeq());
    }
  }

  private void ofTree(PiEntry entry, String id, ImportTarget target) {
    if (!isTree) {
      isTree = true;
      long before = target.nextSeq() - 1;
      always = before < 0 ? List.of() : List.of(new SeqRange(0, before));
    }
    String parent = parentOf(entry);
    if (isSwitchOwed || !Objects.equals(parent, leaf)) {
      isSwitchOwed = !paths.maySwitch(target, entry.ts());
      if (!isSwitchOwed) {
        BranchSwitched switched = new BranchSwitched(paths.pathTo(parent, always), "branch");
        target.add(switched, entry.ts(), null);
      }
    }
    long from = target.nextSeq();
    count(from);
    boolean isReset = entry.type().equals("reset_boundary");
    if (isReset) {
      target.add(new BranchSwitched(always, "cleared"), entry.ts(), null);
    }
    try {
      add(entry, target);
    } finally {
      // an item that turns out to be damaged is still one that others go on with
      paths.add(id, isReset ? null : parent, from, target.nextSeq());
      leaf = id;
    }
  }

  private @Nullable String parentOf(PiEntry entry) {
    JsonValue parent = entry.get("parentId");
    String name = parent.text();
    if (name == null) {
      return parent.isAbsent() ? leaf : null;
    }
    return paths.has(name) ? name : leaf;
  }

  private void header(PiEntry header, ImportTarget target) {
    String parent = piHead.parentOfFork();
    if (parent != null) {
      target.add(
          SessionFork.builder()
              .parentSessionId(parent)
              .forkedToSeq(0)
              .replayEventCount(0L)
              .childWorkspace(header.get("cwd").text())
              .strategy("pi_fork")
              .limitations(List.of("the parent's entry where it was forked is not known"))
              .build(),
          header.ts(),
          header.id());
    }
    header.addVerbatim(target, format.wireType(header.type()));
    settings(header, target);
  }

  private void add(PiEntry entry, ImportTarget target) {
    switch (entry.type()) {
      case "message" -> messages.add(entry, target);
      case "custom_message" -> messages.custom(entry, target);
      case "model_usage" -> messages.usageAlone(entry, target);
      case "compaction" -> compaction(entry, target);
      case "branch_summary" -> {
        messages.system(entry, entry.get("summary").text(""), target);
        addRest(entry, BRANCH_SUMMARY, target);
      }
      case "thinking_level_change" -> {
        if (settings(entry, target)) {
          addRest(entry, SETTINGS, target);
        } else {
          entry.addVerbatim(target, format.wireType(entry.type()));
        }
      }
      case "custom" -> {
        entry.addVerbatim(target, format.wireType(entry.type()));
        if (entry.get("customType").is("session_exit")) {
          target.add(ended(entry.get("data")), entry.ts(), entry.id());
        }
      }
      default -> entry.addVerbatim(target, format.wireType(entry.type()));
    }
  }

  private void addRest(PiEntry entry, Set<String> known, ImportTarget target) {
    Json rest = PiFields.rest(entry.value(), known);
    if (rest != null) {
      target.add(new Unknown(format.wireType(entry.type()), rest), entry.ts(), entry.id());
    }
  }

  /** Adds the level of thinking; a level that no program knows would make settings unreadable. */
  private static boolean settings(PiEntry entry, ImportTarget target) {
    String level = entry.get("thinkingLevel").text();
    ThinkingLevel known = level == null ? null : new ThinkingLevel(level);
    if (known == null || !OpenEnum.constants(ThinkingLevel.class).contains(known)) {
      return false;
    }
    target.add(new InferenceSettingsChanged(new InferenceSettings(known)), entry.ts(), entry.id());
    return true;
  }

  private void compaction(PiEntry entry, ImportTarget target) {
    long firstKept = firstKept(entry, target.nextSeq());
    HistoryCompaction compaction = HistoryCompaction.builder()
        .range(new SeqRange(0, Math.max(0, firstKept - 1)))
        .summary(entry.get("summary").text(""))
        .filesTouched(entry.value().at("details", "modifiedFiles").elements().stream()
            .map(JsonValue::text)
            .filter(Objects::nonNull)
            .toList())
        .build();
    target.add(compaction, entry.ts(), entry.id());
    addRest(entry, COMPACTION, target);
  }

  /** Returns the first of the entries that stay; the compaction's own if none before it do. */
  private long firstKept(PiEntry entry, long own) {
    String id = entry.get("firstKeptEntryId").text();
    if (id != null) {
      Long seq = paths.fromSeq(id);
      return seq == null ? own : seq;
    }
    Long index = entry.get("firstKeptEntryIndex").count();
    // the header has index 0 and is no message
    return index == null || index == 0 || index >= items ? own : seqs[index.intValue()];
  }

  private static SessionEnded ended(JsonValue data) {
    String kind = data.get("kind").text("");
    if (kind.equals("normal")) {
      return SessionEnded.normally();
    }
    EndKind end = kind.equals("fatal") ? EndKind.ERROR : EndKind.INTERRUPTED;
    ErrorInfo error =
        new ErrorInfo(kind.isEmpty() ? null : kind, data.get("reason").text(), null);
    return new SessionEnded(new EndReason(end, error, null));
  }
}
