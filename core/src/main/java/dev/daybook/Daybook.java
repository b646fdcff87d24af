package dev.daybook;

import static java.util.Objects.requireNonNull;

import dev.daybook.catalog.CalledAgent;
import dev.daybook.catalog.Catalog;
import dev.daybook.catalog.ForkOptions;
import dev.daybook.catalog.ForkPlan;
import dev.daybook.catalog.Lineage;
import dev.daybook.catalog.Project;
import dev.daybook.catalog.Projects;
import dev.daybook.check.Diagnosis;
import dev.daybook.check.Repair;
import dev.daybook.check.Verification;
import dev.daybook.check.VerifyOptions;
import dev.daybook.event.Note;
import dev.daybook.event.SessionEvent;
import dev.daybook.exchange.ExportReport;
import dev.daybook.exchange.ImportOptions;
import dev.daybook.exchange.ImportReport;
import dev.daybook.exchange.ImportReport.ImportedSource;
import dev.daybook.internal.catalog.AgentFamily;
import dev.daybook.internal.catalog.FolderCatalog;
import dev.daybook.internal.check.Repairer;
import dev.daybook.internal.check.Verifier;
import dev.daybook.internal.engine.Journal;
import dev.daybook.internal.engine.JournalOptions;
import dev.daybook.internal.engine.SessionHandle;
import dev.daybook.internal.exchange.Exchange;
import dev.daybook.internal.exchange.Exports;
import dev.daybook.internal.exchange.StoredSession;
import dev.daybook.internal.file.FirstLines;
import dev.daybook.internal.file.SessionFolder;
import dev.daybook.internal.follow.FileTail;
import dev.daybook.internal.follow.LiveSubscription;
import dev.daybook.internal.fork.Fork;
import dev.daybook.internal.fork.LineageTree;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.internal.search.SessionSearch;
import dev.daybook.internal.search.ValueCount;
import dev.daybook.internal.usage.RootUsage;
import dev.daybook.read.Fold;
import dev.daybook.read.Folded;
import dev.daybook.read.History;
import dev.daybook.read.ReadOptions;
import dev.daybook.read.SessionReader;
import dev.daybook.read.StartPosition;
import dev.daybook.read.Subscriber;
import dev.daybook.read.Subscription;
import dev.daybook.read.Tail;
import dev.daybook.read.TailOptions;
import dev.daybook.read.Transcript;
import dev.daybook.search.Hit;
import dev.daybook.search.SearchQuery;
import dev.daybook.search.SearchTotals;
import dev.daybook.search.SearchValues;
import dev.daybook.usage.UsageQuery;
import dev.daybook.usage.UsageReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The journals of a root folder: sessions in, histories out. Any thread may call anything here.
 *
 * <p>Opening a daybook looks at its root, touches no file and starts no thread; the first
 * {@link #openSession} starts the journal thread that all sessions share, and adds the shutdown
 * hook. Reading starts none, unless its options ask for some.
 *
 * <p>Each method that takes an id throws {@code INVALID_SESSION_ID}, {@code UNSAFE_PATH} and
 * {@code IO_ERROR} as {@link #file} does; each that reads a session throws as
 * {@link SessionReader#fold} does.
 */
public final class Daybook implements AutoCloseable {

  private final SessionFolder folder;
  private final EventTypes types;
  private final JournalOptions options;
  final LazyJournal journal;

  Daybook(SessionFolder folder, EventTypes types, JournalOptions options, LazyJournal journal) {
    this.folder = folder;
    this.types = types;
    this.options = options;
    this.journal = journal;
  }

  /**
   * Opens the daybook of that root folder, which need not exist, with the default options. Any
   * number of daybooks and processes may share it; a session has one recorder at a time.
   *
   * @throws DaybookException as {@link DaybookBuilder#open} does
   */
  public static Daybook open(Path root) {
    return builder(root).open();
  }

  /** Returns a builder for a daybook of that root folder. */
  public static DaybookBuilder builder(Path root) {
    return new DaybookBuilder(root, null);
  }

  /**
   * Opens the daybook of the project that a folder belongs to, with the default options. Its root
   * is below the user's home; the first session that is created or opened for recording there also
   * writes down the project's folder.
   *
   * @param workingFolder in the project, as {@link Projects#of(Path)} defines it
   * @throws DaybookException as {@link Projects#ofUser} and {@link Projects#of(Path)} do
   */
  public static Daybook forProject(Path workingFolder) {
    return builder(Projects.ofUser().of(workingFolder)).open();
  }

  /** Returns a builder for a daybook of that project. */
  public static DaybookBuilder builder(Project project) {
    return new DaybookBuilder(project.root(), project);
  }

  /**
   * Opens a session for recording, and creates it if there is none. The result is one more handle
   * if the session is open here. The caller closes what this returns; the session is closed with
   * its last handle, or with this daybook.
   *
   * <p>A torn tail, which only a crash leaves, is first moved to a file beside it. The last lines
   * are checked, and after a crash all that it can have harmed; a file whose past is not known is
   * read once as a whole. When this returns, the file itself is durable, and no other daybook or
   * process can record in it until the session is closed or this process ends, however it ends.
   *
   * @param id as {@link SessionId} says; {@link SessionId#encode} makes one of any name that a host
   *     has for a conversation, {@link #newSessionId} one that is new
   * @throws DaybookException {@code SESSION_LOCKED} if another holder records in it, which the
   *     details name; {@code SESSION_CLOSED} if the daybook is closed; or what is wrong with one of
   *     the lines that are checked
   */
  public Session openSession(String id) {
    SessionId sessionId = new SessionId(id);
    return journal.open(sessionId, folder.openOrCreate(sessionId));
  }

  /**
   * Opens a session that exists for recording: its next entry follows the last one. Otherwise as
   * {@link #openSession}.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is none
   */
  public Session resumeSession(String id) {
    SessionId sessionId = new SessionId(id);
    return journal.open(sessionId, folder.existing(sessionId));
  }

  /** Returns a new id for a session, and creates nothing. Such ids sort by time. */
  public String newSessionId() {
    return SessionId.generate(options.clock()).value();
  }

  /** Creates a session without events; otherwise as {@link #createSession(String, List)}. */
  public void createSession(String id) {
    createSession(id, List.of());
  }

  /**
   * Creates a session with its first events, and does not open it: all of them are on the device
   * when this returns, or there is no such session.
   *
   * @param events with seq from 0; may be empty
   * @throws DaybookException {@code SESSION_EXISTS}; what is wrong with an event
   */
  public void createSession(String id, List<? extends SessionEvent> events) {
    createSession(id, events.stream());
  }

  /**
   * Creates a session with its first events as {@link #createSession(String, List)} does, in memory
   * that does not grow with their number. The stream is read once, in order and on this thread, and
   * closed in any case; it is not read if there is such a session already. Whatever it throws is
   * thrown here, and there is no such session then.
   *
   * @param events with seq from 0; may be empty
   * @throws DaybookException {@code SESSION_EXISTS}; what is wrong with an event, with its index
   */
  public void createSession(String id, Stream<? extends SessionEvent> events) {
    try (events) {
      SessionId sessionId = new SessionId(id);
      journal.rememberProject();
      try (FirstLines lines =
          new FirstLines(types, options.maxLineBytes(), options.clock(), folder, sessionId)) {
        lines.write(events);
      }
    }
  }

  /**
   * Creates a session as a copy of another one, which is only read, and strictly. What was recorded
   * in the parent here and is not written yet is not part of it: call its {@code sync()} first. The
   * child is durable when this returns, and not open.
   *
   * <p>The child's first entry, of seq 0, is a {@code session_fork} that names its origin. The
   * parent's follow, each seq one higher as long as none is left out; an id is given anew. Left out
   * are {@code provider_usage}, {@code session_fork}, {@code branch_summary} and a torn tail.
   *
   * @return what was copied and what was left out
   * @throws DaybookException {@code SESSION_NOT_FOUND} if there is no parent, or no entry in it;
   *     {@code SESSION_EXISTS}; {@code INVALID_VALUE} if the child is the parent, or the parent has
   *     no entry of that seq; the parent's first fault; {@code INTERRUPTED}. There is no child then
   */
  public ForkPlan fork(String parent, String child, ForkOptions how) {
    return forkOf(parent, child, how).make();
  }

  /** Creates a session as a copy of the whole of another one, as the other {@code fork} does. */
  public ForkPlan fork(String parent, String child) {
    return fork(parent, child, ForkOptions.whole());
  }

  /** Plans what {@link #fork(String, String, ForkOptions)} would do, and writes nothing. */
  public ForkPlan forkPlan(String parent, String child, ForkOptions how) {
    return forkOf(parent, child, how).plan();
  }

  private Fork forkOf(String parent, String child, ForkOptions how) {
    SessionId from = new SessionId(parent);
    SessionId to = new SessionId(child);
    return new Fork(folder, types, options.maxLineBytes(), options.clock(), from, to, how);
  }

  /** Returns the lineage of all sessions, to a depth of {@value Lineage#DEFAULT_MAX_DEPTH}. */
  public Lineage lineage() {
    return lineage(Lineage.DEFAULT_MAX_DEPTH);
  }

  /**
   * Returns the lineage of all sessions. Memory grows with the number of sessions, not with the
   * size of their files.
   *
   * @param maxDepth the number of levels to show below a root, from 0 to
   *     {@value Lineage#MAX_DEPTH}, so that a caller can walk the tree by recursion
   * @throws DaybookException {@code INVALID_VALUE} if the depth is out of its range;
   *     {@code IO_ERROR} if the folder cannot be listed; {@code UNSAFE_PATH}; {@code INTERRUPTED}
   *     with the thread's interrupt flag set
   */
  public Lineage lineage(int maxDepth) {
    return LineageTree.read(folder, types, options.maxLineBytes(), maxDepth);
  }

  /**
   * Returns the sub-agents below a session, each behind its caller and with its depth: those that
   * {@code subagent_event}s name, and those whose own sessions name it in their first entries. An
   * agent that several call is in the list once for each, and what is below it once. So the
   * sessions of a family are the session itself and the distinct {@link CalledAgent#session()} of
   * the list.
   *
   * <p>Reads the first entry of every session of the root, and all of the sessions in the list;
   * lines that cannot be read are passed over. Memory grows with the number of sessions and of
   * sub-agents.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code INVALID_SESSION_ID};
   *     {@code IO_ERROR} if the folder cannot be listed or a session of the family cannot be read;
   *     {@code UNSAFE_PATH}; {@code INTERRUPTED} with the thread's interrupt flag set
   */
  public List<CalledAgent> subAgents(String session) {
    return AgentFamily.below(folder, types, options.maxLineBytes(), new SessionId(session));
  }

  /**
   * Annotates a session that exists, from outside: with a note that is no part of its conversation.
   * If no process records the session, or this daybook does, the note is on the device as its entry
   * when this returns. Else it is on the device in an inbox below the root, from which the process
   * that records the session takes it in: with its next background force, when it closes the
   * session, or when the session is opened next. It is recorded once, with the time of this call.
   *
   * @return where it is
   * @throws DaybookException {@code SESSION_NOT_FOUND}; what is wrong with the note; as
   *     {@link #resumeSession} does, but for {@code SESSION_LOCKED}
   */
  public Annotated annotate(String session, Note note) {
    return new Annotator(folder, journal, types, options)
        .annotate(new SessionId(session), note, null);
  }

  /**
   * Annotates a session as {@link #annotate(String, Note)} does, once: a note of the same id in the
   * session is not recorded again.
   *
   * @param id what the entry's id will be; not empty
   */
  public Annotated annotate(String session, Note note, String id) {
    return new Annotator(folder, journal, types, options)
        .annotate(new SessionId(session), note, requireNonNull(id, "id"));
  }

  /**
   * Moves a session to the trash folder of the root, with what was kept beside its file; no process
   * may be recording in it. From there it can be moved back by hand.
   *
   * @return where its file is now
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code SESSION_LOCKED}
   */
  public Path delete(String id) {
    SessionId sessionId = new SessionId(id);
    journal.refuseIfOpen(sessionId);
    return folder.delete(sessionId);
  }

  /** Removes a session for good; otherwise as {@link #delete}. */
  public void purge(String id) {
    SessionId sessionId = new SessionId(id);
    journal.refuseIfOpen(sessionId);
    folder.purge(sessionId);
  }

  /**
   * Reads everything in a session's file into memory, strictly. An entry whose data does not fit
   * its type is {@code Unknown}, since it was recorded before the type changed, and the report has
   * it. For a large session use {@link #fold}. No reading sees that entries are missing at the end
   * of the file; {@link #verify} and {@link #diagnosis} do.
   */
  public History history(String id) {
    return reader(id, readOptions()).history();
  }

  /** Folds a session's file as strictly as {@link #history}; {@link #reader} has other options. */
  public <R> Folded<R> fold(String id, Fold<R> fold) {
    return reader(id, readOptions()).fold(fold);
  }

  /**
   * Reads a session as a conversation, as strictly as {@link #history}, from its end: the cost
   * follows what came after the newest snapshot.
   */
  public Transcript transcript(String id) {
    return reader(id, readOptions()).transcript();
  }

  /** Diagnoses a session before it goes on: damage, what was left unfinished, and totals. */
  public Diagnosis diagnosis(String id) {
    return diagnosis(id, readOptions());
  }

  /** Diagnoses a session with options, of which strictness and types do not count. */
  public Diagnosis diagnosis(String id, ReadOptions readOptions) {
    SessionReader reader = reader(id, readOptions);
    return Diagnosis.of(
        reader, Verifier.ofWhole(folder, new SessionId(id), options.maxLineBytes()));
  }

  /** Returns options under which damage ends the reading, and a changed type does not. */
  private ReadOptions readOptions() {
    return ReadOptions.strict().withUnfitAsUnknown(true).withMaxLineBytes(options.maxLineBytes());
  }

  /**
   * Returns a reader of a session's file with options. Nothing is read yet. To it an entry of
   * another session is a fault.
   */
  public SessionReader reader(String id, ReadOptions readOptions) {
    return SessionFileReader.of(file(id), types, readOptions, id);
  }

  /**
   * Writes a session in another form, read as strictly as {@link #history}. Nothing is opened for
   * recording; the caller closes {@code out}.
   *
   * @param format {@code markdown}, {@code jsonl} (messages as providers of models take them),
   *     {@code ndjson} (a flat row an entry), or the name of an
   *     {@link dev.daybook.exchange.AgentFormat} that
   *     {@linkplain dev.daybook.exchange.AgentFormat#canWrite writes}
   * @return what was written, and what the form could not hold
   * @throws DaybookException {@code INVALID_VALUE} if there is no such form; the session's first
   *     fault, after which what was written is incomplete
   * @throws IOException what {@code out} throws
   */
  public ExportReport export(String session, String format, OutputStream out) throws IOException {
    return Exports.write(new StoredSession(session, reader(session, readOptions())), format, out);
  }

  /** Returns the catalog, which lists sessions and finds one by an abbreviated id. */
  public Catalog catalog() {
    return new FolderCatalog(folder, types, options.maxLineBytes(), options.clock());
  }

  /**
   * Searches all sessions for entries that match, and gives each to a consumer on the calling
   * thread: those of the session that was updated last first, and of a session in the order of its
   * file. An entry is given once, however often it matches. What is recorded here and is not
   * written yet is not found, nor is what is written while the search is at work.
   *
   * <p>Files are read by threads of the search's own, one for each core up to eight, which are gone
   * when this returns. Memory is that of some pieces of half a megabyte with their hits, and of a
   * longest line for each thread. A line that is no entry is skipped and counted, a session that
   * cannot be read too.
   *
   * @param hits returns false to end the search; what it throws ends it, too
   * @throws DaybookException as {@link Catalog#list} does; {@code INTERRUPTED} with the thread's
   *     interrupt flag set
   */
  public SearchTotals search(SearchQuery query, Predicate<? super Hit> hits) {
    return SessionSearch.search(folder, types, options.maxLineBytes(), catalog(), query, hits);
  }

  /**
   * Returns the values that filters of entries can name in the sessions that the query's filters of
   * sessions let through: to say what there is where a search found nothing. Reads these sessions
   * whole, as {@link #usage} does; the pattern and the filters of entries are of no account, and
   * what cannot be read is not counted.
   *
   * @throws DaybookException as {@link #search} does
   */
  public SearchValues searchValues(SearchQuery query) {
    return ValueCount.of(folder, types, options.maxLineBytes(), catalog(), query);
  }

  /**
   * Verifies that a session's file is what was recorded, and reports exactly where it is not;
   * changes nothing.
   */
  public Verification verify(String id) {
    return verify(id, VerifyOptions.defaults().withMaxLineBytes(options.maxLineBytes()));
  }

  /** Verifies a session's file as {@link #verify(String)} does, with options. */
  public Verification verify(String id, VerifyOptions verifyOptions) {
    return Verifier.verify(folder, new SessionId(id), types, verifyOptions);
  }

  /**
   * Repairs a session's file where that is provably safe, and else changes nothing. What was there
   * is kept beside it, and what is left out is reported.
   *
   * @throws DaybookException as {@link #verify} does; {@code SESSION_LOCKED} if another writer
   *     records in it
   */
  public Repair repair(String id) {
    return Repairer.repair(folder, new SessionId(id), types, options.maxLineBytes(), false);
  }

  /** Plans what {@link #repair} would do; the session's file is not changed. */
  public Repair repairPlan(String id) {
    return Repairer.repair(folder, new SessionId(id), types, options.maxLineBytes(), true);
  }

  /**
   * Adds up the usage of the sessions that a query asks for: tokens, cost, calls, failures and
   * active time. Each file is read once, to its length at the start, on as many threads as there
   * are cores, which are gone when this returns; memory does not grow with the number of entries.
   * Every line that counts is what its checksum proves, or has an entry without a checksum; others
   * are skipped and counted in the report, and so are sessions that cannot be read.
   *
   * <p>A model call counts once, by the rules of {@link dev.daybook.check.UsageTally}, and a tool
   * call by those of {@link dev.daybook.check.ToolTally}. What a fork copied counts where it came
   * from, and a sub-agent's usage in its own session; a query for named sessions counts those of
   * their sub-agents, too. Imported sessions that have entries of each other, as versions of one
   * source and copied histories do, are read twice, and each entry counts in one of them.
   *
   * @throws DaybookException {@code UNSAFE_PATH}; {@code IO_ERROR} if the sessions cannot be
   *     listed; {@code INTERRUPTED} with the thread's interrupt flag set
   */
  public UsageReport usage(UsageQuery query) {
    return RootUsage.of(folder, query);
  }

  /**
   * Shows a session live to the process that records it, from that position on: each entry after it
   * was written, and what is published, on a thread of its own. {@link #tail} follows a session
   * that another process, or another daybook, records.
   *
   * <p>Opens the session as {@link #resumeSession} does, and ends when it is closed: with the last
   * handle that records in it, or with this daybook. Without one it stays open, and locked, until
   * its last subscription closes.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}, and none is created; otherwise as
   *     {@link #openSession} does
   */
  public Subscription subscribe(String id, StartPosition from, Subscriber subscriber) {
    SessionId sessionId = new SessionId(id);
    SessionHandle session = journal.openToWatch(sessionId, folder.existing(sessionId));
    try {
      return LiveSubscription.start(
          session, file(id), types, options.maxLineBytes(), from, subscriber);
    } catch (Throwable refused) {
      session.close();
      throw refused;
    }
  }

  /**
   * Follows a session by its file: its entries so far, and those that any process records from now
   * on. Opens nothing for recording, and takes no lock. The caller asks for each event and closes
   * it; closing this daybook does not. A process that records the session itself also sees what is
   * published with {@link #subscribe}.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}, unless it is waited for
   */
  public Tail tail(String id, TailOptions how) {
    return FileTail.of(
        folder, new SessionId(id), types, options.maxLineBytes(), options.clock(), how);
  }

  /**
   * Imports another agent's session file: its items become the entries of a session, and its bytes
   * are kept below the root. The file is only read. What an import before brought in is not brought
   * in again: a file that grew is appended to, one that is the same changes nothing, and one that
   * was rewritten becomes a session beside the old one, whose id ends with {@code .2} and so on.
   *
   * <p>All of it is on the device when this returns, or nothing of it is there: a session is
   * created, or appended to, when the whole file has been read. Memory does not grow with the file,
   * but for the identifiers in it. A file of any other process may grow meanwhile.
   *
   * @param options the formats to recognise; {@link ImportOptions#defaults} for all that Daybook
   *     has
   * @return the account of it
   * @throws DaybookException {@code INVALID_VALUE} if the file is of no known format, with a detail
   *     {@code reason}: {@code empty}, {@code compressed}, {@code other_agent},
   *     {@code beside_session}, {@code settings}, {@code unknown_format}; {@code IO_ERROR} if it
   *     cannot be read ({@code denied}, {@code absent}), is no regular file ({@code not_a_file}),
   *     or changed while it was read; {@code SESSION_LOCKED} if another holder records in its
   *     session; {@code CRC_MISMATCH} if the list of the session's sources is damaged;
   *     {@code INTERRUPTED}
   */
  public ImportReport importFile(Path file, ImportOptions options) {
    journal.rememberProject();
    return exchange().importFile(file, options);
  }

  /**
   * Imports what a stream gives; otherwise as {@link #importFile}. The stream is read to its end
   * first, into a file of the root, and not closed. Entries without a time, where there is none
   * before them either, have 1970-01-01T00:00:00Z, where a file's have the time of its last change.
   *
   * @param name the name that stands for a file's, of which a session's id is made if the content
   *     has none
   */
  public ImportReport importStream(InputStream in, String name, ImportOptions options) {
    journal.rememberProject();
    return exchange().importStream(in, name, options);
  }

  /**
   * Writes the bytes of the file that a session was imported from, byte for byte. The caller closes
   * {@code out}.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code INVALID_VALUE} if the session was
   *     not imported; {@code CRC_MISMATCH} if the kept bytes are damaged: what stands before the
   *     damage is written
   * @throws IOException what {@code out} throws
   */
  public void exportSource(String id, OutputStream out) throws IOException {
    exchange().copySource(new SessionId(id), 0, out);
  }

  /**
   * Writes an older version of the file that a session was imported from; otherwise as
   * {@link #exportSource(String, OutputStream)}.
   *
   * @param version its number in {@link #sources}, from 1
   * @throws DaybookException as well {@code INVALID_VALUE} if there is no version of that number;
   *     the details name those that there are
   */
  public void exportSource(String id, int version, OutputStream out) throws IOException {
    if (version < 1) {
      throw new IllegalArgumentException("version is too small: version=" + version + ", least=1");
    }
    exchange().copySource(new SessionId(id), version, out);
  }

  /**
   * Returns the kept versions of the file that a session was imported from, the oldest first; empty
   * if it was not imported. A file that was rewritten became another session, which has its own.
   *
   * @throws DaybookException {@code SESSION_NOT_FOUND}; {@code CRC_MISMATCH} if the list of them is
   *     damaged; {@code IO_ERROR}
   */
  public List<ImportedSource> sources(String id) {
    return exchange().sources(new SessionId(id));
  }

  private Exchange exchange() {
    return new Exchange(folder, types, options.maxLineBytes());
  }

  /** Returns true if the session has a file, whatever is in it. */
  public boolean exists(String id) {
    return folder.exists(new SessionId(id));
  }

  /**
   * Returns the path that the session's file has or would have.
   *
   * @throws DaybookException {@code INVALID_SESSION_ID}; {@code UNSAFE_PATH} if a link, or what is
   *     no folder or file, is in its way; {@code IO_ERROR} if the file system has no name for it
   */
  public Path file(String id) {
    return folder.file(new SessionId(id));
  }

  /**
   * Returns when everything that any thread recorded in any session before this call is forced.
   *
   * @throws DaybookException the first session's reason, as {@link Session#sync()} says; the others
   *     are forced nevertheless. {@code SESSION_CLOSED}; {@code OUTCOME_UNKNOWN} after an
   *     interrupt, with the thread's flag set
   */
  public void sync() {
    journal.started().ifPresent(Journal::sync);
  }

  /** Returns totals of the events of all sessions so far. */
  public Counters counters() {
    return journal.started().map(Journal::counters).orElseGet(Journal::noCounters);
  }

  /** Returns how full the journal is, its lag, and its sessions' states, also while it hangs. */
  public Gauges gauges() {
    return journal.started().map(Journal::gauges).orElseGet(() -> Journal.noGauges(options));
  }

  /**
   * Writes and forces everything that was recorded, closes every session and ends the journal
   * thread. A second call does nothing. A program that ends without this call is closed by a
   * shutdown hook, unless {@link DaybookBuilder#shutdownHook} says otherwise.
   *
   * @throws DaybookException what could not be written, as {@link Session#close} says, after all
   *     else is closed; or {@code CLOSE_TIMEOUT}: the journal thread goes on, and this may be
   *     called again
   */
  @Override
  public void close() {
    journal.close();
  }
}
