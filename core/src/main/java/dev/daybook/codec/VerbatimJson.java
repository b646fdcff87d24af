package dev.daybook.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.daybook.event.DaybookException;
import dev.daybook.event.DaybookException.Kind;
import dev.daybook.event.Json;
import java.io.IOException;
import java.util.HexFormat;

/** JSON text that a caller brought, as it stands in a line; and whether it can. */
final class VerbatimJson {

  private static final int UNICODE_ESCAPE = 6;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private VerbatimJson() {}

  /** The text, with the escapes of what UTF-8 cannot hold in its place. */
  static String line(Json json) {
    String text = json.text();
    return hasLoneSurrogate(text) ? escaped(text) : text;
  }

  /**
   * @param depth how many objects and arrays will be around the value on its line
   * @throws DaybookException if the text is not exactly one JSON value, or nests too deep; the
   *     detail {@code char} says where, from 0
   */
  static void check(Json json, int depth) {
    String text = line(json);
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
        throw unencodable(
            "JSON text goes on after its value", parser.currentTokenLocation().getCharOffset());
      }
    } catch (StreamConstraintsException tooDeep) {
      deepest = JsonFormat.MAX_DEPTH + 1;
    } catch (JsonProcessingException malformed) {
      JsonLocation at = malformed.getLocation();
      throw unencodable("text is not JSON", at == null ? 0 : Math.max(0, at.getCharOffset()));
    } catch (IOException impossible) {
      throw new AssertionError("a parser over text reads nothing else", impossible);
    }
    if (text.indexOf('\n') >= 0) {
      throw unencodable("JSON text has a line break, which would end the line");
    }
    if (deepest > JsonFormat.MAX_DEPTH) {
      throw DaybookException.of(
          Kind.UNENCODABLE, "JSON nests too deep", "maxDepth", JsonFormat.MAX_DEPTH);
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    return firstLone(text, 0) < text.length();
  }

  /** Where the next half of a surrogate pair stands whose other half is not there; or the end. */
  private static int firstLone(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return text.length();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + UNICODE_ESCAPE);
    int from = 0;
    int lone = firstLone(text, from);
    while (lone < text.length()) {
      escaped.append(text, from, lone).append("\\u").append(HEX.toHexDigits(text.charAt(lone)));
      from = lone + 1;
      lone = firstLone(text, from);
    }
    return escaped.append(text, from, text.length()).toString();
  }

  private static DaybookException unencodable(String reason) {
    return DaybookException.of(Kind.UNENCODABLE, reason);
  }

  private static DaybookException unencodable(String reason, long at) {
    return DaybookException.of(Kind.UNENCODABLE, reason, "char", at);
  }
}
