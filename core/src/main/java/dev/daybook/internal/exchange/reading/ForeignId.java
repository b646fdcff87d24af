package dev.daybook.internal.exchange.reading;

import dev.daybook.DaybookException;
import dev.daybook.SessionId;
import dev.daybook.internal.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The ids of the sessions that an import makes. */
public final class ForeignId {

  /** The room for the suffix of a session's id. */
  private static final int SUFFIX_BYTES = 8;

  private ForeignId() {}

  /**
   * Returns the id of a session.
   *
   * @param name its name in the agent's own terms
   * @param suffix the ending that distinguishes it from earlier versions; empty for the first one
   */
  public static SessionId of(String name, String suffix) {
    return new SessionId(encoded(name) + suffix);
  }

  /** Encodes a name; one that leaves no room for a suffix gives way to its digest. */
  private static String encoded(String name) {
    try {
      String encoded = SessionId.encode(name);
      if (encoded.getBytes(StandardCharsets.UTF_8).length <= SessionId.MAX_BYTES - SUFFIX_BYTES) {
        return encoded;
      }
    } catch (DaybookException tooLong) {
      // as one without room for a suffix
    }
    byte[] digest = Sha256.start().digest(name.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + HexFormat.of().formatHex(digest);
  }
}
