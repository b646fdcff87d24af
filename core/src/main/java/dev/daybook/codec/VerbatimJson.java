package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Json;
import java.io.IOException;

/** Whether JSON text that a caller brought can stand in a line as it is. */
final class VerbatimJson {

  private VerbatimJson() {}

  /**
   * @param depth how many objects and arrays will be around the value on its line
   * @throws DaybookException if the text is not exactly one JSON value, nests too deep, breaks the
   *     line or cannot be UTF-8
   */
  static void check(Json json, int depth) {
    String text = json.text();
    if (text.indexOf('\n') >= 0) {
      throw unencodable("JSON text has a line break, which would end the line; remove it");
    }
    if (hasLoneSurrogate(text)) {
      throw unencodable("JSON text has a lone surrogate, which UTF-8 cannot hold; escape it");
    }
    int deepest = depth;
    try (JsonParser parser = JsonFormat.parser(text)) {
      if (parser.nextToken() == null) {
        throw unencodable("JSON text is empty");
      }
      int open = 0;
      do {
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
          deepest = Math.max(deepest, depth + ++open);
        } else if (token.isStructEnd()) {
          open--;
        }
      } while (parser.nextToken() != null && open > 0);
      if (parser.currentToken() != null) {
        throw unencodable("JSON text goes on after its value");
      }
    } catch (StreamConstraintsException tooDeep) {
      deepest = JsonFormat.MAX_DEPTH + 1;
    } catch (IOException malformed) {
      throw unencodable("text is not JSON");
    }
    if (deepest > JsonFormat.MAX_DEPTH) {
      throw DaybookException.of(
          Kind.UNENCODABLE, "JSON nests too deep", "maxDepth", JsonFormat.MAX_DEPTH);
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static DaybookException unencodable(String reason) {
    return DaybookException.of(Kind.UNENCODABLE, reason);
  }
}
