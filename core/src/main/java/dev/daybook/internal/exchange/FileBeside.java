package dev.daybook.internal.exchange;

import dev.daybook.DaybookException;
import dev.daybook.internal.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The small file that an agent writes beside a session's, with the same name but its ending. */
final class FileBeside {

  private static final String OF_SESSIONS = ".jsonl";
  private static final String ENDING = ".meta.json";
  private static final int MAX_BYTES = 1 << 16;

  private FileBeside() {}

  /** Returns the object in it; absent if there is no such file, or nothing can be read in it. */
  static JsonValue of(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(OF_SESSIONS)) {
      return JsonValue.absent();
    }
    Path beside =
        file.resolveSibling(name.substring(0, name.length() - OF_SESSIONS.length()) + ENDING);
    try {
      BasicFileAttributes found =
          Files.readAttributes(beside, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile() || found.size() > MAX_BYTES) {
        return JsonValue.absent();
      }
      try (InputStream in = Files.newInputStream(beside, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(MAX_BYTES);
        JsonValue value = JsonValue.first(bytes, 0, bytes.length);
        return value.isObject() ? value : JsonValue.absent();
      }
    } catch (IOException | DaybookException unread) {
      // the session's own file says enough
      return JsonValue.absent();
    }
  }
}
