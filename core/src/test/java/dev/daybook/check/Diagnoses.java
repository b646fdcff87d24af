package dev.daybook.check;

import dev.daybook.event.SessionEvent;
import dev.daybook.internal.json.EventTypes;
import dev.daybook.internal.json.Lines;
import dev.daybook.internal.read.SessionFileReader;
import dev.daybook.read.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Diagnoses of sessions that a test makes up. */
final class Diagnoses {

  private Diagnoses() {}

  /** Of a session of these events, all recorded at the same time. */
  static Diagnosis of(SessionEvent... events) {
    return of(Lines.file(events));
  }

  /** Of a file of these bytes. */
  static Diagnosis of(byte[] bytes) {
    try {
      Path file = Files.createTempFile("diagnosis", ".ndjson");
      try {
        Files.write(file, bytes);
        return of(file, ReadOptions.strict());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Diagnosis of(Path file, ReadOptions options) {
    return Diagnosis.of(SessionFileReader.of(file, EventTypes.standard(), options));
  }

  /** How many findings of each kind there are in a session of these events. */
  static Map<String, Long> found(SessionEvent... events) {
    return found(of(events));
  }

  /** How many findings of each kind a diagnosis has, by wire name. */
  static Map<String, Long> found(Diagnosis diagnosis) {
    Map<String, Long> found = new LinkedHashMap<>();
    diagnosis.findingCounts().forEach((kind, count) -> found.put(kind.wireName(), count));
    return found;
  }

  /** The seqs of the findings of a kind. */
  static List<Long> seqs(Diagnosis diagnosis, FindingKind kind) {
    return diagnosis.findings().stream()
        .filter(finding -> finding.kind() == kind)
        .map(Finding::seq)
        .collect(Collectors.toList());
  }
}
