package dev.daybook.bench;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.daybook.Daybook;
import dev.daybook.event.Entry;
import dev.daybook.read.Fold;
import dev.daybook.read.ReadOptions;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Ways to read a session's file, each from its bytes to an object an event. */
public enum SessionReaders {

  /** Every line checked and decoded; the first one that is not sound ends it. */
  DAYBOOK_STRICT {
    @Override
    long count(Daybook daybook, Path file) {
      return folded(daybook, ReadOptions.strict());
    }
  },

  /** The same, but what is not sound is reported. */
  DAYBOOK_LENIENT {
    @Override
    long count(Daybook daybook, Path file) {
      return folded(daybook, ReadOptions.lenient());
    }
  },

  /** Every line checked, those of one type decoded. */
  DAYBOOK_ONE_TYPE {
    @Override
    long count(Daybook daybook, Path file) {
      return folded(daybook, ReadOptions.strict().withTypes(Set.of(ONE_TYPE)));
    }
  },

  /** The strict reading, decoded by a thread for each core. */
  DAYBOOK_PARALLEL {
    @Override
    long count(Daybook daybook, Path file) {
      int cores = Runtime.getRuntime().availableProcessors();
      return folded(daybook, ReadOptions.strict().withDecoders(cores));
    }
  },

  /**
   * One streaming parser over the file, and code by hand that makes the same entries. No checksum,
   * no order, no field that stands twice: nothing is checked but that it is JSON.
   */
  JACKSON_STREAMING {
    @Override
    long count(Daybook daybook, Path file) throws IOException {
      try (StreamedEntries entries = new StreamedEntries(file)) {
        long events = 0;
        while (entries.next() != null) {
          events++;
        }
        return events;
      }
    }
  },

  /** {@code ObjectReader.readValues} over the file, into an object with the event's own record. */
  DATABIND_READ_VALUES {
    @Override
    long count(Daybook daybook, Path file) throws IOException {
      ObjectReader reader = MappedEntry.reader();
      try (InputStream in = new FileInputStream(file.toFile());
          MappingIterator<MappedEntry> entries = reader.readValues(in)) {
        long events = 0;
        while (entries.hasNextValue()) {
          if (entries.nextValue().data != null) {
            events++;
          }
        }
        return events;
      }
    }
  },

  /** Line by line as text, and each line to a map. */
  READ_LINE_MAP {
    @Override
    long count(Daybook daybook, Path file) throws IOException {
      ObjectReader reader = MAPPER.readerFor(Map.class);
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        long events = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Map<String, Object> entry = reader.readValue(line);
          if (entry.containsKey("data")) {
            events++;
          }
        }
        return events;
      }
    }
  };

  /** The type that {@link #DAYBOOK_ONE_TYPE} asks for. */
  static final String ONE_TYPE = "tool_call";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Returns the number of events in the file of {@link EventMix#SESSION}, each of which was made an
   * object.
   */
  abstract long count(Daybook daybook, Path file) throws IOException;

  private static long folded(Daybook daybook, ReadOptions options) {
    return daybook.reader(EventMix.SESSION, options).fold(new EventCount()).result();
  }

  private static final class EventCount implements Fold<Long> {
    private long entries;

    @Override
    public void accept(Entry entry) {
      entries++;
    }

    @Override
    public Long result() {
      return entries;
    }
  }
}
