package dev.daybook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** The comparison of two codecs' lines of one entry. */
final class SameJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SameJson() {}

  /**
   * Fails unless both lines are the same JSON, whenever they were written and with what crc; an
   * empty list is the same as none.
   */
  static void require(byte[] expected, byte[] line) throws IOException {
    if (!tree(line).equals(tree(expected)) || line[line.length - 1] != '\n') {
      throw new IllegalStateException(
          "not the same event: expected=" + tree(expected) + ", found=" + tree(line));
    }
  }

  private static JsonNode tree(byte[] line) throws IOException {
    ObjectNode tree = (ObjectNode) JSON.readTree(line);
    tree.withObject("/data").removeIf(value -> value.isArray() && value.isEmpty());
    return tree.without(List.of("ts", "crc"));
  }
}
