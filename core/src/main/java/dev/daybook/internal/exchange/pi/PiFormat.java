package dev.daybook.internal.exchange.pi;

import dev.daybook.exchange.AgentFormat;
import dev.daybook.exchange.SourceHead;
import dev.daybook.exchange.SourceReader;
import dev.daybook.internal.exchange.reading.FileHead;
import dev.daybook.internal.json.JsonValue;

/**
 * The session files of pi, of versions 1 to 3, and of oh-my-pi, which is made of it and puts a line
 * with the title in front. A line is an item.
 */
public final class PiFormat implements AgentFormat {

  /** The files of pi. */
  public static final PiFormat PI = new PiFormat(false);
  /** The files of oh-my-pi, which have more kinds of entries. */
  public static final PiFormat OH_MY_PI = new PiFormat(true);

  private final boolean isOhMyPi;

  private PiFormat(boolean isOhMyPi) {
    this.isOhMyPi = isOhMyPi;
  }

  @Override
  public String name() {
    return isOhMyPi ? "oh-my-pi" : "pi";
  }

  @Override
  public boolean recognises(SourceHead head) {
    FileHead known = FileHead.of(head);
    JsonValue header = PiHead.header(known);
    return isHeader(header) && isOhMyPi == isOfOhMyPi(known, header);
  }

  private static boolean isHeader(JsonValue header) {
    return header.get("cwd").isString();
  }

  private static boolean isOfOhMyPi(FileHead head, JsonValue header) {
    return head.first().get("type").is(PiHead.TITLE)
        || header.has("title")
        || header.has("additionalDirectories")
        || head.path().toString().replace('\\', '/').contains("/.omp/");
  }

  @Override
  public SourceReader reader(SourceHead head) {
    return new PiReader(this, FileHead.of(head));
  }

  /** Returns the agent's name for people. */
  String agentName() {
    return name();
  }

  /** Returns the type of the entry that keeps a thing of that kind as it is. */
  String wireType(String kind) {
    return (isOhMyPi ? "oh_my_pi." : "pi.") + PiFields.snakeCase(kind);
  }
}
