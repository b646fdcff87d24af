package dev.daybook.exchange;

import java.time.Instant;
import java.util.List;

/**
 * A version of the file that a session was imported from, as it was at one import. A file that grew
 * has one for each import that found more in it. Immutable.
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
