package dev.daybook.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The data of a mix's events as maps of their fields, read from the lines that Daybook wrote: what
 * logging libraries take as structured data.
 */
final class EventMaps {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventMaps() {}

  /** One for each event of the mix, in its order. */
  static List<Map<String, Object>> of(EventMix mix) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (int i = 0; i < mix.size(); i++) {
      maps.add(data(mix.line(i)));
    }
    return maps;
  }

  @SuppressWarnings("unchecked") // a line's data is a JSON object
  private static Map<String, Object> data(byte[] line) {
    try {
      return (Map<String, Object>) JSON.readValue(line, Map.class).get("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
