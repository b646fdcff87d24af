package dev.daybook.internal.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import dev.daybook.event.Json;
import dev.daybook.internal.json.fast.EscapedChars;
import java.io.IOException;
import java.util.HexFormat;

/**
 * The check and the form in a line of JSON text that a caller brought.
 *
 * <p>The text stands in the line as it is, but for chars that UTF-8 cannot hold or a terminal
 * obeys. Where JSON allows these they are in a string and have an escape that means the same; a
 * carriage return is white space there, and a blank is as good.
 */
final class VerbatimJson {

  private static final int UNICODE_ESCAPE = 6;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private VerbatimJson() {}

  /** Returns the text as it stands in a line; for text that {@link #check} let pass. */
  static String line(Json json) {
    String text = json.text();
    int first = firstReplaced(text, 0);
    return first == text.length() ? text : replaced(text, first);
  }

  /**
   * Checks that text can stand in a line.
   *
   * @param depth the number of objects and arrays that will be around the value on its line
   * @throws DaybookException if the text is not exactly one JSON value, or nests too deep; the
   *     detail {@code char} has the offset, from 0
   */
  static void check(Json json, int depth) {
    // as it came: a backslash before it would make another escape of the one that is put there
    String text = json.text();
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

  /** Returns the offset of the next char that does not stand in a line as it is; or the end. */
  private static int firstReplaced(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPrintableAscii(c)) {
        continue;
      }
      if (!Character.isSurrogate(c)) {
        if (c == '\r' || EscapedChars.has(c)) {
          return i;
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        return i;
      }
    }
    return text.length();
  }

  private static boolean isPrintableAscii(char c) {
    return c >= ' ' && c <= '~';
  }

  private static String replaced(String text, int first) {
    StringBuilder line = new StringBuilder(text.length() + UNICODE_ESCAPE);
    int from = 0;
    for (int i = first; i < text.length(); i = firstReplaced(text, from)) {
      char c = text.charAt(i);
      line.append(text, from, i);
      if (c == '\r') {
        line.append(' ');
      } else {
        line.append("\\u").append(HEX.toHexDigits(c));
      }
      from = i + 1;
    }
    return line.append(text, from, text.length()).toString();
  }

  private static DaybookException unencodable(String reason) {
    return DaybookException.of(Kind.UNENCODABLE, reason);
  }

  private static DaybookException unencodable(String reason, long at) {
    return DaybookException.of(Kind.UNENCODABLE, reason, "char", at);
  }
}
