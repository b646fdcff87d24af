package dev.daybook.exchange;

import java.time.Instant;
import java.util.List;

/** The account of the import of one file. Immutable. */
public final class ImportReport {

  private final String format;
  private final List<String> sessions;
  private final long items;
  private final long entries;
  private final long verbatim;
  private final long damaged;
  private final long newEntries;
  private final List<DamagedPlace> firstDamaged;

  /**
   * Makes a report; each parameter is what the method of its name returns.
   *
   * @param format the name of the format
   * @param sessions the ids, the file's own session first
   * @param items the number of items
   * @param entries the number of entries
   * @param verbatim the number of items kept as they are
   * @param damaged the number of damaged places
   * @param newEntries the number of new entries
   * @param firstDamaged the first damaged places
   */
  public ImportReport(
      String format,
      List<String> sessions,
      long items,
      long entries,
      long verbatim,
      long damaged,
      long newEntries,
      List<DamagedPlace> firstDamaged) {
    this.format = format;
    this.sessions = List.copyOf(sessions);
    this.items = items;
    this.entries = entries;
    this.verbatim = verbatim;
    this.damaged = damaged;
    this.newEntries = newEntries;
    this.firstDamaged = List.copyOf(firstDamaged);
  }

  /** Returns the name of the file's format. */
  public String format() {
    return format;
  }

  /**
   * Returns the ids of the sessions that hold the file's items: its own first, then those of
   * sub-agents in the order of their beginning. Empty if the file has no item.
   */
  public List<String> sessions() {
    return sessions;
  }

  /** Returns the number of items in the file, damaged places not counted. */
  public long items() {
    return items;
  }

  /** Returns the number of entries that the file's items gave, in all its sessions. */
  public long entries() {
    return entries;
  }

  /** Returns the number of items of which a part or all is kept as it is, without a typed event. */
  public long verbatim() {
    return verbatim;
  }

  /** Returns the number of places in the file that hold no item; each is kept as a note. */
  public long damaged() {
    return damaged;
  }

  /**
   * Returns the number of entries that this import added and none before it gave. An entry whose
   * content changed with its file, as the first one with a title that came later, is not counted.
   */
  public long newEntries() {
    return newEntries;
  }

  /**
   * Returns the first damaged places in the order of the file, at most three; none of a file that
   * had nothing new, which was not read again. {@code daybook.diagnosis} names all.
   */
  public List<DamagedPlace> firstDamaged() {
    return firstDamaged;
  }

  /**
   * A place of a file that holds no item.
   *
   * @param line the line where it begins, from 1; 0 for one behind the last item
   * @param reason the reason, in snake_case, as {@code invalid_json}
   */
  public record DamagedPlace(long line, String reason) {}

  /**
   * A version of the file that a session was imported from, as it was at one import. A file that
   * grew has one for each import that found more in it. Immutable.
   *
   * @param version its number, from 1; the greatest is the newest
   * @param format the name of its format
   * @param path the path of the file at that time, as it was given
   * @param modified the time when the file was modified
   * @param bytes its length in bytes
   * @param sha256 the digest of its bytes, SHA-256 in hex
   * @param items the number of its items
   * @param damaged the number of its places that could not be read
   * @param sessions the ids of the sessions that it gave: its own, and those of sub-agents
   */
  public record ImportedSource(
      int version,
      String format,
      String path,
      Instant modified,
      long bytes,
      String sha256,
      long items,
      long damaged,
      List<String> sessions) {

    public ImportedSource {
      sessions = List.copyOf(sessions);
    }
  }
}
